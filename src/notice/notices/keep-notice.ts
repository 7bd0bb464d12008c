import type { Kysely } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import { workingDayAfter } from '../calendar/calendar.ts';
import { currentDay } from '../calendar/queries.ts';
import type { NoticeListener, NoticeSubject, Trx } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import type { NoticeItem } from '../tables.ts';
import { tellOpened } from '../tell.ts';
import { noticeStates } from '../transitions.ts';
import {
  endOf,
  extensionsOf,
  insertExtension,
  insertNotice,
  insertVersion,
  noticeById,
  now,
  takeTurn,
  updateNotice,
  type NoticeRow,
} from './queries.ts';
import type { AmendNoticeBody, ExtendNoticeBody } from './schema.ts';
import { noticeSummary } from './views.ts';

type Text = { readonly zh: string; readonly en: string };
export type Handled = Authorized<NoticeRow, 'handle'>;

/** What is announced: the part whose hash stands on the page. */
export interface NoticeText {
  readonly title: Text;
  /** Markdown. */
  readonly body: Text;
  readonly items: readonly NoticeItem[];
}

export interface NewNotice extends NoticeText {
  readonly subject: NoticeSubject;
  /** Organisations it is about: their members do not handle objections to it. */
  readonly orgIds?: readonly string[];
  readonly workingDays: number;
  readonly by: string | null;
}

export const closeJob = 'notice.close';

/** sha256 of the canonical JSON of title, body and items, hex. */
export const contentHash = ({ title, body, items }: NoticeText): Promise<string> =>
  sha256Hex(canonicalJson({ title, body, items }));

