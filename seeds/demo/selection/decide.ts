import { drawPanel, panelOf, setUpPanel } from '#src/review/index.ts';
import { selectionNoticeListener } from '#src/selection/index.ts';
import { approveDecision, proposeDecision } from '#src/selection/decision/decide.ts';
import {
  changeShortlist,
  recordDeliberation,
  writeMinutes,
} from '#src/selection/decision/deliberate.ts';
import { rankedOf, tableOf } from '#src/selection/decision/deliberation.ts';
import { mayApprove } from '#src/selection/decision/policy.ts';
import { deliberationOf, minutesOf, presentDecision } from '#src/selection/decision/queries.ts';
import { suggest } from '#src/selection/decision/rank-order.ts';
import { publishRound } from '#src/selection/directory/publish.ts';
import { closeNotice, confirmNotice } from '#src/notice/notices/keep-notice.ts';
import { noticeById } from '#src/notice/notices/queries.ts';
import { fileObjection } from '#src/notice/objections/file-objection.ts';
import { caseById } from '#src/notice/objections/queries.ts';
import {
  admitObjection,
  answerObjection,
  decideObjection,
} from '#src/notice/objections/settle-objection.ts';
import { mayHandle, maySettle } from '#src/notice/policy.ts';
import type { RoundRow } from '#src/selection/queries/round.ts';
import { acting, type Cast, type RoundDeps } from './cast.ts';

const subject = (id: string) => ({ kind: 'selection.round', id });

/** Draws the panel, in two steps as the draw asks: its seed is fixed before anybody is drawn. */
export async function seatPanel(deps: RoundDeps, cast: Cast, round: RoundRow): Promise<void> {
  const { operator } = cast;
  const id = await acting(deps, operator, async (trx, audit) => {
    const there = await panelOf(trx, subject(round.id));
    if (there) return there.panel.drawn_at ? undefined : there.panel.id;
    return setUpPanel(trx, audit, {
      subject: subject(round.id),
      title: { zh: `${round.title_zh}评议组`, en: `${round.title_en}: panel` },
      ...{ fields: [], size: 7, quorum: 5 },
      term: { from: '2025-01-01', to: `${new Date().getUTCFullYear() + 1}-12-31` },
    });
  });
  if (id === undefined) return;
  await acting(deps, operator, (trx, audit) =>
    drawPanel(trx, audit, deps.store, id, round.board_id ?? undefined),
  );
}

/** The sitting with its minutes: a shortlist, a reason for each that stays out, and a proposal. */
export async function deliberateRound(
  deps: RoundDeps,
  cast: Cast,
  roundId: string,
  heldOn: string,
): Promise<void> {
  const { operator } = cast;
  await acting(deps, operator, async (trx, audit) => {
    if (await presentDecision(trx, roundId)) return;
    const panel = await panelOf(trx, subject(roundId));
    const members = panel?.members.map((m) => m.user_id) ?? [];
    if (!(await deliberationOf(trx, roundId)))
      await recordDeliberation(trx, audit, operator, roundId, {
        ...{ revision: 0, present: members.slice(0, 6) },
        heldOn: heldOn as never,
        minutes:
          '评议组听取了评审情况汇报，逐项讨论，按调整后得分与事先公布的同分规则形成入围名单。',
      });
    const table = await tableOf(trx, roundId, operator.userId);
    const shortlist = table.items.slice(0, table.settings.shortlist);
    for (const { application } of shortlist)
      if (application.state === 'under_review')
        await changeShortlist(trx, audit, operator, application.id, {
          ...{ revision: application.revision, shortlisted: true },
        });
    const { selected } = suggest(shortlist.map(rankedOf), table.places, table.settings.tieBreakers);
    const written = new Set((await minutesOf(trx, roundId)).map((m) => m.application_id));
    for (const item of table.items) {
      const { id } = item.application;
      if (written.has(id)) continue;
      const rank = item.ranking?.rank ?? table.items.length;
      await writeMinutes(trx, audit, operator, id, {
        ...{ revision: 0, minutes: `评审排名第 ${rank}，小组讨论后无异议。` },
        ...(selected.includes(id)
          ? {}
          : { reason: `调整后得分排名第 ${rank}，未进入本批次名额。` }),
      });
    }
    await proposeDecision(trx, audit, operator, roundId, { selected });
  });
}

export const approveRound = (deps: RoundDeps, cast: Cast, roundId: string): Promise<void> =>
  acting(deps, cast.approver, async (trx, audit) => {
    const decision = await presentDecision(trx, roundId);
    if (decision?.state !== 'proposed') return;
    const { approver } = cast;
    await approveDecision(
      trx,
      audit,
      deps,
      approver,
      mayApprove(approver, decision),
      decision.revision,
    );
  });

/** An objection to the fifth on the list: admitted, answered, and dismissed by a second person. */
export async function objectAndDismiss(
  deps: RoundDeps,
  cast: Cast,
  noticeId: string,
): Promise<void> {
  const { operator, secondOperator, researcher } = cast;
  const there = await deps.store.read(operator, (db) =>
    db
      .selectFrom('notice.objection')
      .select(['id', 'state'])
      .where('notice_id', '=', noticeId)
      .executeTakeFirst(),
  );
  if (there?.state === 'dismissed') return;
  const id =
    there?.id ??
    (await acting(deps, researcher, async (trx, audit) => {
      const filed = await fileObjection(trx, audit, noticeId, researcher.userId, {
        ...{ item: 4, statement: '该数据集的覆盖范围与申报摘要不一致，请核实。' },
      });
      return filed.id;
    }));
  await acting(deps, operator, async (trx, audit) => {
    const by = operator.userId;
    const filed = maySettle(operator, await caseById(trx, id), 'admit');
    if (filed.state !== 'filed') return;
    const admitted = await admitObjection(trx, audit, filed, { revision: filed.revision, by });
    await answerObjection(trx, audit, maySettle(operator, admitted, 'answer'), {
      ...{ revision: admitted.revision, by },
      answer: '经核对原始文件与卡片，覆盖范围与申报一致；摘要中的简称已在说明文档中给出全称。',
    });
  });
  await acting(deps, secondOperator, async (trx, audit) => {
    const answered = maySettle(secondOperator, await caseById(trx, id), 'dismiss');
    const parts = { jobs: deps.jobs, listeners: [selectionNoticeListener(deps)] };
    await decideObjection(trx, audit, parts, answered, {
      ...{ command: 'dismiss', revision: answered.revision, by: secondOperator.userId },
      outcome: '异议不成立：所述不一致未得到证据支持。',
    });
  });
}

/** Closes and settles a notice whose end has passed, then gives the selected their slots. */
export async function publishSelected(
  deps: RoundDeps,
  cast: Cast,
  roundId: string,
  noticeId: string,
): Promise<void> {
  const { operator } = cast;
  await acting(deps, operator, async (trx, audit) => {
    const open = await noticeById(trx, noticeId);
    if (open?.state === 'open') await closeNotice(trx, audit, noticeId);
    const closed = mayHandle(operator, await noticeById(trx, noticeId));
    if (closed.state === 'closed')
      await confirmNotice(trx, audit, [selectionNoticeListener(deps)], closed, closed.revision);
  });
  await acting(deps, operator, (trx, audit) =>
    publishRound(trx, audit, deps, roundId, operator.userId),
  );
}
