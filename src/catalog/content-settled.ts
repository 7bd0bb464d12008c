import type { Kysely } from 'kysely';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Trx } from './deps.ts';

/**
 * Ordered when a version is published or a profile has ended. The catalogue does nothing on it: the
 * feature that judges contents handles the job, and the catalogue need not know it.
 */
export const contentSettledJob = 'catalog.content-settled';

/** A moment in which further profiles of the same version may end, so that one job does for all. */
const quietMs = 1500;

export type Settled =
  | { readonly versionId: string }
  | { readonly orgId: string; readonly sha256: string };

export function tellSettled(
  deps: { readonly jobs: Jobs<Kysely<any>> },
  trx: Trx,
  what: Settled,
): Promise<void> {
  const key = 'versionId' in what ? what.versionId : `${what.orgId}:${what.sha256}`;
  return deps.jobs.add(trx as unknown as Kysely<any>, {
    name: contentSettledJob,
    payload: { ...what },
    key: `${contentSettledJob}:${key}`,
    ...('versionId' in what ? {} : { runAt: new Date(Date.now() + quietMs) }),
    maxAttempts: 8,
  });
}
