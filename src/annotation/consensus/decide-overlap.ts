/** When to ask for another answer to a task. */
export interface OverlapRule {
  /** Answers every task gets, and the most it may get. */
  readonly base: number;
  readonly max: number;
  /** Share of agreeing pairs of answers (or mean F1, IoU) below which another answer is asked for. */
  readonly agreement: number;
  /** Posterior of the best label from which no more is asked; 0.95 in the reference. */
  readonly posterior: number;
}

/** What is known of a task; the posterior where there is a model of the annotators, else null. */
export interface OverlapEvidence {
  readonly answers: number;
  readonly agreement: number | null;
  readonly posterior: number | null;
}

export type OverlapDecision =
  /** Fewer answers than the base: nothing is decided yet. */
  | { readonly kind: 'wait'; readonly target: number }
  /** Certain enough. */
  | { readonly kind: 'stop'; readonly because: 'posterior' | 'agreement' }
  /** One answer more. */
  | { readonly kind: 'raise'; readonly target: number }
  /** Still uncertain at the maximum: a person decides. */
  | { readonly kind: 'adjudicate' };

/**
 * The next step for one task. Where a posterior is known it alone decides, since it weighs who answered;
 * else the agreement does. Overlap rises by one at a time, so no answer is bought that turns out needless.
 */
export function decideOverlap(evidence: OverlapEvidence, rule: OverlapRule): OverlapDecision {
  const { answers, agreement, posterior } = evidence;
  if (answers < rule.base) return { kind: 'wait', target: rule.base };
  if (posterior !== null) {
    if (posterior >= rule.posterior) return { kind: 'stop', because: 'posterior' };
  } else if (agreement === null) {
    // A single answer cannot disagree: with a base of one and no model, one is what was asked for.
    if (rule.base === 1) return { kind: 'stop', because: 'agreement' };
  } else if (agreement >= rule.agreement) return { kind: 'stop', because: 'agreement' };
  return answers < rule.max ? { kind: 'raise', target: answers + 1 } : { kind: 'adjudicate' };
}
