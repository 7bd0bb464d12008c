/** One score: which item (0 … n-1), which reviewer (0 … m-1), and the points, 0 to 100. */
export interface Mark {
  readonly item: number;
  readonly reviewer: number;
  readonly points: number;
}

export interface AdditiveFit {
  /** Points of each item as the average reviewer would have given them. */
  readonly items: Float64Array;
  /** How many points each reviewer gives above (+) or below (-) the average reviewer. */
  readonly reviewers: Float64Array;
  readonly residuals: Float64Array;
}

/**
 * Least squares of `points = item + reviewer` over given pairs, prepared once for any points on them.
 * Items are eliminated (Schur complement), which leaves a symmetric positive definite system of the
 * reviewers but one; it is solved by Cholesky. The scale is fixed by Σ reviewers = 0.
 */
export interface AdditiveSolver {
  fit(points: Float64Array): AdditiveFit;
}

/**
 * Groups of items that common reviewers tie together; each item's group number. Scores of different
 * groups cannot be compared, whatever is computed.
 */
export function itemGroups(marks: readonly Mark[], items: number, reviewers: number): Int32Array {
  const parent = Int32Array.from({ length: items + reviewers }, (_, i) => i);
  const root = (at: number): number => {
    let r = at;
    while (parent[r] !== r) {
      parent[r] = parent[parent[r] as number] as number;
      r = parent[r] as number;
    }
    return r;
  };
  for (const { item, reviewer } of marks) parent[root(item)] = root(items + reviewer);
  return Int32Array.from({ length: items }, (_, i) => root(i));
}

/** True when every item and every reviewer that scored hang together. */
export function isConnected(marks: readonly Mark[], items: number, reviewers: number): boolean {
  return new Set(itemGroups(marks, items, reviewers)).size <= 1;
}

/**
 * The solver of a connected set of marks in which every item and every reviewer occurs.
 * @throws RangeError when the marks do not hang together: the model has no single answer then
 */
export function additiveSolver(
  marks: readonly Mark[],
  items: number,
  reviewers: number,
): AdditiveSolver {
  if (!isConnected(marks, items, reviewers))
    throw new RangeError('the additive model needs connected reviewers');
  const perItem = new Float64Array(items);
  for (const mark of marks) perItem[mark.item] = (perItem[mark.item] as number) + 1;
  const size = reviewers - 1;
  const factor = cholesky(schurComplement(marks, perItem, size), size);
  return { fit: (points) => solve(marks, perItem, factor, reviewers, points) };
}

/** Reviewers but the last, as a dense square matrix by rows. */
function schurComplement(
  marks: readonly Mark[],
  perItem: Float64Array,
  size: number,
): Float64Array {
  const matrix = new Float64Array(size * size);
  const ofItem = Map.groupBy(marks, (mark) => mark.item);
  for (const [item, own] of ofItem) {
    const share = 1 / (perItem[item] as number);
    for (const { reviewer: a } of own) {
      if (a >= size) continue;
      matrix[a * size + a] = (matrix[a * size + a] as number) + 1;
      for (const { reviewer: b } of own)
        if (b < size) matrix[a * size + b] = (matrix[a * size + b] as number) - share;
    }
  }
  return matrix;
}

/** Lower triangle L of A = L Lᵀ, in place. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k += 1)
        sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / (matrix[j * size + j] as number);
    }
  return matrix;
}

function substitute(factor: Float64Array, size: number, x: Float64Array): void {
  for (let i = 0; i < size; i += 1) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * size + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k += 1)
      sum -= (factor[k * size + i] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
}

function solve(
  marks: readonly Mark[],
  perItem: Float64Array,
  factor: Float64Array,
  reviewerCount: number,
  points: Float64Array,
): AdditiveFit {
  const items = new Float64Array(perItem.length);
  for (const [n, mark] of marks.entries())
    items[mark.item] =
      (items[mark.item] as number) + (points[n] as number) / (perItem[mark.item] as number);
  // Right side: what each reviewer gave beyond the mean of the item. The last one stays at 0.
  const reviewers = new Float64Array(reviewerCount);
  for (const [n, { item, reviewer }] of marks.entries())
    reviewers[reviewer] =
      (reviewers[reviewer] as number) + (points[n] as number) - (items[item] as number);
  reviewers[reviewerCount - 1] = 0;
  substitute(factor, reviewerCount - 1, reviewers);
  const middle = reviewers.reduce((sum, b) => sum + b, 0) / reviewerCount;
  for (let j = 0; j < reviewerCount; j += 1) reviewers[j] = (reviewers[j] as number) - middle;
  for (const { item, reviewer } of marks)
    items[item] =
      (items[item] as number) - (reviewers[reviewer] as number) / (perItem[item] as number);
  const residuals = Float64Array.from(
    marks,
    ({ item, reviewer }, n) =>
      (points[n] as number) - (items[item] as number) - (reviewers[reviewer] as number),
  );
  return { items, reviewers, residuals };
}
