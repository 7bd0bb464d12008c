/** One use of a right that lasts, such as a download under way. */
export interface WatchedUse {
  /** What the right hangs on, as `dataset:<id>` and `user:<id>`: a change of either asks again. */
  readonly keys: readonly string[];
  /** Whether the same use would be allowed now; throws where that cannot be said at present. */
  readonly allowed: () => Promise<boolean>;
}

export interface Watch {
  /** Fires when the right has ended. */
  readonly signal: AbortSignal;
  /** Ends the watch; to be called when the use is over. */
  release(): void;
}

/**
 * Watches rights while they are used. Promise: within a second of the commit that ended a right, made
 * by any process, the signal fires; an end by time alone is noticed within ten seconds; a right that
 * nobody can be asked about for ten seconds counts as ended.
 */
export interface RightsWatch {
  watch(use: WatchedUse): Watch;
}
