import { type } from 'arktype';
import { cursor, id as idText, instant, limit } from '#src/kernel/schema.ts';

const id = idText.as<string>();

export const ExportFormatName = type.enumerated(
  'JSON',
  'JSON_MIN',
  'JSONL',
  'CSV',
  /** As CSV, for spreadsheet programs: formulas kept texts by an apostrophe, UTF-8 marked. */
  'CSV_SPREADSHEET',
  'TSV',
  'COCO',
  'VOC',
  'YOLO',
  'YOLO_SEGMENT',
  'YOLO_OBB',
  'CONLL2003',
  'SPACY',
);
export type ExportFormatName = typeof ExportFormatName.infer;
export const ExportedResults = type.enumerated('accepted', 'submitted', 'all');

export const OrderExport = type({
  format: ExportFormatName,
  /** `submitted` unless told. */
  'which?': ExportedResults,
  /** Only what lies in this package. */
  'packageId?': id,
});
export type OrderExport = typeof OrderExport.infer;

const Skipped = type({
  what: "'task' | 'annotation' | 'region'",
  reason: 'string',
  count: 'number',
});
export const ExportManifest = type({
  tasks: 'number',
  annotations: 'number',
  regions: 'number',
  relations: 'number',
  labels: 'Record<string, number>',
  skipped: Skipped.array(),
  files: 'number',
});

export const ExportView = type({
  id,
  number: 'number',
  projectId: id,
  packageId: id.or('null'),
  format: ExportFormatName,
  which: ExportedResults,
  state: type.enumerated('queued', 'running', 'done', 'failed'),
  totalTasks: 'number',
  doneTasks: 'number',
  file: type({ name: 'string', mediaType: 'string', sizeBytes: 'number', sha256: 'string' }).or(
    'null',
  ),
  manifest: ExportManifest.or('null'),
  /** Every field that had a value and that the format cannot carry, with how often. */
  losses: type({ field: 'string', count: 'number' }).array(),
  error: type({ code: 'string', sentence: { zh: 'string', en: 'string' } }).or('null'),
  createdAt: instant,
  startedAt: 'string | null',
  finishedAt: 'string | null',
});
export type ExportView = typeof ExportView.infer;

export const ExportList = type({
  items: ExportView.array(),
  /** The formats, and whether the configuration has anything for them. */
  formats: type({ format: ExportFormatName, fits: 'boolean' }).array(),
  'next?': 'string',
});
export type ExportList = typeof ExportList.infer;

export const ExportQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const ResultQuery = type({
  format: ExportFormatName,
  'which?': ExportedResults,
});
