import { AppError, errors } from '#src/kernel/errors.ts';
import type { NoticeListener } from '#src/notice/index.ts';
import { moveApplication } from '../move.ts';
import { within, type OutcomeDeps, type Trx } from '../outcome-deps.ts';
import { applicationById } from '../queries/application.ts';
import { lockRound } from '../queries/round.ts';
import { tellEffective } from '../tell-outcome.ts';
import { noticeSubject } from './announce.ts';
import type { DecisionLine } from './check-proposal.ts';
import { supersede, writeDecision } from './decide.ts';
import {
  actorOf,
  decisionById,
  itemsOf,
  now,
  organisationsOfApplications,
  updateDecision,
} from './queries.ts';
import type { TraceStep } from './tables.ts';

/**
 * Selection's answer to its notices: an upheld objection supersedes the decision by a proposal without the item
 * it is about, which another person approves; a confirmed notice puts the decision into effect.
 */
export const selectionNoticeListener = (deps: Pick<OutcomeDeps, 'jobs'>): NoticeListener => ({
  subjectKind: noticeSubject,

  organisationsOf: (whole, subjects) =>
    organisationsOfApplications(
      whole as Trx,
      subjects.map((subject) => subject.id),
    ),

  async onUpheld(whole, audit, notice, objection) {
    const trx = whole as Trx;
    const decision = await decisionById(trx, notice.subject.id);
    const by = await actorOf(trx);
    if (!decision || by === null) throw new AppError(errors.notFound);
    const round = await lockRound(within(trx), decision.round_id);
    if (!round) throw new AppError(errors.notFound);
    // Another decision is on its way already; whoever approves it has this objection before them.
    if (decision.state !== 'approved') return;
    const reason = `第 ${objection.number} 号异议成立：${objection.outcome ?? ''}`.slice(0, 2000);
    await supersede(trx, audit, decision, reason);
    let place = 0;
    const lines = (await itemsOf(trx, decision.id)).map((item): DecisionLine => {
      const falls = item.application_id === objection.item?.id;
      const stays = item.outcome === 'selected' && !falls;
      if (stays) place += 1;
      return {
        application_id: item.application_id,
        outcome: stays ? 'selected' : 'not_selected',
        place: stays ? place : null,
        reason: stays ? null : falls ? reason : item.reason,
        rank: item.rank,
        raw: item.raw,
        adjusted: item.adjusted,
        by_criterion: item.by_criterion,
      };
    });
    const step: TraceStep = {
      op: 'objection',
      text: { zh: `${reason}。`, en: `Objection no. ${objection.number} was upheld.` },
      ...(objection.item ? { applications: [objection.item.id] } : {}),
    };
    await writeDecision(trx, audit, round, lines, [...decision.trace, step], by);
  },

  async onConfirmed(whole, audit, notice) {
    const trx = whole as Trx;
    const decision = await decisionById(trx, notice.subject.id);
    if (decision?.state !== 'approved') return;
    await lockRound(within(trx), decision.round_id);
    const change = { state: 'effective' as const, effective_at: now() };
    if (!(await updateDecision(trx, decision.id, decision.revision, change)))
      throw new AppError(errors.conflict);
    const actor = (await actorOf(trx)) ?? 'system';
    for (const item of await itemsOf(trx, decision.id)) {
      await tellEffective(trx, deps, item.application_id, item.outcome);
      if (item.outcome !== 'selected') continue;
      const application = await applicationById(within(trx), item.application_id);
      if (application?.state !== 'noticed') continue;
      await moveApplication(within(trx), audit, application, 'select', {
        actor,
        payload: { decision: decision.id, place: item.place },
      });
    }
    await audit({
      action: 'selection.effect-decision',
      objectType: 'selection-decision',
      objectId: decision.id,
      before: { state: 'approved' },
      after: { state: 'effective' },
    });
  },
});
