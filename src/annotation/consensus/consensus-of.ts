import { dawidSkene, type DawidSkeneOptions } from './dawid-skene.ts';
import { majorityVote, type MajorityResult } from './majority-vote.ts';
import { voteTable, type Vote } from './votes.ts';

/** Both answers for one item. On some real sets the model is worse than the vote, so both are shown. */
export interface ItemConsensus {
  readonly item: string;
  readonly votes: number;
  readonly majority: MajorityResult;
  readonly dawidSkene: {
    readonly label: string;
    /** Its probability. */
    readonly posterior: number;
    readonly byLabel: Readonly<Record<string, number>>;
  };
  readonly differ: boolean;
}

export interface Consensus {
  readonly items: readonly ItemConsensus[];
  /** Each worker's estimated probability of answering right, over the labels as frequent as estimated. */
  readonly workers: readonly { readonly worker: string; readonly accuracy: number }[];
  readonly rounds: number;
  readonly converged: boolean;
}

/** Majority vote and Dawid–Skene side by side; items in the order of their first vote. */
export function consensusOf(votes: Iterable<Vote>, options: DawidSkeneOptions = {}): Consensus {
  const table = voteTable(votes, options.gold?.values());
  const majority = majorityVote(table);
  const model = dawidSkene(table, options);
  const k = table.labels.length;
  return {
    items: table.items.map((item, i) => {
      const posterior = model.posteriors[i] as Float64Array;
      const best = posterior.indexOf(Math.max(...posterior));
      const label = table.labels[best] as string;
      const vote = majority[i] as MajorityResult;
      return {
        item,
        votes: (table.byItem[i] ?? []).length,
        majority: vote,
        dawidSkene: {
          label,
          posterior: posterior[best] as number,
          byLabel: Object.fromEntries(table.labels.map((l, c) => [l, posterior[c] as number])),
        },
        differ: vote.label !== label,
      };
    }),
    workers: table.workers.map((worker, w) => ({
      worker,
      accuracy: model.priors.reduce(
        (sum, prior, c) => sum + prior * (model.confusion[w]?.[c * k + c] as number),
        0,
      ),
    })),
    rounds: model.rounds,
    converged: model.converged,
  };
}

/**
 * Share of items with known truth that each method gets right; a tie of the vote counts as the chance of
 * picking the right one of its winners. Null without such items.
 */
export function consensusAccuracy(
  { items }: Consensus,
  truth: ReadonlyMap<string, string>,
): { readonly majority: number; readonly dawidSkene: number; readonly items: number } | null {
  const known = items.filter(({ item }) => truth.has(item));
  if (known.length === 0) return null;
  let [majority, model] = [0, 0];
  for (const { item, majority: vote, dawidSkene: ds } of known) {
    const right = truth.get(item) as string;
    if (vote.winners.includes(right)) majority += 1 / vote.winners.length;
    if (ds.label === right) model += 1;
  }
  return {
    majority: majority / known.length,
    dawidSkene: model / known.length,
    items: known.length,
  };
}
