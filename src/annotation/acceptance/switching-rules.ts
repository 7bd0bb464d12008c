import type { Severity } from './sampling-table.ts';

/** What happened to a supplier's lots, in order. Lots inspected again after rework do not count. */
export type SwitchingEvent =
  | { readonly kind: 'lot'; readonly accepted: boolean }
  /** The responsible authority lets inspection start again after the supplier has improved. */
  | { readonly kind: 'resume' };

export interface SwitchingState {
  /** The inspection of the next lot; `discontinued`: none until somebody resumes. */
  readonly severity: Severity | 'discontinued';
  /** Normal: results of the last four lots at most, oldest first. */
  readonly recent: readonly boolean[];
  /** Tightened: lots accepted in a row, and lots rejected since it began. */
  readonly acceptedInRow: number;
  readonly rejected: number;
}

export const firstLot: SwitchingState = {
  severity: 'normal',
  recent: [],
  acceptedInRow: 0,
  rejected: 0,
};
const tightened: SwitchingState = { ...firstLot, severity: 'tightened' };

/** Consecutive lots looked at, and rejections among them, that call for tightened inspection. */
const WINDOW = 5;
const REJECTED_OF_WINDOW = 2;
/** Lots accepted in a row that end tightened inspection, and rejections under it that end inspection. */
const ACCEPTED_TO_RELAX = 5;
const REJECTED_TO_STOP = 5;

/**
 * The switching rules of ISO 2859-1 clause 9 between normal and tightened inspection: two of five or
 * fewer consecutive lots rejected → tightened; five accepted in a row → normal; five rejected under
 * tightened inspection → discontinued; resumed → tightened. Reduced inspection is not offered (no table).
 * A lot while discontinued changes nothing: it must not be inspected.
 */
export function nextSeverity(state: SwitchingState, event: SwitchingEvent): SwitchingState {
  if (state.severity === 'discontinued') return event.kind === 'resume' ? tightened : state;
  if (event.kind === 'resume') return state;
  return state.severity === 'normal'
    ? afterNormal(state, event.accepted)
    : afterTightened(state, event.accepted);
}

function afterNormal(state: SwitchingState, accepted: boolean): SwitchingState {
  const window = [...state.recent, accepted].slice(-WINDOW);
  const rejections = window.filter((ok) => !ok).length;
  if (rejections >= REJECTED_OF_WINDOW) return tightened;
  return { ...state, recent: window.slice(-(WINDOW - 1)) };
}

function afterTightened(state: SwitchingState, accepted: boolean): SwitchingState {
  const acceptedInRow = accepted ? state.acceptedInRow + 1 : 0;
  const rejected = state.rejected + Number(!accepted);
  if (acceptedInRow >= ACCEPTED_TO_RELAX) return firstLot;
  if (rejected >= REJECTED_TO_STOP) return { ...firstLot, severity: 'discontinued' };
  return { ...state, acceptedInRow, rejected };
}

/** The state after a supplier's whole history. */
export const severityAfter = (history: Iterable<SwitchingEvent>): SwitchingState =>
  Iterator.from(history).reduce(nextSeverity, firstLot);
