import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barred, solveAssignment, type AssignmentProblem } from './solve-assignment.ts';

const emptyCost = 1e7;
interface Small {
  readonly need: number[];
  readonly capacity: number[];
  readonly costs: number[];
  readonly seats: number[];
}
const problemOf = ({ need, capacity, costs, seats }: Small): AssignmentProblem => ({
  need,
  capacity,
  costs: Int32Array.from(costs),
  seatCost: (expert, taken) => (seats[expert] as number) * taken,
  emptyCost,
});

/** What a whole choice of pairs costs; undefined where it breaks a limit. */
function costOf(of: Small, pairs: readonly { item: number; expert: number }[]): number {
  const experts = of.capacity.length;
  const load = of.capacity.map(() => 0);
  const left = [...of.need];
  let sum = 0;
  for (const { item, expert } of pairs) {
    sum += of.costs[item * experts + expert] as number;
    sum += (of.seats[expert] as number) * (load[expert] as number);
    load[expert] = (load[expert] as number) + 1;
    left[item] = (left[item] as number) - 1;
  }
  return sum + left.reduce((a, b) => a + b * emptyCost, 0);
}

/** The cheapest total by trying every set of pairs. */
function bruteForce(of: Small, avoid: readonly (readonly [number, number])[] = []): number {
  const experts = of.capacity.length;
  const usable = of.costs.flatMap((cost, at) =>
    cost === barred ? [] : [{ item: Math.floor(at / experts), expert: at % experts }],
  );
  const load = of.capacity.map(() => 0);
  const taken = of.need.map(() => new Set<number>());
  let best = Infinity;
  const go = (at: number, chosen: { item: number; expert: number }[]): void => {
    const pair = usable[at];
    if (!pair) {
      best = Math.min(best, costOf(of, chosen));
      return;
    }
    go(at + 1, chosen);
    const { item, expert } = pair;
    const of1 = taken[item] as Set<number>;
    const apart = avoid.every(
      ([a, b]) => !(expert === a && of1.has(b)) && !(expert === b && of1.has(a)),
    );
    if (
      of1.size < (of.need[item] as number) &&
      (load[expert] as number) < (of.capacity[expert] as number) &&
      apart
    ) {
      of1.add(expert);
      load[expert] = (load[expert] as number) + 1;
      go(at + 1, [...chosen, pair]);
      load[expert] = (load[expert] as number) - 1;
      of1.delete(expert);
    }
  };
  go(0, []);
  return best;
}

const small = (cells: number) =>
  fc
    .record({ items: fc.integer({ min: 1, max: 4 }), experts: fc.integer({ min: 1, max: 4 }) })
    .filter(({ items, experts }) => items * experts <= cells)
    .chain(({ items, experts }) =>
      fc.record({
        need: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: items, maxLength: items }),
        capacity: fc.array(fc.integer({ min: 0, max: 4 }), {
          minLength: experts,
          maxLength: experts,
        }),
        seats: fc.array(fc.integer({ min: 0, max: 300 }), {
          minLength: experts,
          maxLength: experts,
        }),
        costs: fc.array(fc.oneof(fc.constant(barred), fc.integer({ min: 0, max: 1000 })), {
          minLength: items * experts,
          maxLength: items * experts,
        }),
      }),
    );

describe('the assignment', () => {
  test('is as cheap as the best of all choices, keeps every limit and proves it', () => {
    fc.assert(
      fc.property(small(12), (of) => {
        const solved = solveAssignment(problemOf(of));
        const experts = of.capacity.length;
        expect(solved.total).toBe(costOf(of, solved.pairs));
        expect(solved.total).toBe(bruteForce(of));
        expect(solved.lowerBound).toBe(solved.total);
        const seen = new Set(solved.pairs.map((p) => `${p.item} ${p.expert}`));
        expect(seen.size).toBe(solved.pairs.length);
        for (const { item, expert } of solved.pairs)
          expect(of.costs[item * experts + expert]).not.toBe(barred);
        for (const [item, need] of of.need.entries()) {
          const own = solved.pairs.filter((p) => p.item === item).length;
          expect(own + (solved.empty[item] as number)).toBe(need);
        }
        for (const [expert, capacity] of of.capacity.entries())
          expect(solved.pairs.filter((p) => p.expert === expert).length).toBeLessThanOrEqual(
            capacity,
          );
      }),
      { numRuns: 400 },
    );
  });

  test('pairs to avoid never meet, at a cost between the bound and the repair', () => {
    fc.assert(
      fc.property(small(9), (of) => {
        const experts = of.capacity.length;
        const avoid = experts > 1 ? [[0, 1] as const] : [];
        const solved = solveAssignment({ ...problemOf(of), avoid });
        for (const [item] of of.need.entries()) {
          const own = new Set(solved.pairs.filter((p) => p.item === item).map((p) => p.expert));
          expect(own.has(0) && own.has(1)).toBe(false);
        }
        expect(solved.total).toBe(costOf(of, solved.pairs));
        expect(solved.total).toBeGreaterThanOrEqual(bruteForce(of, avoid));
        expect(solved.lowerBound).toBe(bruteForce(of));
      }),
      { numRuns: 200 },
    );
  });

  test('an expert beside a fixed one gives way', () => {
    const of = { need: [1], capacity: [1, 1, 1], seats: [0, 0, 0], costs: [5, 1, 9] };
    const avoid = [[1, 2]] as const;
    expect(solveAssignment({ ...problemOf(of), avoid, fixed: [[2]] }).pairs).toEqual([
      { item: 0, expert: 0 },
    ]);
  });

  test('work is spread: a convex seat cost gives everyone the same', () => {
    const items = 12;
    const costs = Array.from({ length: items * 4 }, (_, k) => (k % 4 === 0 ? 0 : 50));
    const solved = solveAssignment(
      problemOf({
        need: Array.from({ length: items }, () => 2),
        capacity: [24, 24, 24, 24],
        seats: [100, 100, 100, 100],
        costs,
      }),
    );
    const loads = [0, 1, 2, 3].map((e) => solved.pairs.filter((p) => p.expert === e).length);
    expect(loads).toEqual([6, 6, 6, 6]);
  });

  test('names the full experts that stand in the way of an item', () => {
    const solved = solveAssignment(
      problemOf({ need: [1, 1], capacity: [1, 5], seats: [0, 0], costs: [3, barred, 4, barred] }),
    );
    const short = solved.empty.indexOf(1);
    expect(short).toBe(1);
    expect(solved.bottleneckOf(short)).toEqual([0]);
  });
});
