import { notifyOrganisation } from '#src/notify/index.ts';
import type { SelectionDeps, Trx } from '../deps.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { jointOrgs } from '../queries/parts.ts';

type Told = 'submitted' | 'returned' | 'screened' | 'refused' | 'withdrawn';

const words: Readonly<Record<Told, { readonly zh: string; readonly en: string }>> = {
  submitted: { zh: '申报已提交', en: 'Application submitted' },
  returned: { zh: '申报被退回补正', en: 'Application returned for correction' },
  screened: { zh: '申报通过资格审查', en: 'Application passed the screening' },
  refused: { zh: '申报未通过资格审查', en: 'Application did not pass the screening' },
  withdrawn: { zh: '申报已撤回', en: 'Application withdrawn' },
};

const inShanghai = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000 - 1).toISOString().slice(0, 10);

function textOf(told: Told, row: ApplicationRow): { zh: string; en: string } {
  const reason = row.state_reason ?? '';
  const due = row.returned_due;
  if (told === 'returned' && due)
    return {
      zh: `请在 ${inShanghai(due)}（含当日，北京时间）前补正并重新提交。\n理由：${reason}`,
      en: `Correct and submit it again by the end of ${inShanghai(due)} (Beijing time).\nReason: ${reason}`,
    };
  return {
    zh: `编号 ${row.number ?? ''}，${row.round_zh}。${reason ? `\n理由：${reason}` : ''}`,
    en: `Number ${row.number ?? ''}, ${row.round_en}.${reason ? `\nReason: ${reason}` : ''}`,
  };
}

/** Tells owners and managers of the lead and the confirmed joint organisations. */
export async function tellOrganisations(
  deps: Pick<SelectionDeps, 'jobs'>,
  trx: Trx,
  row: ApplicationRow,
  message: Parameters<typeof notifyOrganisation>[4],
): Promise<void> {
  const joint = (await jointOrgs(trx, row.id)).filter((org) => org.state === 'confirmed');
  for (const orgId of [row.lead_org_id, ...joint.map((org) => org.org_id)])
    await notifyOrganisation(trx, deps.jobs, orgId, ['owner', 'manager'], message);
}

/** Tells the applying organisations what became of an application. */
export async function tellApplicants(
  deps: Pick<SelectionDeps, 'jobs'>,
  trx: Trx,
  row: ApplicationRow,
  told: Told,
): Promise<void> {
  if (row.number === null) return;
  await tellOrganisations(deps, trx, row, {
    kind: `selection.${told}`,
    title: {
      zh: `${words[told].zh}：${row.title}`,
      en: `${words[told].en}: ${row.title}`,
    },
    text: textOf(told, row),
    href: `/selection/applications/${row.id}`,
  });
}

/** Asks the leaders of an organisation whether it applies jointly. */
export async function tellInvited(
  deps: Pick<SelectionDeps, 'jobs'>,
  trx: Trx,
  row: ApplicationRow,
  orgId: string,
): Promise<void> {
  await notifyOrganisation(trx, deps.jobs, orgId, ['owner', 'manager'], {
    kind: 'selection.invited',
    title: {
      zh: `${row.lead_zh} 邀请联合申报`,
      en: `${row.lead_en} asks to apply jointly`,
    },
    text: {
      zh: `${row.round_zh}：${row.title}。请确认或谢绝。`,
      en: `${row.round_en}: ${row.title}. Please confirm or decline.`,
    },
    href: `/selection/applications/${row.id}`,
  });
}
