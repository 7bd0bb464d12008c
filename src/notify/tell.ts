import type { Kysely, Transaction } from 'kysely';
import type { MemberRole, StaffRole } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Trx } from './deps.ts';
import type { NoticeKind } from './groups.ts';
import { insertNotices, membersOf, staffOf } from './queries.ts';

/** What somebody is told, in both languages; the recipient's own is shown and mailed. */
export interface Message {
  readonly kind: NoticeKind;
  /** One line, at most 200 characters are kept. */
  readonly title: { readonly zh: string; readonly en: string };
  /** Plain text, lines separated by `\n`, at most 4,000 characters are kept. */
  readonly text: { readonly zh: string; readonly en: string };
  /** Path of the page that shows the matter, from `/`. */
  readonly href: string;
  /** The organisation for which the recipients are told. */
  readonly orgId?: string;
}

type AnyTrx = Transaction<any>;
type AnyJobs = Jobs<Kysely<any>>;

export const mailJob = 'notify.mail-notices';

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200);

/**
 * Tells people within the business transaction: a row each for the page, and one job that mails
 * those who want mail at once. Disabled persons and unknown ids are left out, doubles told once. The
 * caller makes sure that every recipient may know what the message says.
 */
export async function notify(
  trx: AnyTrx,
  jobs: AnyJobs,
  message: Message & { readonly to: readonly string[] },
): Promise<void> {
  if (!/^\/(?!\/)/.test(message.href)) throw new Error('a notice leads to a page of the hub');
  const to = [...new Set(message.to)];
  if (to.length === 0) return;
  const event = newId();
  const told = await insertNotices(trx as unknown as Trx, to, {
    event_id: event,
    kind: message.kind,
    org_id: message.orgId ?? null,
    title_zh: oneLine(message.title.zh),
    title_en: oneLine(message.title.en),
    text_zh: message.text.zh.slice(0, 4000),
    text_en: message.text.en.slice(0, 4000),
    href: message.href,
  });
  if (told > 0)
    await jobs.add(trx as unknown as Kysely<any>, {
      name: mailJob,
      payload: { event },
      maxAttempts: 8,
    });
}

/** Tells everybody who has one of `roles` in an organisation. */
export async function notifyOrganisation(
  trx: AnyTrx,
  jobs: AnyJobs,
  orgId: string,
  roles: readonly MemberRole[],
  message: Message,
): Promise<void> {
  const to = await membersOf(trx as unknown as Trx, orgId, roles);
  await notify(trx, jobs, { orgId, ...message, to });
}

/** Tells everybody who holds a staff role, except who brought the matter up. */
export async function notifyStaff(
  trx: AnyTrx,
  jobs: AnyJobs,
  role: StaffRole,
  message: Message & { readonly except?: string },
): Promise<void> {
  const { except, ...told } = message;
  const staff = await staffOf(trx as unknown as Trx, role);
  await notify(trx, jobs, { ...told, to: staff.filter((userId) => userId !== except) });
}
