import { isStaff, membershipOf } from '#src/kernel/actor.ts';
import type { WorklistSource } from '#src/ports/worklist.ts';
import type { IdentityDeps } from './deps.ts';
import { listByStatus } from './queries/organisation.ts';

/** What identity puts into an operator's worklist: organisations that wait for approval. */
export function identityWorklist(deps: Pick<IdentityDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user' || !isStaff(actor, 'operator')) return [];
      const rows = await deps.store.read(actor, (db) =>
        listByStatus(db, { status: 'pending', n: 100 }),
      );
      return rows
        .filter((row) => !membershipOf(actor, row.id))
        .map((row) => ({
          kind: 'identity.pending-organisation',
          title: { zh: row.name_zh, en: row.name_en },
          href: `/operator/organisations/${row.slug}`,
          since: row.created_at,
        }));
    },
  };
}
