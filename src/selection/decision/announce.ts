import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { openNotice } from '#src/notice/index.ts';
import type { OutcomeDeps, Trx, Db } from '../outcome-deps.ts';
import type { RoundRow } from '../queries/round.ts';
import { subjectOf, type Table } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import {
  noticeTextOf,
  organisationsOfRound,
  putNoticeText,
  updateDecision,
  type DecisionItemRow,
  type DecisionRow,
} from './queries.ts';
import type { WriteNoticeTextBody } from './schema.ts';

export const noticeSubject = 'selection.decision';

type Shown = { readonly zh: string; readonly en: string };
export interface NoticeText {
  readonly title: Shown;
  /** Markdown. */
  readonly body: Shown;
  readonly workingDays: number;
}

/** What the notice of a decision says unless the officers write it otherwise. */
function suggestedText(
  decision: DecisionRow,
  round: RoundRow,
  selected: number,
  workingDays: number,
): NoticeText {
  const again = decision.number > 1;
  return {
    title: {
      zh: `${round.title_zh}拟入选名单${again ? '（更正）' : ''}公示`,
      en: `${round.title_en}: proposed selection${again ? ' (corrected)' : ''}`,
    },
    body: {
      zh: `经申报、资格审查、专家评审和评议，拟入选 ${selected} 项，现予公示，公示期 ${workingDays} 个工作日。公示期内，个人和单位均可实名提出异议并附证据，异议人身份仅工作人员可见。`,
      en: `After application, eligibility check, expert review and deliberation ${selected} are proposed. The notice runs for ${workingDays} working days, during which any identified person may object with evidence; only the staff learns who did.`,
    },
    workingDays,
  };
}

/** The text with which the notice of a decision opens, and whether an officer wrote it. */
export async function noticeTextFor(
  db: Db,
  decision: DecisionRow,
  table: Pick<Table, 'round' | 'settings'>,
  items: readonly DecisionItemRow[],
): Promise<NoticeText & { readonly written: boolean }> {
  const row = await noticeTextOf(db, decision.id);
  if (row)
    return {
      title: { zh: row.title_zh, en: row.title_en },
      body: { zh: row.body_zh, en: row.body_en },
      workingDays: row.working_days,
      written: true,
    };
  const selected = items.filter((item) => item.outcome === 'selected').length;
  const { noticeWorkingDays } = table.settings;
  return { ...suggestedText(decision, table.round, selected, noticeWorkingDays), written: false };
}

/**
 * Writes the text of a proposed decision's notice, which runs at least as long as the rule set says. The
 * decision's revision goes up, so that nobody approves with another text before them.
 */
export async function writeNoticeText(
  trx: Trx,
  audit: Audit,
  decision: DecisionRow,
  least: number,
  body: WriteNoticeTextBody,
  by: string,
): Promise<void> {
  if (decision.state !== 'proposed')
    throw new AppError(errors.wrongState, { extra: { state: decision.state, command: 'write' } });
  const { title, body: text, workingDays, revision } = body;
  if (workingDays < least) throw new AppError(decisionErrors.noticeShort, { extra: { least } });
  if (!(await updateDecision(trx, decision.id, revision, { state: 'proposed' })))
    throw new AppError(errors.conflict);
  await putNoticeText(trx, {
    decision_id: decision.id,
    title_zh: title.zh,
    title_en: title.en,
    body_zh: text.zh,
    body_en: text.en,
    working_days: workingDays,
    written_by: by,
  });
  await audit({
    action: 'selection.write-notice-text',
    objectType: 'selection-decision',
    objectId: decision.id,
    after: { title, body: text, workingDays },
  });
}

/** Opens the public notice of a decision: who is proposed, in order; who is not is told by letter alone. */
export async function announce(
  trx: Trx,
  audit: Audit,
  jobs: OutcomeDeps['jobs'],
  decision: DecisionRow,
  table: Pick<Table, 'round' | 'settings'>,
  items: readonly DecisionItemRow[],
): Promise<string> {
  const { title, body, workingDays } = await noticeTextFor(trx, decision, table, items);
  return openNotice(trx, audit, jobs, {
    subject: { kind: noticeSubject, id: decision.id },
    orgIds: await organisationsOfRound(trx, table.round.id),
    title,
    body,
    items: items
      .filter((item) => item.outcome === 'selected')
      .map((item) => ({
        subject: subjectOf(item.application_id),
        title: { zh: `${item.title}（${item.lead_zh}）`, en: `${item.title} (${item.lead_en})` },
      })),
    workingDays,
    by: decision.proposed_by,
  });
}
