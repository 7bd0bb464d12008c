import type { Db } from './deps.ts';
import { grantStanding } from './queries.ts';

/** What a gated dataset answers to one person, as `catalogAccess` needs it. */
export type Grant =
  | { readonly verdict: 'granted'; readonly requestId: string; readonly expiresAt: Date | null }
  | { readonly verdict: 'none' | 'pending' | 'refused' | 'expired' };

/**
 * The person's standing with a gated dataset at this moment, by the database's clock: an approval
 * whose end has passed is `expired` without any job, a revoked one is `refused` at once.
 */
export async function grantOf(db: Db, datasetId: string, userId: string): Promise<Grant> {
  const row = await grantStanding(db, datasetId, userId);
  if (!row) return { verdict: 'none' };
  if (row.state === 'approved')
    return { verdict: 'granted', requestId: row.id, expiresAt: row.expires_at };
  if (row.state === 'revoked') return { verdict: 'refused' };
  return { verdict: row.state };
}
