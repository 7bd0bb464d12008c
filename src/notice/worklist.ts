import { isStaff, type Actor } from '#src/kernel/actor.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import type { NoticeDeps } from './deps.ts';
import { listNotices } from './notices/queries.ts';
import { numberOf } from './notices/views.ts';
import { casesOfStates } from './objections/queries.ts';
import { openObjectionStates } from './transitions.ts';

/** A notice that ends within this is shown before its end. */
const soonMs = 48 * 3_600_000;
const shown = 100;

const steps = {
  filed: { zh: '待受理', en: 'to admit' },
  admitted: { zh: '待答复', en: 'to answer' },
  answered: { zh: '待决定', en: 'to decide' },
} as const;

/** What public notices lay before an operator: objections, and notices that end or wait to be settled; before an auditor those past their end. */
export function noticeWorklist(deps: Pick<NoticeDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user') return [];
      if (!isStaff(actor, 'operator'))
        return isStaff(actor, 'auditor') ? overdueNotices(deps, actor) : [];
      const { objections, running, closed } = await deps.store.read(actor, async (db) => ({
        objections: await casesOfStates(db, openObjectionStates, undefined, shown),
        running: await listNotices(db, { states: ['open', 'extended'] }, shown),
        closed: await listNotices(db, { states: ['closed'] }, shown),
      }));
      const items: WorklistItem[] = [];
      for (const row of objections) {
        const decides = row.state === 'answered';
        const mine = row.filed_by === actor.userId || (decides && row.answered_by === actor.userId);
        if (mine || !(row.state in steps)) continue;
        const step = steps[row.state as keyof typeof steps];
        items.push({
          kind: 'objection',
          title: {
            zh: `异议${step.zh}：${row.title_zh}（第 ${row.number} 号）`,
            en: `Objection ${step.en}: ${row.title_en} (no. ${row.number})`,
          },
          href: `/operator/notices?objection=${row.id}`,
          since: row.filed_at,
          ...(row.ends_at ? { due: row.ends_at } : {}),
        });
      }
      const soon = Date.now() + soonMs;
      for (const row of running)
        if (row.ends_at && row.ends_at.getTime() <= soon)
          items.push({
            kind: 'notice-ending',
            title: {
              zh: `公示即将结束：${row.title_zh}`,
              en: `Notice about to end: ${row.title_en}`,
            },
            href: `/notices/${row.id}`,
            since: row.opened_at ?? row.created_at,
            due: row.ends_at,
          });
      for (const row of closed)
        items.push({
          kind: 'notice-confirm',
          title: {
            zh: `公示已结束，待确认：${row.title_zh}（${numberOf(row)}）`,
            en: `Notice closed, to be settled: ${row.title_en} (${numberOf(row)})`,
          },
          href: `/operator/notices/${row.id}`,
          since: row.closed_at ?? row.created_at,
        });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, shown);
    },
  };
}

/** For an auditor: notices whose time is over and that nobody has closed. */
async function overdueNotices(
  deps: Pick<NoticeDeps, 'store'>,
  actor: Actor,
): Promise<WorklistItem[]> {
  const running = await deps.store.read(actor, (db) =>
    listNotices(db, { states: ['open', 'extended'] }, shown),
  );
  return running.flatMap((row) =>
    row.ends_at && row.ends_at.getTime() <= Date.now()
      ? [
          {
            kind: 'notice-late',
            title: {
              zh: `公示到期未结束：${row.title_zh}（${numberOf(row)}）`,
              en: `Notice past its end: ${row.title_en} (${numberOf(row)})`,
            },
            href: `/notices/${row.id}`,
            since: row.opened_at ?? row.created_at,
            due: row.ends_at,
          },
        ]
      : [],
  );
}
