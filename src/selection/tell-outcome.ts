import { notifyStaff } from '#src/notify/index.ts';
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

type Ending = Listed & {
  readonly title_zh: string;
  readonly title_en: string;
  readonly valid_to: string;
  readonly review_due: string;
};

const endings = {
  expiring: {
    zh: (e: Ending) => [`目录条目将于 ${e.valid_to} 到期`, '到期后不再推荐，名额与页面保留。'],
    en: (e: Ending) => [
      `Entry of the directory expires on ${e.valid_to}`,
      'After it the dataset is no longer recommended; slot and page stay.',
    ],
  },
  expired: {
    zh: (e: Ending) => [`目录条目已于 ${e.valid_to} 到期`, '不再推荐，名额与页面保留。'],
    en: (e: Ending) => [
      `Entry of the directory expired on ${e.valid_to}`,
      'The dataset is no longer recommended; slot and page stay.',
    ],
  },
  'to-review': {
    zh: (e: Ending) => [
      `目录条目应于 ${e.review_due} 前年度复核`,
      '复核时查看说明、许可与更新是否仍与列入时相符。',
    ],
    en: (e: Ending) => [
      `Entry of the directory to be looked at again by ${e.review_due}`,
      'Description, licence and updates are held against what was listed.',
    ],
  },
} as const;

/** Tells the organisations of an entry, and the operators, of its end or of the yearly look at it. */
export async function tellEnding(
  trx: Trx,
  deps: Jobs,
  entry: Ending,
  what: keyof typeof endings,
): Promise<void> {
  const [zh = '', textZh = ''] = endings[what].zh(entry);
  const [en = '', textEn = ''] = endings[what].en(entry);
  const message = {
    kind: `selection.entry-${what}`,
    text: { zh: textZh, en: textEn },
    href: `/directory/entries/${entry.id}`,
  } as const;
  await tell(trx, deps, entry.application_id, { ...message, title: { zh, en } });
  await notifyStaff(trx, deps.jobs, 'operator', {
    ...message,
    title: { zh: `${zh}：${entry.title_zh}`, en: `${en}: ${entry.title_en}` },
  });
}
