import type { Words } from '../tables.ts';
import { affinity, type Competence } from './affinity.ts';
import { explainPairing } from './explain-pairing.ts';
import { explainShortfall, type Shortfall } from './explain-shortfall.ts';
import { barred, solveAssignment, type AssignmentProblem } from './solve-assignment.ts';

export interface PlanItem {
  readonly id: string;
  readonly title: string;
  readonly field: string;
  /** Reviews it is to have, those under way included. */
  readonly reviews: number;
}
export interface PlanExpert extends Competence {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  /** Reviews on other boards that are not finished. */
  readonly elsewhere: number;
}
export interface PlanFacts {
  readonly items: readonly PlanItem[];
  readonly experts: readonly PlanExpert[];
  /** True where the expert is tied to the applicants of the item; both by index. */
  readonly conflict: (item: number, expert: number) => boolean;
  /** Pairs that exist: begun ones stay, invited ones are kept where it costs little, others never again. */
  readonly existing: readonly {
    readonly itemId: string;
    readonly expertId: string;
    readonly kind: 'begun' | 'invited' | 'never';
  }[];
}
export interface PlanOptions {
  /** Allow experts of other fields; without it a field is a condition. */
  readonly outsideField: boolean;
  /** Pairs of experts who must not review the same item. */
  readonly avoid: readonly (readonly [string, string])[];
}
export interface PlannedPair {
  readonly itemId: string;
  readonly expertId: string;
  readonly kept: boolean;
  readonly affinity: number;
  readonly sentence: Words;
}
export interface AssignmentPlan {
  readonly pairs: readonly PlannedPair[];
  /** Invited before and not chosen again. */
  readonly dropped: readonly { readonly itemId: string; readonly expertId: string }[];
  readonly shortfalls: readonly Shortfall[];
  /** Reviews of each expert on this board, those under way included. */
  readonly loads: readonly {
    readonly expertId: string;
    readonly load: number;
    readonly limit: number;
  }[];
  readonly cost: number;
  /** No assignment is cheaper; equal to `cost` unless pairs to avoid had to be repaired. */
  readonly lowerBound: number;
  readonly repaired: number;
}

/**
 * Weights, in thousandths of a full match of fields: a pair costs 1000 × (1 − affinity), the review number
 * k + 1 of an expert 120 × k (convex, so work is spread), and letting an invited expert go 600.
 */
const weights = { match: 1000, seat: 120, keep: 600, empty: 1e9 } as const;

/** The plan of a board: pure, the same facts give the same plan. */
export function planAssignment(facts: PlanFacts, options: PlanOptions): AssignmentPlan {
  const prepared = prepare(facts, options);
  const solved = solveAssignment(prepared.problem);
  const { items, experts } = facts;
  const loads = experts.map((_, e) => prepared.begun[e] as number);
  for (const { expert } of solved.pairs) loads[expert] = (loads[expert] as number) + 1;
  const pairs = solved.pairs.map(({ item, expert }): PlannedPair => {
    const [of, who] = [items[item] as PlanItem, experts[expert] as PlanExpert];
    const kept = prepared.invited.has(`${of.id} ${who.id}`);
    const load = (loads[expert] as number) + who.elsewhere;
    return {
      itemId: of.id,
      expertId: who.id,
      kept,
      affinity: affinity(who, of.field),
      sentence: explainPairing(who, { field: of.field, kept, load }),
    };
  });
  const chosen = new Set(pairs.map((p) => `${p.itemId} ${p.expertId}`));
  return {
    pairs,
    dropped: facts.existing
      .filter((e) => e.kind === 'invited' && !chosen.has(`${e.itemId} ${e.expertId}`))
      .map(({ itemId, expertId }) => ({ itemId, expertId })),
    shortfalls: items.flatMap((item, n) => {
      const missing = solved.empty[n] as number;
      return missing === 0 ? [] : [shortfallOf(facts, options, prepared, solved, item, n, missing)];
    }),
    loads: experts.map((e, n) => ({ expertId: e.id, load: loads[n] as number, limit: e.limit })),
    cost: solved.total,
    lowerBound: solved.lowerBound,
    repaired: solved.repaired,
  };
}

