import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestAssignment } from './best-assignment.ts';
import { markIou, matchMarks } from './match-marks.ts';
import { boxCorners, polygonIou, polygonOverlap, type Polygon } from './polygon-overlap.ts';
import { marksOf, type Mark, type StretchMark } from './region-marks.ts';

/** The greatest total by trying every assignment. */
function exhaustive(weights: readonly (readonly number[])[], row = 0, used = 0): number {
  if (row === weights.length) return 0;
  let best = exhaustive(weights, row + 1, used);
  for (const [column, weight] of (weights[row] ?? []).entries())
    if ((used & (1 << column)) === 0)
      best = Math.max(best, weight + exhaustive(weights, row + 1, used | (1 << column)));
  return best;
}

describe('one-to-one matching', () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
    );

  test('the assignment is the best there is, and one to one', () => {
    fc.assert(
      fc.property(matrix, (weights) => {
        const columns = bestAssignment(weights);
        const used = columns.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        const total = columns.reduce(
          (sum, c, r) => sum + (c < 0 ? 0 : (weights[r]?.[c] as number)),
          0,
        );
        expect(total).toBe(exhaustive(weights));
      }),
    );
  });

  const stretch = fc
    .tuple(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom('a', 'b'),
    )
    .map(([start, length, group]): StretchMark => ({
      shape: 'stretch',
      start,
      end: start + length,
      group,
    }));

  test('matching in clusters finds the same total as over everything at once', () => {
    const marks = fc.array(stretch, { maxLength: 6 });
    fc.assert(
      fc.property(marks, marks, fc.constantFrom(0, 0.5), (a, b, threshold) => {
        const total = (pairs: { iou: number }[]): number =>
          pairs.reduce((sum, { iou }) => sum + iou, 0);
        const pairs = matchMarks(a, b, threshold);
        const weights = a.map((x) => b.map((y) => total(matchMarks([x], [y], threshold))));
        expect(total(pairs)).toBeCloseTo(exhaustive(weights), 9);
        expect(matchMarks(b, a, threshold).length).toBe(pairs.length);
      }),
    );
  });
});

describe('areas', () => {
  const square: Polygon = boxCorners({ x: 0, y: 0, width: 10, height: 10 });

  test('turned boxes: a square and itself turned by 45° about its centre share an octagon', () => {
    const half = Math.SQRT1_2 * 10;
    const turned = boxCorners({ x: 5, y: 5 - half, width: 10, height: 10, rotation: 45 });
    const octagon = 100 * 2 * (Math.SQRT2 - 1);
    expect(polygonOverlap(square, turned).shared).toBeCloseTo(octagon, 9);
    expect(polygonIou(square, turned)).toBeCloseTo(octagon / (200 - octagon), 9);
  });

  test('boxes that are not turned: the short way equals the general one', () => {
    const size = fc.integer({ min: 1, max: 40 });
    const box = fc.record({ x: size, y: size, width: size, height: size });
    const markOf = (value: object): Mark =>
      marksOf([{ type: 'rectangle', value: { ...value } }], { kind: 'boxes' }).marks[0] as Mark;
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(markIou(markOf(a), markOf(b))).toBeCloseTo(
          polygonIou(boxCorners(a), boxCorners(b)),
          9,
        );
      }),
    );
  });

  test('concave rings: the two arms of a U', () => {
    const u: Polygon = [
      [0, 0],
      [10, 0],
      [10, 10],
      [7, 10],
      [7, 3],
      [3, 3],
      [3, 10],
      [0, 10],
    ];
    const bar: Polygon = [
      [-5, 5],
      [15, 5],
      [15, 8],
      [-5, 8],
    ];
    expect(polygonOverlap(u, bar)).toEqual({
      first: expect.closeTo(72, 9) as number,
      second: expect.closeTo(60, 9) as number,
      shared: expect.closeTo(18, 9) as number,
    });
  });

  const corner = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));
  const ring = fc.array(corner, { minLength: 3, maxLength: 8 });

  test('any two rings: symmetric, within bounds, equal to the count of small cells', () => {
    fc.assert(
      fc.property(ring, ring, (a, b) => {
        const { first, second, shared } = polygonOverlap(a, b);
        const turned = polygonOverlap(b, a);
        expect([turned.second, turned.first, turned.shared]).toEqual(
          [first, second, shared].map((area) => expect.closeTo(area, 6) as number),
        );
        expect(shared).toBeLessThanOrEqual(Math.min(first, second) + 1e-9);
        expect(Math.abs(shared - sampled(a, b))).toBeLessThan(40);
      }),
      { numRuns: 60 },
    );
  });

  /** The shared area by asking 160 × 160 points (even-odd rule by ray casting). */
  function sampled(a: Polygon, b: Polygon): number {
    const step = 40 / 160;
    let hits = 0;
    for (let i = 0; i < 160; i += 1)
      for (let j = 0; j < 160; j += 1) {
        const [x, y] = [(i + 0.497) * step, (j + 0.503) * step];
        if (inside(a, x, y) && inside(b, x, y)) hits += 1;
      }
    return hits * step * step;
  }
  function inside(ring: Polygon, x: number, y: number): boolean {
    let odd = false;
    for (const [i, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(i + 1) % ring.length] as readonly [number, number];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
    }
    return odd;
  }
});
