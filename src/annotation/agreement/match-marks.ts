import { bestAssignment } from './best-assignment.ts';
import { polygonIou } from './polygon-overlap.ts';
import type { AreaMark, Mark, StretchMark } from './region-marks.ts';

/** Two marks taken for the same thing, by their positions in the two lists. */
export interface MatchedPair {
  readonly a: number;
  readonly b: number;
  readonly iou: number;
}

/**
 * Intersection over union: of lengths for stretches, of areas for areas; 0 across kinds and groups.
 * Two equal stretches are 1 even when empty.
 */
export function markIou(a: Mark, b: Mark): number {
  if (a.group !== b.group) return 0;
  if (a.shape === 'stretch' && b.shape === 'stretch') return stretchIou(a, b);
  if (a.shape === 'area' && b.shape === 'area') return areaIou(a, b);
  return 0;
}

function stretchIou(a: StretchMark, b: StretchMark): number {
  if (a.start === b.start && a.end === b.end) return 1;
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared > 0 ? shared / (a.end - a.start + (b.end - b.start) - shared) : 0;
}

function areaIou(a: AreaMark, b: AreaMark): number {
  const [left, top, right, bottom] = a.box;
  const [left2, top2, right2, bottom2] = b.box;
  const outside = left >= right2 || left2 >= right || top >= bottom2 || top2 >= bottom;
  if (outside) return 0;
  if (!a.upright || !b.upright) return polygonIou(a.polygon, b.polygon);
  const shared =
    (Math.min(right, right2) - Math.max(left, left2)) *
    (Math.min(bottom, bottom2) - Math.max(top, top2));
  const areas = (right - left) * (bottom - top) + (right2 - left2) * (bottom2 - top2);
  return shared / (areas - shared);
}

/**
 * Pairs marks one to one within their group so that the total IoU of the pairs is greatest; only pairs
 * with IoU of at least `threshold` (and above 0) count. Marks that overlap nothing of the others' never
 * meet, so the assignment is solved for each cluster of overlapping marks alone.
 */
export function matchMarks(
  a: readonly Mark[],
  b: readonly Mark[],
  threshold: number,
): MatchedPair[] {
  const links: MatchedPair[] = [];
  // Few marks: comparing all is quicker than sorting them by group first.
  const inGroup =
    a.length * b.length > 64 ? Map.groupBy(b.entries(), ([, mark]) => mark.group) : undefined;
  for (const [i, mark] of a.entries())
    for (const [j, other] of inGroup ? (inGroup.get(mark.group) ?? []) : b.entries()) {
      const iou = markIou(mark, other);
      if (iou > 0 && iou >= threshold) links.push({ a: i, b: j, iou });
    }
  if (areApart(links)) return links;
  return clustersOf(links, a.length, b.length)
    .flatMap(solve)
    .toSorted((x, y) => x.a - y.a);
}

/** No mark stands in two links, so there is nothing to choose. */
const areApart = (links: readonly MatchedPair[]): boolean =>
  new Set(links.map(({ a }) => a)).size === links.length &&
  new Set(links.map(({ b }) => b)).size === links.length;

/** Links split into connected clusters (union–find over both lists). */
function clustersOf(
  links: readonly MatchedPair[],
  countA: number,
  countB: number,
): MatchedPair[][] {
  const parent = Uint32Array.from({ length: countA + countB }, (_, i) => i);
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (const { a, b } of links) parent[root(a)] = root(countA + b);
  return [...Map.groupBy(links, ({ a }) => root(a)).values()];
}

function solve(links: readonly MatchedPair[]): readonly MatchedPair[] {
  if (links.length === 1) return links;
  const rows = [...new Set(links.map(({ a }) => a))];
  const columns = [...new Set(links.map(({ b }) => b))];
  const weights = rows.map(() => columns.map(() => 0));
  for (const { a, b, iou } of links)
    (weights[rows.indexOf(a)] as number[])[columns.indexOf(b)] = iou;
  return bestAssignment(weights).flatMap((column, row) =>
    column < 0
      ? []
      : [
          {
            a: rows[row] as number,
            b: columns[column] as number,
            iou: weights[row]?.[column] as number,
          },
        ],
  );
}
