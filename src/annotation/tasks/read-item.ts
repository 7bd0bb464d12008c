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

export interface ItemProblem {
  readonly field: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = (field: string | null, code: string, zh: string, en: string): ItemProblem => ({
  field,
  code,
  zh,
  en,
});

/** PostgreSQL's jsonb holds no NUL and no lone surrogate. */
function unstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (Array.isArray(value)) return value.some(unstorable);
  if (isObject(value))
    return Object.entries(value).some(([k, v]) => unstorable(k) || unstorable(v));
  return false;
}

function prediction(value: unknown): StoredPrediction | undefined {
  if (!isObject(value) || !Array.isArray(value['result'])) return undefined;
  const { model_version: version, score, result } = value;
  return {
    ...(typeof version === 'string' ? { model_version: version } : {}),
    ...(typeof score === 'number' ? { score } : {}),
    result,
  };
}

/**
 * One item of a JSON import: a Label Studio task, or a bare data object. Annotations marked
 * `ground_truth` become the gold result; other annotations are offered as predictions, so that
 * nothing that came in is lost.
 */
export function readItem(item: unknown): { task: NewTask } | { problem: ItemProblem } {
  if (!isObject(item))
    return { problem: problem(null, 'notObject', '该项不是对象。', 'The item is not an object.') };
  if (unstorable(item))
    return {
      problem: problem(
        null,
        'unstorable',
        '该项含有无法保存的字符（NUL 或不成对的代理项）。',
        'The item holds characters that cannot be stored (NUL or a lone surrogate).',
      ),
    };
  const wrapped = 'data' in item && isObject(item['data']);
  const data = wrapped ? (item['data'] as Record<string, unknown>) : item;
  if (Object.keys(data).length === 0)
    return { problem: problem('data', 'empty', '该项没有数据。', 'The item has no data.') };
  const { annotations, predictions, meta } = wrapped ? item : {};
  const given = Array.isArray(annotations) ? annotations.filter(isObject) : [];
  const right = given.find((a) => a['ground_truth'] === true && Array.isArray(a['result']));
  const others = given
    .filter((a) => a !== right)
    .map((a) => prediction({ model_version: 'imported annotation', result: a['result'] }));
  const models = Array.isArray(predictions) ? predictions.map(prediction) : [];
  const all = [...models, ...others].filter((p) => p !== undefined);
  return {
    task: {
      data,
      meta: isObject(meta) ? meta : null,
      predictions: all.length > 0 ? all : null,
      gold: right ? (right['result'] as unknown[]) : null,
      media: null,
      source: null,
    },
  };
}
