interface Pair {
  readonly itemId: string;
  readonly expertId: string;
}

/** Groups of experts whose marks can be compared: those linked by items they share. */
function groupsOf(pairs: readonly Pair[]): string[][] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  for (const { itemId, expertId } of pairs) {
    const [item, expert] = [root(itemId), root(expertId)];
    if (item !== expert) parent.set(item, expert);
  }
  const experts = [...new Set(pairs.map((pair) => pair.expertId))];
  return [...Map.groupBy(experts, root).values()];
}

/**
 * Two experts of the smallest group who share an item, for an operator to keep apart so that the groups mix;
 * undefined where all marks can be compared already.
 */
export function pairToPart(
  pairs: readonly Pair[],
  apart: readonly { readonly a: string; readonly b: string }[],
): { readonly a: string; readonly b: string } | undefined {
  const groups = groupsOf(pairs).toSorted((x, y) => x.length - y.length);
  if (groups.length < 2) return undefined;
  for (const group of groups) {
    const shared = Map.groupBy(
      pairs.filter((pair) => group.includes(pair.expertId)),
      (pair) => pair.itemId,
    );
    for (const reviewers of shared.values()) {
      const [one, other] = reviewers.map((pair) => pair.expertId).toSorted();
      if (one && other && !apart.some(({ a, b }) => a === one && b === other))
        return { a: one, b: other };
    }
  }
  return undefined;
}
