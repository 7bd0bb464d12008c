import type { Kysely } from 'kysely';
import { notify, notifyOrganisation, notifyStaff } from '#src/notify/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { NoticeListener, NoticeSubject, Trx } from './deps.ts';
import type { NoticeRow } from './notices/queries.ts';
import type { CaseRow } from './objections/queries.ts';

type AnyJobs = Jobs<Kysely<any>>;
const leaders = ['owner', 'manager'] as const;

/** Tells the organisations a notice is about that it is open; everybody may read it from now on. */
export async function tellOpened(trx: Trx, jobs: AnyJobs, notice: NoticeRow): Promise<void> {
  const day = notice.last_day ?? '';
  for (const orgId of notice.org_ids)
    await notifyOrganisation(trx, jobs, orgId, leaders, {
      kind: 'notice.opened',
      title: { zh: `公示开始：${notice.title_zh}`, en: `Notice opened: ${notice.title_en}` },
      text: {
        zh: `公示至 ${day} 24:00（北京时间），期间可实名提出异议。`,
        en: `It runs until 24:00 on ${day} (Beijing time); objections are taken by name until then.`,
      },
      href: `/notices/${notice.id}`,
    });
}

/** Tells the operators, but not one who filed it, of an objection that waits for them; who filed it and what it says stays in the record. */
export async function tellFiled(trx: Trx, jobs: AnyJobs, row: CaseRow): Promise<void> {
  if (row.state !== 'filed') return;
  await notifyStaff(trx, jobs, 'operator', {
    kind: 'notice.objection-filed',
    title: {
      zh: `异议待受理（第 ${row.number} 号）：${row.title_zh}`,
      en: `Objection to admit (no. ${row.number}): ${row.title_en}`,
    },
    text: {
      zh: '请核实并受理；办结前公示不能结束。',
      en: 'Look at it and admit it; the notice cannot close before it is settled.',
    },
    href: `/operator/notices?objection=${row.id}`,
    except: row.filed_by,
  });
}

const words = {
  admit: { zh: '异议已受理', en: 'Objection admitted' },
  answer: { zh: '异议已答复', en: 'Objection answered' },
  uphold: { zh: '异议成立', en: 'Objection upheld' },
  dismiss: { zh: '异议不成立', en: 'Objection dismissed' },
} as const;

/**
 * Tells who filed an objection, and the organisations of what it is about, where it stands. Both read what
 * the notice's page shows everybody: number, answer and outcome, and neither who filed it nor what it says.
 */
export async function tellObjection(
  trx: Trx,
  jobs: AnyJobs,
  listeners: readonly NoticeListener[],
  row: CaseRow,
  command: keyof typeof words,
): Promise<void> {
  const word = words[command];
  const said = command === 'answer' ? row.answer : command === 'admit' ? null : row.outcome;
  const message = {
    kind: `notice.objection-${command}`,
    title: {
      zh: `${word.zh}（第 ${row.number} 号）：${row.title_zh}`,
      en: `${word.en} (no. ${row.number}): ${row.title_en}`,
    },
    text: {
      zh: said ?? '受理后将公开答复，并由另一人作出决定。',
      en: said ?? 'It will be answered in public and decided by another person.',
    },
    href: `/notices/${row.notice_id}`,
  } as const;
  await notify(trx, jobs, { ...message, to: [row.filed_by] });
  for (const orgId of await concerned(trx, listeners, row))
    await notifyOrganisation(trx, jobs, orgId, leaders, message);
}

/** Organisations of the item an objection is about, of all items where it is about the whole. */
async function concerned(
  trx: Trx,
  listeners: readonly NoticeListener[],
  row: CaseRow,
): Promise<string[]> {
  const listener = listeners.find((one) => one.subjectKind === row.subject_kind);
  if (!listener) return [];
  const about = row.item === null ? row.items : row.items.slice(row.item, row.item + 1);
  const subjects: NoticeSubject[] = about.map((item) => item.subject);
  return listener.organisationsOf(trx, subjects);
}
