import { ApiProblem } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import type { LeaseView } from './contract.ts';
import type { DeskState, Seat } from './desk-state.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { LocalStore } from './local-store.ts';
import type { MediaShelf } from './media-shelf.ts';
import type { Outbox } from './outbox.ts';
import type { OwnWorks } from './own-works.ts';

/** What a desk is made of. */
export interface Parts {
  readonly store: LocalStore;
  readonly media: MediaShelf;
  readonly drafts: DraftKeeper;
  readonly leases: LeaseKeeper;
  readonly outbox: Outbox;
  readonly own: OwnWorks;
}

/** What is taken along, and until when. */
export function offlineOf(leases: readonly LeaseView[], fetched?: number): DeskState['offline'] {
  const until = leases.map((lease) => lease.expiresAt).toSorted()[0];
  return until === undefined ? undefined : { count: leases.length, until, fetched };
}

/** Work seen again, as a task to draw. */
export const asLease = ({ own }: Seat & { kind: 'own' }): LeaseView => ({
  id: `own-${own.id}`,
  slotId: '',
  mode: 'online',
  expiresAt: '',
  attempt: 0,
  task: { ...own.task, predictions: [] },
  draft: null,
  returned: null,
});

/** What a failed call means for the desk. */
export function troubleOf(error: unknown): Partial<DeskState> {
  if (error instanceof ApiProblem && error.status === 401) return { connection: 'signedOut' };
  if (error instanceof ApiProblem && error.status > 0 && error.status < 500)
    return { problem: error.message };
  return {
    connection: 'offline',
    problem: error instanceof TypeError ? undefined : m.network_failed(),
  };
}
