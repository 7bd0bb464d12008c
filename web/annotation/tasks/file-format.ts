/** What a file of tasks can be. */
export type FileFormat = 'json' | 'jsonl' | 'table' | 'text' | 'coco' | 'conll' | 'doccano';

const endings: Readonly<Record<string, FileFormat>> = {
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'table',
  tsv: 'table',
  txt: 'text',
  conll: 'conll',
  iob: 'conll',
};

/** The format a file's name suggests; JSON unless it says otherwise. */
export const formatOfName = (name: string): FileFormat =>
  endings[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'json';
