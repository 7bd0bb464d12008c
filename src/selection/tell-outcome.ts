import { tellOrganisations } from './applications/tell-applicants.ts';
import { within, type OutcomeDeps, type Trx } from './outcome-deps.ts';
import { applicationById } from './queries/application.ts';

type Shown = { readonly zh: string; readonly en: string };
type Jobs = Pick<OutcomeDeps, 'jobs'>;

async function tell(
  trx: Trx,
  deps: Jobs,
  applicationId: string,
  message: { kind: `selection.${string}`; title: Shown; text: Shown; href: string },
): Promise<void> {
  const row = await applicationById(within(trx), applicationId);
  if (!row) return;
  await tellOrganisations(deps, within(trx), row, {
    ...message,
    title: { zh: `${message.title.zh}：${row.title}`, en: `${message.title.en}: ${row.title}` },
  });
}

/** The letter can be read: it holds the outcome, which this message leaves to it. */
export const tellLetter = (trx: Trx, deps: Jobs, applicationId: string): Promise<void> =>
  tell(trx, deps, applicationId, {
    kind: 'selection.letter',
    title: { zh: '申报结果通知书', en: 'Outcome of the application' },
    text: {
      zh: '请查看结果、得分、理由，以及提出异议的办法和期限。',
      en: 'Read the outcome, the scores, the reasons, and how and until when to object.',
    },
    href: `/selection/applications/${applicationId}/letter`,
  });

/** The notice was confirmed: what the decision says of this application stands. */
export const tellEffective = (
  trx: Trx,
  deps: Jobs,
  applicationId: string,
  outcome: 'selected' | 'not_selected',
): Promise<void> =>
  tell(trx, deps, applicationId, {
    kind: 'selection.effective',
    title:
      outcome === 'selected'
        ? { zh: '入选决定已生效', en: 'Selected, and in effect' }
        : { zh: '未入选的决定已生效', en: 'Not selected, and in effect' },
    text:
      outcome === 'selected'
        ? { zh: '公示已确认，将列入年度目录。', en: 'The notice was settled; publication follows.' }
        : { zh: '公示已确认。', en: 'The notice was settled.' },
    href: `/selection/applications/${applicationId}/letter`,
  });

interface Listed {
  readonly id: string;
  readonly application_id: string;
  readonly year: number;
}

export const tellListed = (trx: Trx, deps: Jobs, entry: Listed, slot: number): Promise<void> =>
  tell(trx, deps, entry.application_id, {
    kind: 'selection.listed',
    title: { zh: '已列入目录', en: 'In the directory' },
    text: {
      zh: `${entry.year} 年目录第 ${slot} 号，可下载证书。`,
      en: `No. ${slot} of ${entry.year}; the certificate can be downloaded.`,
    },
    href: `/directory/entries/${entry.id}`,
  });

/** The reason stands on the entry's page, which is public. */
export const tellRevoked = (trx: Trx, deps: Jobs, entry: Listed, reason: string): Promise<void> =>
  tell(trx, deps, entry.application_id, {
    kind: 'selection.revoked',
    title: { zh: '目录条目已撤销', en: 'Entry of the directory revoked' },
    text: { zh: `理由：${reason}`, en: `Reason: ${reason}` },
    href: `/directory/entries/${entry.id}`,
  });
