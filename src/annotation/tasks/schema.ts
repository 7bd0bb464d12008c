import { type } from 'arktype';
import { cursor, id as idText, instant, slug, text } from '#src/kernel/schema.ts';

const id = idText.as<string>();

/** One task as clients send it: `{data: {…}}` of Label Studio, or the data object itself. */
const Item = type('Record<string, unknown>');

/**
 * Formats that an import reads. A ZIP archive of any of them, with the media its items name, is read as
 * well; `zip` finds out what it holds.
 */
const Format = type.enumerated(
  'label-studio',
  'jsonl',
  'csv',
  'tsv',
  'coco',
  'conll',
  'doccano',
  'spacy',
  'squad',
  'text',
  'voc',
  'yolo',
  'yolo-obb',
  'zip',
);

/** Exactly one of the three. */
export const ImportTasks = type({
  /** Few tasks at once; larger imports come from a file. */
  'items?': Item.array().atLeastLength(1).atMostLength(5_000),
  /** A file that is sent next to `/imports/{id}/content`. */
  'file?': { format: Format },
  /** A dataset version of the catalogue: the rows of one file (`path`), or a task for each of its files. */
  'dataset?': {
    org: slug,
    name: slug,
    version: text(40),
    'path?': text(1_000),
    'format?': Format,
    /** Field of the task's data that stands for the file; that of the first object unless told. */
    'field?': text(200),
  },
});
export type ImportTasks = typeof ImportTasks.infer;

export const ImportState = type.enumerated('awaiting', 'queued', 'running', 'done', 'failed');
export const ImportProblem = type({
  /** Place of the item in the source, from 1. */
  item: 'number',
  line: 'number | null',
  field: 'string | null',
  code: 'string',
  sentence: { zh: 'string', en: 'string' },
});
export const ImportView = type({
  id,
  projectId: id,
  state: ImportState,
  format: 'string',
  /** Bytes of the source, where they are known, and how many of them are read. */
  totalBytes: 'number | null',
  doneBytes: 'number',
  items: 'number',
  tasks: 'number',
  annotations: 'number',
  problemCount: 'number',
  error: type({ code: 'string', sentence: { zh: 'string', en: 'string' } }).or('null'),
  createdAt: instant,
  startedAt: 'string | null',
  finishedAt: 'string | null',
  /** One page of problems, in the order of the source. */
  problems: ImportProblem.array(),
  'nextProblems?': 'string',
});
export type ImportView = typeof ImportView.infer;
export const ImportQuery = type({ 'cursor?': cursor });

/** A page size of a task list; of ids alone up to 50,000. */
const taskLimit = type('/^([1-9][0-9]{0,3}|[1-4][0-9]{4}|50000)$/').describe(
  'a whole number from 1 to 50000',
);
export const TaskQuery = type({
  'cursor?': cursor,
  'limit?': taskLimit,
  /** `id` answers with ids and numbers alone. */
  'fields?': type.enumerated('id'),
});
export const TaskSummary = type({
  id,
  number: 'number',
  'submittedCount?': 'number',
  'acceptedCount?': 'number',
  'gold?': 'boolean',
  'createdAt?': instant,
});
export type TaskSummary = typeof TaskSummary.infer;
export const TaskList = type({ items: TaskSummary.array(), 'next?': 'string' });

export const Prediction = type({
  modelVersion: 'string | null',
  score: 'number | null',
  result: type('unknown').array(),
});
export type Prediction = typeof Prediction.infer;

export const MediaPath = type({ id, field: text(200) });

export const TaskView = type({
  id,
  number: 'number',
  projectId: id,
  data: 'Record<string, unknown>',
  meta: 'Record<string, unknown> | null',
  predictions: Prediction.array(),
  /** Where a field's content is fetched from. */
  media: 'Record<string, string>',
  /** The right result; only for the demand side. */
  'gold?': type('unknown').array().or('null'),
  'source?': 'Record<string, unknown> | null',
  submittedCount: 'number',
  acceptedCount: 'number',
  createdAt: instant,
});
export type TaskView = typeof TaskView.infer;
