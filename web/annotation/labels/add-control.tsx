import { useState } from 'react';
import type { LabelConfig } from '#src/annotation/labelling/model.ts';
import { specOf } from '#src/annotation/labelling/tags.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';

/** What the tags are called here. */
export const controlNames: Readonly<Record<string, () => string>> = {
  Text: m.annotation_tag_text,
  HyperText: m.annotation_tag_hypertext,
  Image: m.annotation_tag_image,
  Audio: m.annotation_tag_audio,
  Video: m.annotation_tag_video,
  Paragraphs: m.annotation_tag_paragraphs,
  Table: m.annotation_tag_table,
  List: m.annotation_tag_list,
  Labels: m.annotation_tag_labels,
  RectangleLabels: m.annotation_tag_rectangles,
  PolygonLabels: m.annotation_tag_polygons,
  KeyPointLabels: m.annotation_tag_keypoints,
  ParagraphLabels: m.annotation_tag_paragraph_labels,
  Choices: m.annotation_tag_choices,
  Taxonomy: m.annotation_tag_taxonomy,
  TextArea: m.annotation_tag_text_area,
  Number: m.annotation_tag_number,
  Rating: m.annotation_tag_rating,
  Pairwise: m.annotation_tag_pairwise,
  Ranker: m.annotation_tag_ranker,
};

/** Those that can be added with one press, in the order they are offered. */
const offered = [
  'RectangleLabels',
  'PolygonLabels',
  'KeyPointLabels',
  'Labels',
  'ParagraphLabels',
  'Choices',
  'Taxonomy',
  'TextArea',
  'Number',
  'Rating',
];

interface AddControlProps {
  readonly config: LabelConfig;
  /** Gets the new tag as XML. */
  readonly onAdd: (tag: string) => void;
}

/** Adds a control that fits one of the objects. */
export function AddControl({ config, onAdd }: AddControlProps) {
  const fitting = offered.filter((tag) => objectFor(config, tag) !== undefined);
  const [chosen, setChosen] = useState('Choices');
  const tag = fitting.includes(chosen) ? chosen : fitting[0];
  if (tag === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label={m.annotation_config_add_control()}
        value={tag}
        onChange={(event) => setChosen(event.target.value)}
        className="control w-auto! min-w-40"
      >
        {fitting.map((one) => (
          <option key={one} value={one}>
            {controlNames[one]?.() ?? one}
          </option>
        ))}
      </select>
      <Button icon="plus" onClick={() => onAdd(newControl(config, tag))}>
        {m.annotation_config_add_control()}
      </Button>
    </div>
  );
}

function objectFor(config: LabelConfig, tag: string): string | undefined {
  const on = specOf(tag)?.on;
  // Texts take labels as spans; on images the shapes do.
  const fits = config.objects.find(
    (object) => (!on || on.includes(object.tag)) && !(tag === 'Labels' && object.tag === 'Image'),
  );
  return fits?.name;
}

function newControl(config: LabelConfig, tag: string): string {
  const taken = new Set([...config.controls, ...config.objects].map((one) => one.name));
  const base = tag.toLowerCase().replace(/labels$/u, '') || 'label';
  let name = base;
  for (let n = 2; taken.has(name); n += 1) name = `${base}${n}`;
  const option = specOf(tag)?.options;
  const open = `<${tag} name="${name}" toName="${objectFor(config, tag) ?? ''}"`;
  if (!option) return `${open}/>`;
  const words = [m.annotation_config_first_option(), m.annotation_config_second_option()];
  return `${open}>\n${words.map((word) => `    <${option} value="${word}"/>`).join('\n')}\n  </${tag}>`;
}