interface Prepared {
  readonly problem: AssignmentProblem;
  readonly begun: readonly number[];
  readonly invited: ReadonlySet<string>;
}

function prepare(facts: PlanFacts, options: PlanOptions): Prepared {
  const { items, experts, existing } = facts;
  const itemNo = new Map(items.map((item, n) => [item.id, n]));
  const expertNo = new Map(experts.map((expert, n) => [expert.id, n]));
  const begun = experts.map(() => 0);
  const fixed: number[][] = items.map(() => []);
  const closed = new Set<string>();
  const invited = new Set<string>();
  const done = items.map(() => 0);
  for (const { itemId, expertId, kind } of existing) {
    if (kind === 'invited') invited.add(`${itemId} ${expertId}`);
    else closed.add(`${itemId} ${expertId}`);
    const [item, expert] = [itemNo.get(itemId), expertNo.get(expertId)];
    if (kind !== 'begun' || item === undefined) continue;
    done[item] = (done[item] as number) + 1;
    if (expert === undefined) continue;
    begun[expert] = (begun[expert] as number) + 1;
    (fixed[item] as number[]).push(expert);
  }
  const busy = experts.map((e, n) => e.elsewhere + (begun[n] as number));
  return {
    begun,
    invited,
    problem: {
      need: items.map((item, n) => Math.max(0, item.reviews - (done[n] as number))),
      capacity: experts.map((e, n) => Math.max(0, e.limit - (busy[n] as number))),
      seatCost: (expert, taken) => weights.seat * ((busy[expert] as number) + taken),
      emptyCost: weights.empty,
      costs: costsOf(facts, options, closed, invited),
      avoid: options.avoid.flatMap(([a, b]) => {
        const [x, y] = [expertNo.get(a), expertNo.get(b)];
        return x === undefined || y === undefined ? [] : [[x, y] as const];
      }),
      fixed,
    },
  };
}

function costsOf(
  facts: PlanFacts,
  options: PlanOptions,
  closed: ReadonlySet<string>,
  invited: ReadonlySet<string>,
): Int32Array {
  const { items, experts } = facts;
  const costs = new Int32Array(items.length * experts.length).fill(barred);
  for (const [i, item] of items.entries())
    for (const [e, expert] of experts.entries()) {
      const fit = affinity(expert, item.field);
      if (fit === 0 && !options.outsideField) continue;
      const pair = `${item.id} ${expert.id}`;
      if (closed.has(pair) || facts.conflict(i, e)) continue;
      const keep = invited.has(pair) ? 0 : weights.keep;
      costs[i * experts.length + e] = Math.round(weights.match * (1 - fit)) + keep;
    }
  return costs;
}

function shortfallOf(
  facts: PlanFacts,
  options: PlanOptions,
  { problem }: Prepared,
  solved: ReturnType<typeof solveAssignment>,
  item: PlanItem,
  n: number,
  missing: number,
): Shortfall {
  const { experts } = facts;
  const suits = (e: number) =>
    options.outsideField || affinity(experts[e] as PlanExpert, item.field) > 0;
  const numbers = experts.map((_, e) => e).filter(suits);
  return explainShortfall({
    itemId: item.id,
    title: item.title,
    field: item.field,
    needed: problem.need[n] as number,
    missing,
    eligible: numbers.filter((e) => problem.costs[n * experts.length + e] !== barred).length,
    conflicted: numbers.filter((e) => facts.conflict(n, e)).length,
    outsideField: options.outsideField,
    full: fullOnes(facts, problem, solved, n),
  });
}

/** Those in the item's way, and those who may review it but have no seat at all. */
function fullOnes(
  { experts }: PlanFacts,
  problem: AssignmentProblem,
  solved: ReturnType<typeof solveAssignment>,
  item: number,
): Shortfall['raise'] {
  const seatless = experts
    .map((_, e) => e)
    .filter(
      (e) => problem.capacity[e] === 0 && problem.costs[item * experts.length + e] !== barred,
    );
  return [...new Set([...seatless, ...solved.bottleneckOf(item)])].map((e) => {
    const { id, name, limit } = experts[e] as PlanExpert;
    return { expertId: id, name, limit };
  });
}
