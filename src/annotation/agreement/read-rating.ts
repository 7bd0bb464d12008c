import type { Rating } from './rating-patterns.ts';
import type { LabelRegion } from './region-marks.ts';

/** Kinds whose answer is one value an item. */
export type RatingKind = 'choices' | 'ratings' | 'numbers';

/**
 * The one value a result gives: for `choices` the set of chosen values (also taxonomy paths and the side of
 * a pairwise choice) as canonical text; for `ratings` and `numbers` the number. Null without an answer.
 * Answers that belong to a region (per-region controls) are left aside.
 */
export function readRating(
  result: readonly LabelRegion[],
  kind: RatingKind,
  fromName?: string,
): Rating {
  const answers: (readonly [string, string | number])[] = [];
  for (const { from_name = '', value = {} } of result) {
    if (fromName !== undefined && from_name !== fromName) continue;
    if ('start' in value || 'x' in value || 'points' in value) continue;
    if (kind === 'choices') {
      const chosen = value['choices'] ?? value['taxonomy'] ?? value['selected'];
      if (chosen !== undefined) answers.push([from_name, setText(chosen)]);
    } else {
      const number = kind === 'ratings' ? value['rating'] : value['number'];
      if (typeof number === 'number' && Number.isFinite(number)) answers.push([from_name, number]);
    }
  }
  if (answers.length === 0) return null;
  if (kind !== 'choices' || answers.length === 1) return answers[0]?.[1] ?? null;
  return JSON.stringify(answers.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A set of choices as text that does not depend on the order of clicking. */
function setText(chosen: unknown): string {
  if (!Array.isArray(chosen)) return JSON.stringify([chosen]);
  const texts = chosen.map((choice) => JSON.stringify(choice)).toSorted();
  return `[${texts.join(',')}]`;
}