export async function found(trx: Trx, id: string): Promise<NoticeRow> {
  const row = await noticeById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

export async function audited(
  trx: Trx,
  audit: Audit,
  command: string,
  id: string,
  before?: NoticeRow,
  reason?: string,
): Promise<NoticeRow> {
  const after = await found(trx, id);
  await audit({
    action: `notice.${command}`,
    objectType: 'notice',
    objectId: id,
    ...(before ? { before: noticeSummary(before) } : {}),
    after: { ...noticeSummary(after), sha256: after.sha256, ...(reason ? { reason } : {}) },
  });
  return after;
}

/** Prepares a notice that only the staff sees until it is opened. */
export async function draftNotice(trx: Trx, audit: Audit, notice: NewNotice): Promise<NoticeRow> {
  const id = newId();
  const { subject, title, body, items } = notice;
  await insertNotice(trx, {
    id,
    subject_kind: subject.kind,
    subject_id: subject.id,
    org_ids: [...(notice.orgIds ?? [])],
    working_days: notice.workingDays,
    opened_at: null,
    last_day: null,
    ends_at: null,
    closed_at: null,
    confirmed_at: null,
    created_by: notice.by,
  });
  await insertVersion(trx, {
    notice_id: id,
    version: 1,
    title_zh: title.zh,
    title_en: title.en,
    body_zh: body.zh,
    body_en: body.en,
    items: JSON.stringify(items),
    sha256: await contentHash(notice),
    reason: null,
    published_by: notice.by,
  });
  return audited(trx, audit, 'draft', id);
}

type JobPort = Jobs<Kysely<any>>;

const closeLater = (trx: Trx, jobs: JobPort, id: string, runAt: Date | null) =>
  jobs.add(trx as unknown as Kysely<any>, {
    name: closeJob,
    payload: { id },
    key: `${closeJob}:${id}`,
    ...(runAt ? { runAt } : {}),
  });

/**
 * Opens a notice today for its length in working days: the day of opening does not count, and it ends at
 * 24:00 of the last day. notice.holidayYearMissing where the end lies in a year the table lacks.
 */
export async function openDraft(
  trx: Trx,
  audit: Audit,
  jobs: JobPort,
  before: Handled,
  revision: number,
): Promise<NoticeRow> {
  const state = transition(noticeStates, before.state, 'open');
  const lastDay = await workingDayAfter(trx, await currentDay(trx), before.working_days);
  const change = { state, opened_at: now(), last_day: lastDay, ends_at: endOf(lastDay) };
  if (!(await updateNotice(trx, before.id, revision, change))) throw new AppError(errors.conflict);
  const after = await audited(trx, audit, 'open', before.id, before);
  await closeLater(trx, jobs, before.id, after.ends_at);
  await tellOpened(trx, jobs, after);
  return after;
}

/** Opens a notice about something of another feature, in that feature's transaction. */
export async function openNotice(
  trx: Trx,
  audit: Audit,
  jobs: JobPort,
  notice: NewNotice,
): Promise<string> {
  const draft = await draftNotice(trx, audit, notice);
  await openDraft(trx, audit, jobs, draft as Handled, draft.revision);
  return draft.id;
}

/** Another text for the same notice, with its reason; the former one stays readable. */
export async function amendNotice(
  trx: Trx,
  audit: Audit,
  before: Handled,
  change: Omit<AmendNoticeBody, 'reason'> & {
    readonly reason: string;
    readonly items?: readonly NoticeItem[];
    readonly by: string | null;
  },
): Promise<NoticeRow> {
  if (before.state === 'closed' || before.state === 'confirmed' || before.ended)
    throw new AppError(noticeErrors.ended);
  const { title, body, items = before.items } = change;
  const version = before.version + 1;
  if (!(await updateNotice(trx, before.id, change.revision, { version })))
    throw new AppError(errors.conflict);
  await insertVersion(trx, {
    notice_id: before.id,
    version,
    title_zh: title.zh,
    title_en: title.en,
    body_zh: body.zh,
    body_en: body.en,
    items: JSON.stringify(items),
    sha256: await contentHash({ title, body, items }),
    reason: change.reason,
    published_by: change.by,
  });
  return audited(trx, audit, 'amend', before.id, before, change.reason);
}

/** Lets a notice run for further working days, with its reason; not once its end has passed. */
export async function extendNotice(
  trx: Trx,
  audit: Audit,
  jobs: JobPort,
  before: Handled,
  change: ExtendNoticeBody & { readonly by: string | null },
): Promise<NoticeRow> {
  const state = transition(noticeStates, before.state, 'extend');
  if (before.ended || !before.last_day) throw new AppError(noticeErrors.ended);
  const lastDay = await workingDayAfter(trx, before.last_day, change.workingDays);
  const row = { state, last_day: lastDay, ends_at: endOf(lastDay) };
  if (!(await updateNotice(trx, before.id, change.revision, row)))
    throw new AppError(errors.conflict);
  await insertExtension(trx, {
    notice_id: before.id,
    number: (await extensionsOf(trx, before.id)).length + 1,
    working_days: change.workingDays,
    former_day: before.last_day,
    last_day: lastDay,
    reason: change.reason,
    extended_by: change.by,
  });
  const after = await audited(trx, audit, 'extend', before.id, before, change.reason);
  await closeLater(trx, jobs, before.id, after.ends_at);
  return after;
}

/** Closes a notice whose end has passed; not while an objection is open. */
export async function closeNotice(
  trx: Trx,
  audit: Audit,
  id: string,
  revision?: number,
): Promise<NoticeRow> {
  await takeTurn(trx, id);
  const before = await found(trx, id);
  const state = transition(noticeStates, before.state, 'close');
  if (!before.ended) throw new AppError(noticeErrors.notEnded);
  if ((before.open_objections ?? 0n) > 0n) throw new AppError(noticeErrors.objectionOpen);
  const change = { state, closed_at: now() };
  if (!(await updateNotice(trx, id, revision ?? before.revision, change)))
    throw new AppError(errors.conflict);
  return audited(trx, audit, 'close', id, before);
}

/** Settles a closed notice; what listens to its subject may still refuse. */
export async function confirmNotice(
  trx: Trx,
  audit: Audit,
  listeners: readonly NoticeListener[],
  before: Handled,
  revision: number,
): Promise<NoticeRow> {
  const state = transition(noticeStates, before.state, 'confirm');
  if (!(await updateNotice(trx, before.id, revision, { state, confirmed_at: now() })))
    throw new AppError(errors.conflict);
  const after = await audited(trx, audit, 'confirm', before.id, before);
  const subject = { kind: before.subject_kind, id: before.subject_id };
  for (const listener of listeners)
    if (listener.subjectKind === subject.kind)
      await listener.onConfirmed(trx, audit, { id: before.id, subject });
  return after;
}
