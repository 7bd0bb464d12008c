import type { VoteTable } from './votes.ts';

export interface DawidSkeneOptions {
  /**
   * `confusion`: a full matrix a worker (Dawid and Skene 1979); `one-coin`: one accuracy a worker, errors
   * spread evenly over the other labels. `confusion` unless told.
   */
  readonly model?: 'confusion' | 'one-coin';
  /** Laplace smoothing: votes added to each cell of each worker's matrix; 0.01 unless told. */
  readonly smoothing?: number;
  /** Items whose truth is known: their posterior is held there in every round. */
  readonly gold?: ReadonlyMap<string, string>;
  /** At most so many rounds (100), fewer once no posterior moves by more than `tolerance` (1e−6). */
  readonly rounds?: number;
  readonly tolerance?: number;
}

/** A fitted model. Indices follow the table's items, workers and labels. */
export interface DawidSkeneModel {
  readonly priors: Float64Array;
  /** For each worker a row-major matrix: [truth × labels + answer] → probability. */
  readonly confusion: readonly Float64Array[];
  /** For each item the probability of each label. */
  readonly posteriors: readonly Float64Array[];
  readonly rounds: number;
  readonly converged: boolean;
}

/**
 * Dawid and Skene's estimate of the true labels and of each worker's errors (JRSS C 28(1), 1979, 20–28):
 * EM from the vote shares; the M step takes workers' confusion and priors, the E step the posteriors in
 * logarithms.
 */
export function dawidSkene(table: VoteTable, options: DawidSkeneOptions = {}): DawidSkeneModel {
  const { rounds: limit = 100, tolerance = 1e-6 } = options;
  const clamped = clampedItems(table, options.gold);
  let posteriors = table.byItem.map((votes, i) => clamped.get(i) ?? shares(votes, table.labels));
  for (let round = 1; ; round += 1) {
    const model = fitWorkers(table, posteriors, options);
    let moved = 0;
    const next = table.byItem.map((votes, i) => {
      const after = clamped.get(i) ?? posteriorOf(votes, model);
      const before = posteriors[i] as Float64Array;
      for (let c = 0; c < after.length; c += 1)
        moved = Math.max(moved, Math.abs((after[c] as number) - (before[c] as number)));
      return after;
    });
    posteriors = next;
    const converged = moved <= tolerance;
    if (converged || round >= limit) return { ...model, posteriors, rounds: round, converged };
  }
}

type Votes = VoteTable['byItem'][number];

function clampedItems(
  { items, labels }: VoteTable,
  gold: ReadonlyMap<string, string> = new Map<string, string>(),
): Map<number, Float64Array> {
  const clamped = new Map<number, Float64Array>();
  for (const [i, item] of items.entries()) {
    const truth = labels.indexOf(gold.get(item) ?? '');
    if (truth >= 0 && gold.has(item))
      clamped.set(
        i,
        Float64Array.from(labels, (_, c) => Number(c === truth)),
      );
  }
  return clamped;
}

function shares(votes: Votes, labels: readonly string[]): Float64Array {
  const out = new Float64Array(labels.length);
  for (const { label } of votes) out[label] = (out[label] as number) + 1 / votes.length;
  return out;
}

/** The M step: priors and every worker's matrix from the posteriors. */
export function fitWorkers(
  { workers, labels, byItem }: VoteTable,
  posteriors: readonly Float64Array[],
  { model = 'confusion', smoothing = 0.01 }: DawidSkeneOptions = {},
): Pick<DawidSkeneModel, 'priors' | 'confusion'> {
  const k = labels.length;
  const priors = new Float64Array(k);
  const confusion = workers.map(() => new Float64Array(k * k).fill(smoothing));
  for (const [i, votes] of byItem.entries()) {
    const posterior = posteriors[i] as Float64Array;
    for (let c = 0; c < k; c += 1) {
      const p = posterior[c] as number;
      priors[c] = (priors[c] as number) + p / byItem.length;
      for (const { worker, label } of votes) {
        const matrix = confusion[worker] as Float64Array;
        matrix[c * k + label] = (matrix[c * k + label] as number) + p;
      }
    }
  }
  for (const matrix of confusion) {
    if (model === 'one-coin') shareOneCoin(matrix, k);
    else normaliseRows(matrix, k);
  }
  return { priors, confusion };
}

function normaliseRows(matrix: Float64Array, k: number): void {
  for (let c = 0; c < k; c += 1) {
    const row = matrix.subarray(c * k, (c + 1) * k);
    const sum = row.reduce((a, b) => a + b, 0);
    for (let l = 0; l < k; l += 1) row[l] = sum > 0 ? (row[l] as number) / sum : 1 / k;
  }
}

function shareOneCoin(matrix: Float64Array, k: number): void {
  const all = matrix.reduce((a, b) => a + b, 0);
  let right = 0;
  for (let c = 0; c < k; c += 1) right += matrix[c * k + c] as number;
  const accuracy = all > 0 ? right / all : 1 / k;
  const wrong = k > 1 ? (1 - accuracy) / (k - 1) : 0;
  for (let c = 0; c < k; c += 1)
    for (let l = 0; l < k; l += 1) matrix[c * k + l] = c === l ? accuracy : wrong;
}

/** The E step for one item: the probability of each label given its votes, workers and priors. */
export function posteriorOf(
  votes: Iterable<{ readonly worker: number; readonly label: number }>,
  { priors, confusion }: Pick<DawidSkeneModel, 'priors' | 'confusion'>,
): Float64Array {
  const k = priors.length;
  const out = priors.map((prior) => Math.log(Math.max(prior, 1e-300)));
  for (const { worker, label } of votes) {
    const matrix = confusion[worker] as Float64Array;
    for (let c = 0; c < k; c += 1)
      out[c] = (out[c] as number) + Math.log(Math.max(matrix[c * k + label] as number, 1e-300));
  }
  const highest = Math.max(...out);
  let sum = 0;
  for (let c = 0; c < k; c += 1) sum += out[c] = Math.exp((out[c] as number) - highest);
  return out.map((value) => value / sum);
}
