/**
 * Latin typos by deletion neighbourhoods (symmetric delete, W. Garbe 2012): two words within n edits
 * share a string reached from each by at most n deletions. Only the first seven characters are
 * expanded, so a word has at most 29 variants; candidates are then measured.
 */
const prefixLength = 7;

/** Edits we forgive: none under 4 letters, one under 8, else two. */
export function allowedEdits(word: string): 0 | 1 | 2 {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Letters only: a wrong digit is another number, not a typo. */
export const canBeMisspelt = (word: string): boolean => word.length >= 4 && /^[a-z]+$/.test(word);

/** What is stored for a word and what is looked up for a query word. */
export function deletions(word: string): string[] {
  const head = word.slice(0, prefixLength);
  const found = new Set([head]);
  let level = [head];
  for (let edit = 0; edit < allowedEdits(word); edit += 1) {
    level = level.flatMap((text) =>
      Array.from(text, (_, i) => text.slice(0, i) + text.slice(i + 1)),
    );
    for (const text of level) found.add(text);
  }
  return [...found];
}

/** Optimal string alignment distance (adjacent transpositions count one), or Infinity above `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return Infinity;
    [before, previous] = [previous, row];
  }
  const distance = previous[b.length] ?? Infinity;
  return distance > limit ? Infinity : distance;
}

/** The nearest of the candidates within the allowed edits; of equally near ones the most frequent. */
export function nearest(
  word: string,
  candidates: readonly { readonly word: string; readonly documents: number }[],
): string | undefined {
  const limit = allowedEdits(word);
  return candidates
    .map((c) => ({ ...c, distance: editDistance(word, c.word, limit) }))
    .filter((c) => c.distance > 0 && c.distance <= limit)
    .toSorted(
      (a, b) => a.distance - b.distance || b.documents - a.documents || (a.word < b.word ? -1 : 1),
    )[0]?.word;
}
