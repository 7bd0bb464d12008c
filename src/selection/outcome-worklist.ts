import { isStaff } from '#src/kernel/actor.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import { tableOf } from './decision/deliberation.ts';
import { proposedDecisions } from './decision/queries.ts';
import { entriesAhead, entriesToReview } from './directory/queries.ts';
import type { OutcomeDeps } from './outcome-deps.ts';

/** Decisions before an approver; entries of the directory that an operator looks at again, or that end soon. */
export function outcomeWorklist(deps: Pick<OutcomeDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      const leads = new Set(actor.orgs.filter((o) => o.role !== 'member').map((o) => o.orgId));
      const items: WorklistItem[] = [];
      await deps.store.read(actor, async (db) => {
        if (isStaff(actor, 'approver'))
          for (const row of await proposedDecisions(db, 50)) {
            const hidden = (await tableOf(db, row.round_id, actor.userId)).conflicted;
            if (hidden || row.proposed_by === actor.userId) continue;
            items.push({
              kind: 'decision',
              title: {
                zh: `决定待批准：${row.round_zh}（第 ${row.number} 号）`,
                en: `Decision to approve: ${row.round_en} (no. ${row.number})`,
              },
              href: `/operator/selection/rounds/${row.round_id}/decision`,
              since: row.proposed_at,
            });
          }
        if (leads.size > 0 || isStaff(actor, 'operator'))
          for (const row of await entriesAhead(db, 'expiry', 50))
            if (isStaff(actor, 'operator') || leads.has(row.org_id ?? ''))
              items.push({
                kind: 'directory-expiry',
                title: {
                  zh: `目录条目即将到期：${row.title_zh}`,
                  en: `Directory entry about to expire: ${row.title_en}`,
                },
                href: `/directory/entries/${row.id}`,
                since: new Date(`${row.valid_to}T00:00:00+08:00`),
                due: new Date(`${row.valid_to}T00:00:00+08:00`),
              });
        if (isStaff(actor, 'operator'))
          for (const row of await entriesToReview(db, 50))
            items.push({
              kind: 'directory-review',
              title: {
                zh: `目录条目待年度复核：${row.title_zh}`,
                en: `Directory entry to look at again: ${row.title_en}`,
              },
              href: `/directory/entries/${row.id}`,
              since: new Date(`${row.review_due}T00:00:00+08:00`),
              due: new Date(`${row.review_due}T00:00:00+08:00`),
            });
      });
      return items;
    },
  };
}
