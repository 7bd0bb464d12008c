import type { Actor } from '#src/kernel/actor.ts';

/** `continue` asks about a download that was permitted and is under way; it is never charged. */
export type AccessAction = 'read' | 'preview' | 'download' | 'continue';

/** What is asked for: one version of one dataset, as the catalogue knows it. */
export interface AccessSubject {
  readonly datasetId: string;
  readonly orgId: string;
  readonly version: string;
  readonly visibility: 'public' | 'organisation' | 'gated';
}

export interface AccessDeny {
  readonly verdict: 'deny';
  /** Code of a registered error; the sentence says what would change the answer. */
  readonly reason: string;
}

export interface AccessPermit {
  readonly verdict: 'permit';
  /** Columns that may be seen, or all. */
  readonly columns: 'all' | readonly string[];
  /** SQL-free row filter understood by the profiler; none for the catalogue's own decision. */
  readonly rowFilter?: Readonly<Record<string, string | number>>;
  /** A use to charge before the first byte; none for the catalogue's own decision. */
  readonly charge?: { readonly agreementId: string };
  /**
   * Fires when the right ends for a reason only the implementation sees; an end that `decide` would
   * see is noticed without it, by asking `continue` again (ports/rights-watch).
   */
  readonly signal?: AbortSignal;
  /** Whether bytes may be offloaded: public files freely, gated ones by URLs of at most 60 s, others never. */
  readonly offload: 'public' | 'short-lived' | 'never';
}

/**
 * Decides whether `actor` may do `action`. Promise: called inside the request's transaction, before
 * the first byte; an implementation that charges does so in that transaction.
 */
export interface Access<Trx = unknown> {
  decide(
    trx: Trx,
    actor: Actor,
    action: AccessAction,
    subject: AccessSubject,
  ): Promise<AccessDeny | AccessPermit>;
}
