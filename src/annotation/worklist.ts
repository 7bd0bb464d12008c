import { isStaff, membershipOf } from '#src/kernel/actor.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { AnnotationDeps } from './deps.ts';
import { waitingDisputes, waitingVendors } from './worklist-queries.ts';

/** The oldest of each kind that are shown. */
const shown = 100;

/** What annotation lays before an operator: vendors and disputes, but none of their own organisations. */
export function annotationWorklist(deps: Pick<AnnotationDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user' || !isStaff(actor, 'operator')) return [];
      const { vendors, disputes } = await deps.store.read(actor, async (db) => ({
        vendors: await waitingVendors(db, shown),
        disputes: await waitingDisputes(db, shown),
      }));
      const foreign = (...orgs: string[]) => !orgs.some((id) => membershipOf(actor, id));
      const items: WorklistItem[] = [];
      for (const row of vendors)
        if (foreign(row.org_id))
          items.push({
            kind: 'vendor',
            title: {
              zh: `标注服务商待审核：${row.name_zh}`,
              en: `Annotation vendor to approve: ${row.name_en}`,
            },
            href: `/operator/vendors?of=${row.slug}`,
            since: row.since,
          });
      for (const row of disputes)
        if (foreign(row.org_id, row.vendor_org_id))
          items.push({
            kind: 'dispute',
            title: {
              zh: `结算争议：${row.title}（结算 ${row.number}）`,
              en: `Disputed settlement: ${row.title} (settlement ${row.number})`,
            },
            href: `/operator/disputes?of=${row.id}`,
            since: row.opened_at,
          });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime());
    },
  };
}
