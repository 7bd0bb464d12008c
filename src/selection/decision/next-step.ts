import { noticeOf } from '#src/notice/index.ts';
import { noneWaits } from '#src/review/index.ts';
import { selectionRefusals } from '../errors.ts';
import type { Db } from '../outcome-deps.ts';
import type { RoundRow } from '../queries/round.ts';
import { noticeSubject } from './announce.ts';
import { decisionsOf } from './queries.ts';
import type { NextStepBody } from './schema.ts';

const reviewsMissing = (({ zh, en }) => ({ zh, en }))(selectionRefusals.reviewsWaiting);
const decisionMissing = {
  zh: '决定经批准后公示自动开始：请在合议页面提出决定，由另一人批准。',
  en: 'The notice opens when the decision is approved: propose one on the deliberation page; somebody else approves it.',
};

/** What is public of the newest notice keeps a round from being published. */
async function noticeStep(db: Db, round: RoundRow): Promise<NextStepBody> {
  const decisions = await decisionsOf(db, round.id);
  const noticed = decisions.find((one) => one.notice_id !== null);
  const notice = noticed && (await noticeOf(db, { kind: noticeSubject, id: noticed.id }));
  if (!noticed || !notice) return { step: 'publish', ready: false, missing: decisionMissing };
  const found = { step: 'publish', ready: false, notice: notice.id } as const;
  const missing = (zh: string, en: string) => ({ ...found, missing: { zh, en } });
  if (noticed.state === 'superseded')
    return missing(
      '公示的决定已被取代：更正的决定须另行批准并重新公示。',
      'The announced decision was superseded: the corrected one is approved and announced anew.',
    );
  if (noticed.state === 'effective') return { ...found, ready: true };
  const open = Number(notice.open_objections ?? 0n);
  if (open > 0)
    return missing(
      `尚有 ${open} 件异议待处理。`,
      `Objections in hand: ${open}; answer and decide them first.`,
    );
  if (notice.state === 'closed')
    return missing('公示已结束，待确认。', 'The notice has closed; settle it first.');
  if (notice.ended)
    return missing('公示期已满，待结束。', 'The notice has run its time; close it.');
  const day = notice.last_day ?? '';
  return missing(
    `公示至 ${day} 24:00，期满并确认后方可发布。`,
    `The notice runs until 24:00 on ${day}; publication follows once it is settled.`,
  );
}

/** The step that follows for a round from its review on, and what is missing for it. */
export async function nextStep(db: Db, round: RoundRow): Promise<NextStepBody> {
  const board = round.board_id === null ? {} : { board: round.board_id };
  if (round.state === 'reviewing') {
    const ready = round.board_id !== null && (await noneWaits(db, round.board_id));
    return { ...board, step: 'deliberate', ready, ...(ready ? {} : { missing: reviewsMissing }) };
  }
  if (round.state === 'deliberating')
    return { ...board, step: 'notice', ready: false, missing: decisionMissing };
  if (round.state === 'noticing') return { ...board, ...(await noticeStep(db, round)) };
  if (round.state === 'published') return { ...board, step: 'archive', ready: true };
  return { ...board, ready: false };
}
