import type { Archive } from './archive.ts';

const ending = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

/** Endings of the files that a format is read from, where it is read file by file. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'label-studio': ['json'],
  jsonl: ['jsonl', 'ndjson'],
  csv: ['csv'],
  tsv: ['tsv', 'tab'],
  coco: ['json'],
  conll: ['conll', 'iob', 'txt'],
  doccano: ['jsonl', 'ndjson', 'json'],
  spacy: ['json', 'jsonl'],
  squad: ['json'],
  text: ['txt'],
};

/** The files of an archive that a format is read from, in the order of their paths. */
export const filesOf = (archive: Archive, format: string): string[] =>
  [...archive.entries.keys()]
    .filter((path) => endings[format]?.includes(ending(path)) === true)
    .toSorted();

/** True for JSON that looks as COCO does; what tells a Label Studio task is its `data`. */
async function isCoco(archive: Archive, path: string): Promise<boolean> {
  let start: string;
  try {
    const head = await archive.headOf(path);
    start = new TextDecoder().decode(head.subarray(0, 65_536)).trimStart();
  } catch {
    return false;
  }
  return (
    start.startsWith('{') &&
    !/"data"\s*:/.test(start) &&
    /"(info|licenses|images|categories|annotations)"\s*:/.test(start)
  );
}

/** What an archive holds, by its files: a format of `filesOf`, `voc`, `yolo`, or `media` alone. */
export async function formatOfArchive(archive: Archive): Promise<string> {
  const paths = [...archive.entries.keys()];
  const has = (...wanted: string[]): boolean => paths.some((p) => wanted.includes(ending(p)));
  if (has('xml')) return 'voc';
  if (has('yaml', 'yml', 'names') || paths.some((p) => /(^|\/)classes\.txt$/i.test(p)))
    return 'yolo';
  const json = paths.filter((p) => ending(p) === 'json').toSorted()[0];
  if (json !== undefined) return (await isCoco(archive, json)) ? 'coco' : 'label-studio';
  if (has('jsonl', 'ndjson')) return 'jsonl';
  if (has('csv')) return 'csv';
  if (has('tsv', 'tab')) return 'tsv';
  if (has('conll', 'iob')) return 'conll';
  return 'media';
}
