import type { Card, Modality } from '#src/catalog/card-schema.ts';

const modalityOf: Readonly<Record<string, Modality>> = {
  csv: 'tabular',
  tsv: 'tabular',
  parquet: 'tabular',
  arrow: 'tabular',
  xlsx: 'tabular',
  xls: 'tabular',
  ods: 'tabular',
  jsonl: 'tabular',
  geojson: 'geospatial',
  shp: 'geospatial',
  gpkg: 'geospatial',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  webp: 'image',
  tif: 'image',
  tiff: 'image',
  wav: 'audio',
  mp3: 'audio',
  flac: 'audio',
  mp4: 'video',
  txt: 'text',
};

export type PrefilledField = 'modality' | 'readme' | 'description' | 'languages';

/**
 * Fills what is missing from the files; what a person wrote is never touched. The description is
 * the README's first paragraph, put under the language it is written in.
 */
export function prefill(
  card: Card,
  formats: readonly string[],
  readme: string | undefined,
): { readonly card: Card; readonly filled: readonly PrefilledField[] } {
  const filled: PrefilledField[] = [];
  let next: Card = card;
  const modality = [...new Set(formats.flatMap((format) => modalityOf[format] ?? []))];
  if (!card.modality && modality.length > 0) {
    next = { ...next, modality };
    filled.push('modality');
  }
  if (readme !== undefined && !card.readme) {
    next = { ...next, readme };
    filled.push('readme');
    const paragraph = firstParagraph(readme);
    const language = isChinese(readme) ? 'zh' : 'en';
    if (paragraph !== '' && !card.description?.zh && !card.description?.en) {
      next = { ...next, description: { [language]: paragraph } };
      filled.push('description');
    }
    if (!card.languages) {
      next = { ...next, languages: [language] };
      filled.push('languages');
    }
  }
  return { card: next, filled };
}

const isChinese = (text: string): boolean => /\p{Script=Han}{2}/u.test(text);

/** The first block that is prose: no heading, list, table, code, image or front matter. */
function firstParagraph(markdown: string): string {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/u, '');
  const block = body
    .split(/\n\s*\n/u)
    .map((part) => part.trim())
    .find((part) => part !== '' && !/^([#>|`!<\-*+[]|\d+\.|={3,})/u.test(part));
  return (block ?? '').replaceAll(/\s*\n\s*/gu, ' ').slice(0, 2000);
}
