import type { Store } from '#src/ports/store.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { GatedDatabase } from './deps.ts';
import { selectRequests } from './queries.ts';

/** The newest of each organisation that are shown. */
const shown = 100;

/** What waits for who manages a provider: requests for access to its gated data. */
export function providerWorklist(deps: { readonly store: Store<GatedDatabase> }): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      const managed = actor.orgs.filter((org) => org.role !== 'member');
      if (managed.length === 0) return [];
      const items: WorklistItem[] = [];
      await deps.store.read(actor, async (db) => {
        for (const org of managed)
          for (const row of await selectRequests(db, { orgId: org.orgId, state: 'pending' }, shown))
            items.push({
              kind: 'access-request',
              title: {
                zh: `访问申请待处理：${row.org_slug}/${row.name}（${row.user_name ?? ''}）`,
                en: `Access request to decide: ${row.org_slug}/${row.name} (${row.user_name ?? ''})`,
              },
              href: `/account/organisations/${org.slug}`,
              since: row.created_at,
            });
      });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime());
    },
  };
}
