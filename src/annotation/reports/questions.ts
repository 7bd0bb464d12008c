import type { AgreementKind } from '../agreement/agreement-of.ts';
import { parseConfig } from '../labelling/parse-config.ts';

/** One control of a label configuration of which answers can be compared, and how. */
export interface Question {
  readonly name: string;
  readonly kind: AgreementKind;
}

const byTag: Readonly<Record<string, AgreementKind>> = {
  Choices: 'choices',
  Taxonomy: 'choices',
  Pairwise: 'choices',
  Rating: 'ratings',
  Number: 'numbers',
  RectangleLabels: 'boxes',
  PolygonLabels: 'polygons',
};

/** The questions of a configuration; what no measure can compare is left out. */
export function questionsOf(labelConfig: string): Question[] {
  const { config } = parseConfig(labelConfig);
  if (!config) return [];
  const sounds = new Set(config.objects.filter((o) => o.tag === 'Audio').map((o) => o.name));
  return config.controls.flatMap((control): Question[] => {
    if (control.perRegion) return [];
    const { name, tag } = control;
    const known = byTag[tag];
    if (known) return [{ name, kind: known }];
    if (tag === 'ParagraphLabels' || tag === 'HyperTextLabels') return [{ name, kind: 'spans' }];
    if (tag !== 'Labels') return [];
    return [{ name, kind: control.toName.some((to) => sounds.has(to)) ? 'audio' : 'spans' }];
  });
}
