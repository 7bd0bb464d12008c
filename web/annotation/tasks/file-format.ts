import type { ImportTasks } from '#src/annotation/tasks/schema.ts';
import { m } from '../../i18n/messages.ts';

export type ImportFormat = NonNullable<ImportTasks['file']>['format'];

/** Formats in the order of the form, by what people call them. */
export const importFormats: Readonly<Record<ImportFormat, () => string>> = {
  'label-studio': m.annotation_format_json,
  jsonl: m.annotation_format_jsonl,
  csv: m.annotation_format_csv,
  tsv: m.annotation_format_tsv,
  text: m.annotation_format_text,
  zip: m.annotation_format_zip,
  coco: m.annotation_format_coco,
  voc: m.annotation_format_voc,
  yolo: m.annotation_format_yolo,
  'yolo-obb': m.annotation_format_yolo_obb,
  conll: m.annotation_format_conll,
  doccano: m.annotation_format_doccano,
  spacy: m.annotation_format_spacy,
  squad: m.annotation_format_squad,
};

const endings: Readonly<Record<string, ImportFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  txt: 'text',
  conll: 'conll',
  iob: 'conll',
  xml: 'voc',
  zip: 'zip',
};

/** The format a file's name suggests; JSON unless it says otherwise. */
export const formatOfName = (name: string): ImportFormat =>
  endings[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'label-studio';
