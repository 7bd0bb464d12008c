/** One answer: who said what about which item. A worker answers an item at most once. */
export interface Vote {
  readonly item: string;
  readonly worker: string;
  readonly label: string;
}

/** Votes as indices, so the models run on numbers. */
export interface VoteTable {
  readonly items: readonly string[];
  readonly workers: readonly string[];
  readonly labels: readonly string[];
  /** For each item its votes. */
  readonly byItem: readonly (readonly { readonly worker: number; readonly label: number }[])[];
}

/** Indexes the votes; `labels` may name classes nobody chose, the others are added in sorted order. */
export function voteTable(votes: Iterable<Vote>, labels: Iterable<string> = []): VoteTable {
  const all = [...votes];
  const classes = [...new Set([...labels, ...all.map(({ label }) => label).toSorted()])];
  const labelAt = new Map(classes.map((label, i) => [label, i]));
  const itemAt = new Map<string, number>();
  const workerAt = new Map<string, number>();
  const byItem: { worker: number; label: number }[][] = [];
  for (const { item, worker, label } of all) {
    const i = indexIn(itemAt, item);
    (byItem[i] ??= []).push({
      worker: indexIn(workerAt, worker),
      label: labelAt.get(label) as number,
    });
  }
  return { items: [...itemAt.keys()], workers: [...workerAt.keys()], labels: classes, byItem };
}

function indexIn(map: Map<string, number>, key: string): number {
  const index = map.get(key) ?? map.size;
  map.set(key, index);
  return index;
}
