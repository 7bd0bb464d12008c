import type { VoteTable } from './votes.ts';

/** The labels with most votes of one item; more than one label is a tie. */
export interface MajorityResult {
  readonly winners: readonly string[];
  /** The winner, or null on a tie. */
  readonly label: string | null;
  /** Votes for the winner ÷ votes. */
  readonly share: number;
}

/** Majority vote of every item, in the order of the table's items. */
export function majorityVote({ labels, byItem }: VoteTable): MajorityResult[] {
  return byItem.map((votes) => {
    const counts = labels.map(() => 0);
    for (const { label } of votes) counts[label] = (counts[label] as number) + 1;
    const most = Math.max(...counts);
    const winners = labels.filter((_, i) => counts[i] === most);
    return {
      winners,
      label: winners.length === 1 ? (winners[0] as string) : null,
      share: most / votes.length,
    };
  });
}
