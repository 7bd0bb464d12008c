import type { ImportedTask } from '../formats/import-item.ts';
import type { StoredMedia } from '../tables.ts';

/** A task as it is stored; `gold` is the right result where the source says so. */
export interface NewTask {
  readonly data: Record<string, unknown>;
  readonly meta: Record<string, unknown> | null;
  readonly predictions: readonly StoredPrediction[] | null;
  readonly gold: readonly unknown[] | null;
  readonly media: Record<string, StoredMedia> | null;
  readonly source: Record<string, unknown> | null;
}

/** As Label Studio writes it. */
export interface StoredPrediction {
  readonly model_version?: string;
  readonly score?: number;
  readonly result: readonly unknown[];
}

/** What PostgreSQL's jsonb cannot hold, as JSON text has it: NUL and lone surrogates. */
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** An item with characters that cannot be stored, said in both languages. */
export const unstorableProblem = {
  code: 'task.characters',
  zh: '该项含有无法保存的字符（NUL 或不成对的代理项），请改正。',
  en: 'The item holds characters that cannot be stored (NUL or a lone surrogate); correct it.',
} as const;

/** True when a task can be stored as it is. */
export const isStorable = (task: NewTask): boolean => !unstorable.test(JSON.stringify(task));

/**
 * A task as the store keeps it. An annotation marked `ground_truth` becomes the gold result; other
 * annotations are offered as predictions, so that nothing that came in is lost.
 */
export function newTask(
  read: ImportedTask,
  source: Record<string, unknown> | null = null,
): NewTask {
  const right = read.annotations.find((a) => a.ground_truth === true);
  const others = read.annotations
    .filter((a) => a !== right && a.was_cancelled !== true)
    .map((a) => ({ model_version: 'imported annotation', result: a.result }));
  const predictions = [...read.predictions, ...others];
  return {
    data: read.data,
    meta: read.meta ?? null,
    predictions: predictions.length > 0 ? predictions : null,
    gold: right?.result ?? null,
    media: null,
    source,
  };
}
