import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { NoticeDeps } from './deps.ts';
import { closeNotice } from './notices/keep-notice.ts';
import { dueToClose, noticeById } from './notices/queries.ts';

const actor = systemActor('notice-end');

/** Closes the notice if its end has passed and no objection is open; otherwise leaves it as it is. */
async function closeIfDue(deps: Pick<NoticeDeps, 'store'>, id: string): Promise<void> {
  await deps.store.write(actor, async (trx) => {
    const row = await noticeById(trx, id);
    const running = row?.state === 'open' || row?.state === 'extended';
    if (!row || !running || !row.ended || (row.open_objections ?? 0n) > 0n) return;
    await closeNotice(trx, (record) => recordAudit(trx, actor, record), id);
  });
}

/** Job: one notice by its id, or every one that is due. */
export async function closeNotices(
  deps: Pick<NoticeDeps, 'store'>,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id } = payload;
  if (typeof id === 'string') return closeIfDue(deps, id);
  const due = await deps.store.read(actor, (db) => dueToClose(db, 200));
  for (const row of due) await closeIfDue(deps, row.id);
}
