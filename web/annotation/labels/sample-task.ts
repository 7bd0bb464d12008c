import type { LabelConfig } from '#src/annotation/labelling/model.ts';
import { templateKeys, templates } from '../templates.ts';

/** A made-up task with every field the configuration names, for projects that have none yet. */
export function sampleTask(config: LabelConfig): Record<string, unknown> {
  const texts = templates['text-spans'].sample()['text'];
  const byTag: Readonly<Record<string, unknown>> = {
    Table: templates['table-rows'].sample()['row'],
    List: templates.ranking.sample()['items'],
    Paragraphs: templates.dialogue.sample()['dialogue'],
  };
  // A template's own sample says more than a made-up one.
  const known = Object.assign({}, ...templateKeys.map((key) => templates[key].sample())) as Record<
    string,
    unknown
  >;
  return Object.fromEntries(
    config.objects
      .filter((object) => object.literal === undefined && object.value !== '')
      .map((object) => [
        object.value,
        byTag[object.tag] ?? (object.tag === 'Text' ? known[object.value] : undefined) ?? texts,
      ]),
  );
}
