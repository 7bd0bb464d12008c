import { isStaff } from '#src/kernel/actor.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import { hiddenItems } from './conflicts/check-conflict.ts';
import type { ReviewDeps } from './deps.ts';
import { expertsToApprove, overseenItems } from './worklist-queries.ts';

const shown = 100;
type Row = Awaited<ReturnType<typeof overseenItems>>[number];

/**
 * What reviews lay before an operator: items without reviewers, reviewers to replace, reviews that are
 * late, experts to approve. Items the operator is tied to are neither listed nor counted, and a board
 * that holds one is another operator's to assign.
 */
export function oversightWorklist(deps: Pick<ReviewDeps, 'store'>): WorklistSource {
  return {
    async itemsFor(actor) {
      if (actor.kind !== 'user' || !isStaff(actor, 'operator')) return [];
      const { rows, hidden, experts } = await deps.store.read(actor, async (db) => {
        const found = await overseenItems(db);
        const itemIds = found.map((row) => row.item_id);
        return {
          rows: found,
          hidden: await hiddenItems(db, actor.userId, { itemIds }),
          experts: await expertsToApprove(db, shown),
        };
      });
      const items: WorklistItem[] = [];
      for (const [, all] of Map.groupBy(rows, (row) => row.board_id))
        items.push(
          ...boardItems(
            all.filter((row) => !hidden.has(row.item_id)),
            !all.some((row) => hidden.has(row.item_id)),
          ),
        );
      for (const row of experts)
        if (row.user_id !== actor.userId)
          items.push({
            kind: 'expert-to-approve',
            title: { zh: `专家待批准入库：${row.name}`, en: `Expert to approve: ${row.name}` },
            href: '/operator/review/experts?state=registered',
            since: row.created_at,
          });
      return items.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, shown);
    },
  };
}

/** What one board waits for. */
function boardItems(rows: readonly Row[], mayAssign: boolean): WorklistItem[] {
  const [board] = rows;
  if (!board) return [];
  const { zh, en } = board.title;
  const at = {
    href: `/operator/review/boards/${board.board_id}/assignment`,
    since: board.opened_at,
  };
  const items: WorklistItem[] = [];
  const short = mayAssign ? rows.filter((row) => row.live < row.wanted) : [];
  const replace = short.filter((row) => row.gone > 0).length;
  const assign = short.length - replace;
  if (assign > 0)
    items.push({
      ...at,
      kind: 'review-to-assign',
      title: {
        zh: `评审待分配专家：${zh}（${assign} 项）`,
        en: `Items to give to reviewers: ${en} (${assign})`,
      },
      due: board.due_at,
    });
  if (replace > 0)
    items.push({
      ...at,
      kind: 'review-to-replace',
      title: {
        zh: `专家回避或退出，待补：${zh}（${replace} 项）`,
        en: `Reviewers who stepped aside, to replace: ${en} (${replace})`,
      },
      due: board.due_at,
    });
  const late = rows.reduce((sum, row) => sum + row.unfinished, 0);
  if (late > 0 && board.due_at.getTime() < Date.now())
    items.push({
      ...at,
      kind: 'reviews-late',
      title: {
        zh: `评审逾期未交：${zh}（${late} 份）`,
        en: `Reviews that are late: ${en} (${late})`,
      },
      due: board.due_at,
    });
  return items;
}
