import type { Audit } from '#src/audit/index.ts';
import { openNotice } from '#src/notice/index.ts';
import type { OutcomeDeps, Trx } from '../outcome-deps.ts';
import type { RoundRow } from '../queries/round.ts';
import { subjectOf } from './deliberation.ts';
import { organisationsOfRound, type DecisionItemRow, type DecisionRow } from './queries.ts';

export const noticeSubject = 'selection.decision';

/** Opens the public notice of a decision: who is proposed, in order; who is not is told by letter alone. */
export async function announce(
  trx: Trx,
  audit: Audit,
  jobs: OutcomeDeps['jobs'],
  decision: DecisionRow,
  round: RoundRow,
  items: readonly DecisionItemRow[],
  workingDays: number,
): Promise<string> {
  const selected = items.filter((item) => item.outcome === 'selected');
  const again = decision.number > 1;
  return openNotice(trx, audit, jobs, {
    subject: { kind: noticeSubject, id: decision.id },
    orgIds: await organisationsOfRound(trx, round.id),
    title: {
      zh: `${round.title_zh}拟入选名单${again ? '（更正）' : ''}公示`,
      en: `${round.title_en}: proposed selection${again ? ' (corrected)' : ''}`,
    },
    body: {
      zh: `经申报、资格审查、专家评审和评议，拟入选 ${selected.length} 项，现予公示，公示期 ${workingDays} 个工作日。公示期内，个人和单位均可实名提出异议并附证据，异议人身份仅工作人员可见。`,
      en: `After application, eligibility check, expert review and deliberation ${selected.length} are proposed. The notice runs for ${workingDays} working days, during which any identified person may object with evidence; only the staff learns who did.`,
    },
    items: selected.map((item) => ({
      subject: subjectOf(item.application_id),
      title: { zh: `${item.title}（${item.lead_zh}）`, en: `${item.title} (${item.lead_en})` },
    })),
    workingDays,
    by: decision.proposed_by,
  });
}
