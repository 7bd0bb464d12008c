import { isStaff, membershipOf } from '#src/kernel/actor.ts';
import type { WorklistSource } from '#src/ports/worklist.ts';
import type { RegisterDeps } from './deps.ts';
import { proposedEntries } from './queries.ts';

/** What the registers lay before an operator: proposed entries, but not of their own organisation. */
export function registersWorklist(deps: Pick<RegisterDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user' || !isStaff(actor, 'operator')) return [];
      const rows = await deps.store.read(actor, (db) => proposedEntries(db, 100));
      return rows
        .filter((row) => row.org_id === null || !membershipOf(actor, row.org_id))
        .map((row) => ({
          kind: 'register-entry',
          title: {
            zh: `名录条目待审核：${row.name_zh}（${row.register_zh}）`,
            en: `Register entry to review: ${row.name_en} (${row.register_en})`,
          },
          href: `/operator/registers?of=${row.id}`,
          since: row.created_at,
        }));
    },
  };
}
