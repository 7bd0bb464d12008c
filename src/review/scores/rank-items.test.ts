import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';
import { additiveSolver, type Mark } from './additive-model.ts';
import { rankItems } from './rank-items.ts';

const round = (n: number | null) => (n === null ? null : Math.round(n * 1e9) / 1e9);
const mark = (item: number, reviewer: number, points: number): Mark => ({ item, reviewer, points });

/** A ← R1 70, R2 72 · B ← R3 75, R4 77 · C ← all four 60, 62, 72, 74. */
const vector = [
  mark(0, 0, 70),
  mark(0, 1, 72),
  mark(1, 2, 75),
  mark(1, 3, 77),
  ...[60, 62, 72, 74].map((points, reviewer) => mark(2, reviewer, points)),
];

describe('the additive model', () => {
  test('the vector: raw A 71 < B 76, adjusted A 77 > B 70 > C 67', () => {
    const { items, connected, severity } = rankItems(vector, 3, 4);
    expect(connected).toBe(true);
    expect(items.map((i) => [round(i.raw), round(i.adjusted), i.rank])).toEqual([
      [71, 77, 1],
      [76, 70, 2],
      [67, 67, 3],
    ]);
    expect(severity.map(round)).toEqual([-7, -5, 5, 7]);
    expect(items.map((i) => i.bootstrap)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test('refused without a tie between the reviewers; raw means rank instead', () => {
    const { items, connected, severity } = rankItems(vector.slice(0, 4), 3, 4);
    expect(connected).toBe(false);
    expect(items.map((i) => [i.raw, i.adjusted, i.rank])).toEqual([
      [71, null, 2],
      [76, null, 1],
      [null, null, null],
    ]);
    expect(severity).toEqual([null, null, null, null]);
    expect(() => additiveSolver(vector.slice(0, 4), 2, 4)).toThrow(RangeError);
  });

  test('nothing reviewed: nothing ranked', () => {
    expect(rankItems([], 2, 1)).toEqual({
      items: [0, 1].map(() => ({
        ...{ raw: null, adjusted: null, rank: null },
        ...{ leaveOneOut: null, bootstrap: null, hangsOn: null },
      })),
      connected: false,
      severity: [null],
    });
  });

  test('finds the effects that made the marks, however the pairs lie', () => {
    const points = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.array(points, { minLength: 2, maxLength: 8 }),
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 5 }),
        fc.infiniteStream(fc.boolean()),
        (items, offsets, chosen) => {
          // The first reviewer sees every item, so all hang together.
          const marks = items.flatMap((a, i) =>
            offsets.flatMap((b, j) =>
              j === 0 || i === 0 || chosen.next().value ? [mark(i, j, a + b)] : [],
            ),
          );
          const ranking = rankItems(marks, items.length, offsets.length, { resamplings: 1 });
          const middle = offsets.reduce((x, y) => x + y, 0) / offsets.length;
          for (const [i, found] of ranking.items.entries())
            expect(found.adjusted).toBeCloseTo((items[i] as number) + middle, 6);
          for (const [j, found] of ranking.severity.entries())
            expect(found).toBeCloseTo((offsets[j] as number) - middle, 6);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** 60 items of known quality, 12 reviewers, three reviews each; `severe` gives 25 points less. */
function planted(severe: number, seed: number) {
  const random = seededRandom(seed);
  const quality = Array.from({ length: 60 }, (_, i) => 40 + i * 0.8);
  const marks = quality.flatMap((q, item) =>
    [item % 12, (item * 5 + 1 + Math.floor(item / 12)) % 12, (item * 7 + 3) % 12]
      .filter((r, k, all) => all.indexOf(r) === k)
      .map((reviewer) =>
        mark(item, reviewer, q + (fraction(random) - 0.5) * 8 - (reviewer === severe ? 25 : 0)),
      ),
  );
  return { marks, quality };
}

describe('a planted severe reviewer', () => {
  test('is found, and what they scored is lifted to its place', () => {
    const { marks, quality } = planted(5, 11);
    const { items, severity } = rankItems(marks, 60, 12, { places: 10 });
    const lowest = severity.indexOf(Math.min(...(severity as number[])));
    expect(lowest).toBe(5);
    expect(severity[5]).toBeLessThan(-18);
    const others = severity.filter((_, j) => j !== 5) as number[];
    expect(Math.max(...others.map(Math.abs))).toBeLessThan(6);
    const wrong = (key: 'raw' | 'adjusted') =>
      items.reduce(
        (sum, item, i) => sum + Math.abs((item[key] as number) - (quality[i] as number)),
        0,
      );
    const shift = (severity as number[]).reduce((a, b) => a + b, 0);
    expect(Math.abs(shift)).toBeLessThan(1e-6);
    expect(wrong('adjusted')).toBeLessThan(wrong('raw'));
  });

  test('the same marks give the same intervals; every interval holds its rank', () => {
    const { marks } = planted(5, 12);
    const first = rankItems(marks, 60, 12, { places: 10, seed: 3 });
    expect(rankItems(marks, 60, 12, { places: 10, seed: 3 })).toEqual(first);
    for (const { rank, leaveOneOut } of first.items) {
      expect(leaveOneOut?.[0]).toBeLessThanOrEqual(rank as number);
      expect(leaveOneOut?.[1]).toBeGreaterThanOrEqual(rank as number);
    }
  });
});

describe('selections that hang on one reviewer', () => {
  // Two items seen by three calm reviewers; the fourth lifts item 1 over item 0 alone.
  const marks = [
    ...[80, 80, 80].map((points, r) => mark(0, r, points)),
    ...[78, 78, 78].map((points, r) => mark(1, r, points)),
    mark(0, 3, 40),
    mark(1, 3, 90),
  ];
  test('are flagged with who it is, and only those', () => {
    const { items } = rankItems(marks, 2, 4, { places: 1 });
    expect(items.map((i) => [i.rank, i.hangsOn, i.leaveOneOut])).toEqual([
      [2, null, [1, 2]],
      [1, 3, [1, 2]],
    ]);
    expect(rankItems(marks, 2, 4).items.map((i) => i.hangsOn)).toEqual([null, null]);
  });
  test('an only review is one to hang on', () => {
    const { items } = rankItems([mark(0, 0, 90), mark(1, 1, 50), mark(2, 1, 40)], 3, 2, {
      places: 1,
    });
    expect(items[0]).toMatchObject({ rank: 1, hangsOn: 0, leaveOneOut: [1, 3] });
  });
});
