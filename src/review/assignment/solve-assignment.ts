import { AssignmentFlow, type FlowSizes } from './assignment-flow.ts';

/** Marks a pair that may not be. */
export const barred = -1;

export interface AssignmentProblem extends FlowSizes {
  /** Whole costs ≥ 0 by item, then expert (`item * experts + expert`), or `barred`. */
  readonly costs: Int32Array;
  /** Two experts who must not review the same item. */
  readonly avoid?: readonly (readonly [number, number])[];
  /** Experts an item already has for good; they count for `avoid`. */
  readonly fixed?: readonly (readonly number[])[];
}

export interface SolvedAssignment {
  readonly pairs: readonly { readonly item: number; readonly expert: number }[];
  /** Reviews of each item that nobody can do. */
  readonly empty: readonly number[];
  readonly total: number;
  /** No assignment that ignores `avoid` is cheaper; the gap is `total - lowerBound`. */
  readonly lowerBound: number;
  /** Pairs taken apart because of `avoid`. */
  readonly repaired: number;
  /** Full experts who stand between this item and its reviewers. */
  bottleneckOf(item: number): number[];
}

/** Pairs each item begins with; the rest are priced in only where they would save something. */
const firstPairs = 24;

/**
 * The cheapest assignment, exact: the flow over each item's cheapest pairs, then every pair whose reduced
 * cost is negative is added until there is none (column generation), which is the proof that no other
 * pair helps. Pairs to avoid are repaired afterwards one by one, the cheaper of the two giving way.
 */
export function solveAssignment(problem: AssignmentProblem): SolvedAssignment {
  const flow = new AssignmentFlow(problem);
  const { need, capacity, costs } = problem;
  const experts = capacity.length;
  const usable = (item: number, expert: number) =>
    costs[item * experts + expert] !== barred &&
    (need[item] as number) > 0 &&
    (capacity[expert] as number) > 0;
  const added = new Uint8Array(costs.length);
  const add = (item: number, expert: number): void => {
    added[item * experts + expert] = 1;
    flow.add(item, expert, costs[item * experts + expert] as number);
  };
  for (let item = 0; item < need.length; item += 1)
    for (const expert of cheapest(problem, item, usable)) add(item, expert);
  flow.fill();
  priceIn(problem, flow, usable, added, add);
  const lowerBound = flow.lowerBound(usablePairs(problem, usable));
  const repaired = takeApart(problem, flow, () => priceIn(problem, flow, usable, added, add));
  return {
    pairs: flow
      .chosen()
      .map(({ item, expert }) => ({ item, expert }))
      .toSorted((a, b) => a.item - b.item || a.expert - b.expert),
    empty: need.map((_, item) => flow.emptyOf(item)),
    total: flow.total(),
    lowerBound,
    repaired,
    bottleneckOf: (item) => flow.bottleneckOf(item),
  };
}

type Usable = (item: number, expert: number) => boolean;

/** The first pairs of an item; equals stand at another place for each item, so that all experts occur. */
function cheapest(problem: AssignmentProblem, item: number, usable: Usable): number[] {
  const experts = problem.capacity.length;
  const cost = (expert: number) => problem.costs[item * experts + expert] as number;
  const turned = Array.from({ length: experts }, (_, k) => (k + item * 7) % experts);
  return turned
    .filter((expert) => usable(item, expert))
    .toSorted((a, b) => cost(a) - cost(b))
    .slice(0, firstPairs);
}

function* usablePairs(problem: AssignmentProblem, usable: Usable) {
  const experts = problem.capacity.length;
  for (let item = 0; item < problem.need.length; item += 1)
    for (let expert = 0; expert < experts; expert += 1)
      if (usable(item, expert))
        yield [item, expert, problem.costs[item * experts + expert] as number] as const;
}

/** Adds every pair that would save something, until none would. */
function priceIn(
  problem: AssignmentProblem,
  flow: AssignmentFlow,
  usable: Usable,
  added: Uint8Array,
  add: (item: number, expert: number) => void,
): void {
  const experts = problem.capacity.length;
  for (let more = true; more;) {
    more = false;
    for (let at = 0; at < added.length; at += 1) {
      if (added[at]) continue;
      const item = Math.floor(at / experts);
      const expert = at - item * experts;
      const cost = problem.costs[at] as number;
      if (cost === barred || flow.reducedCost(item, expert, cost) >= 0) continue;
      if (!usable(item, expert)) continue;
      add(item, expert);
      more = true;
    }
  }
}

/** Repairs pairs to avoid; every step forbids one pair for good, so it ends. */
function takeApart(problem: AssignmentProblem, flow: AssignmentFlow, refresh: () => void): number {
  const { avoid = [], fixed = [] } = problem;
  if (avoid.length === 0) return 0;
  for (let steps = 0; ; steps += 1) {
    const clash = firstClash(avoid, fixed, flow);
    if (!clash) return steps;
    const tries = clash.map((edge) => {
      flow.remove(edge);
      refresh();
      const total = flow.total();
      flow.putBack(edge);
      return { edge, total };
    });
    const [best] = tries.toSorted((a, b) => a.total - b.total);
    flow.remove((best as { edge: number }).edge);
    refresh();
  }
}

/** Edges of one item that may give way: both of two chosen experts, or the one beside a fixed expert. */
function firstClash(
  avoid: readonly (readonly [number, number])[],
  fixed: readonly (readonly number[])[],
  flow: AssignmentFlow,
): number[] | undefined {
  const ofItem = Map.groupBy(flow.chosen(), (pair) => pair.item);
  for (const [item, chosen] of ofItem) {
    const edgeOf = new Map(chosen.map(({ expert, edge }) => [expert, edge]));
    const there = new Set([...edgeOf.keys(), ...(fixed[item] ?? [])]);
    for (const pair of avoid) {
      if (!pair.every((expert) => there.has(expert))) continue;
      const edges = pair.flatMap((expert) => edgeOf.get(expert) ?? []);
      if (edges.length > 0) return edges;
    }
  }
  return undefined;
}
