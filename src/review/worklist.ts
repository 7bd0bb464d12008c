import type { WorklistSource } from '#src/ports/worklist.ts';
import { hiddenItems } from './conflicts/check-conflict.ts';
import type { ReviewDeps } from './deps.ts';
import { listOwn } from './reviews/queries.ts';

/** The newest that are shown. */
const shown = 100;

/** What waits for an expert: invitations to answer, reviews to write. */
export function reviewWorklist(deps: Pick<ReviewDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      return deps.store.read(actor, async (db) => {
        const rows = await listOwn(db, actor.userId, 'open', undefined, shown);
        const itemIds = rows.map((row) => row.item_id);
        const hidden = await hiddenItems(db, actor.userId, { itemIds });
        return rows
          .filter((row) => !hidden.has(row.item_id))
          .map((row) => ({
            kind: 'review',
            title:
              row.state === 'invited'
                ? { zh: `评审邀请：${row.title}`, en: `Invitation to review: ${row.title}` }
                : { zh: `待评审：${row.title}`, en: `To review: ${row.title}` },
            href: `/review/${row.id}`,
            since: row.invited_at,
            due: row.due_at,
          }))
          .toSorted((a, b) => a.since.getTime() - b.since.getTime());
      });
    },
  };
}
