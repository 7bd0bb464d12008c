import type { Kysely, Transaction } from 'kysely';
import type { IdentityTables } from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { formatMoney } from '#src/kernel/money.ts';
import type { JobHandlers, Jobs } from '#src/ports/jobs.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Store } from '#src/ports/store.ts';
import type { AnnotationTables } from '../tables.ts';
import {
  noticeMail,
  type DisputeEvent,
  type NoticeMail,
  type VendorDecision,
} from './mail-texts.ts';
import { disputeWithPackage, leadersOf, organisationNames } from './queries.ts';

export type Notice =
  | {
      readonly about: 'vendor';
      readonly orgId: string;
      readonly decision: VendorDecision;
      readonly reason: string;
    }
  | { readonly about: 'dispute'; readonly disputeId: string; readonly event: DisputeEvent };

export const noticeJob = 'annotation.mail-notice';

type NoticeDatabase = AnnotationTables & IdentityTables;
type Db = Kysely<NoticeDatabase>;

/** What the notices ask of the hub. */
export interface NoticeDeps {
  readonly store: Store<NoticeDatabase>;
  readonly mail: Mail;
  readonly config: { readonly publicUrl: string };
}

/** Orders the notice of one event in its own transaction: it is sent exactly if that commits. */
export async function orderNotice(
  deps: { readonly jobs: Jobs<Kysely<any>> },
  trx: Transaction<any>,
  notice: Notice,
): Promise<void> {
  await deps.jobs.add(trx as unknown as Kysely<any>, {
    name: noticeJob,
    payload: { ...notice },
    maxAttempts: 8,
  });
}

interface Letter {
  readonly orgs: readonly string[];
  readonly mail: NoticeMail;
}

async function vendorLetter(
  db: Db,
  notice: Extract<Notice, { about: 'vendor' }>,
  publicUrl: string,
): Promise<Letter | undefined> {
  const org = await organisationNames(db, notice.orgId);
  return (
    org && {
      orgs: [notice.orgId],
      mail: {
        about: 'vendor',
        decision: notice.decision,
        organisation: { zh: org.name_zh, en: org.name_en },
        reason: notice.reason,
        page: `${publicUrl}/annotation/vendors/${org.slug}`,
      },
    }
  );
}

async function disputeLetter(
  db: Db,
  { disputeId, event }: Extract<Notice, { about: 'dispute' }>,
  publicUrl: string,
): Promise<Letter | undefined> {
  const row = await disputeWithPackage(db, disputeId);
  if (!row) return undefined;
  const opener = row.opened_for === 'vendor' ? row.vendor_org_id : row.org_id;
  const other = row.opened_for === 'vendor' ? row.org_id : row.vendor_org_id;
  const said = {
    opened: { orgs: [other], amount: row.claim_fen, reason: row.reason },
    answered: { orgs: [opener], amount: row.offer_fen, reason: row.answer },
    accepted: { orgs: [other], amount: row.adjustment_fen, reason: null },
    decided: { orgs: [opener, other], amount: row.adjustment_fen, reason: row.decision },
    withdrawn: { orgs: [other], amount: null, reason: null },
  }[event];
  return {
    orgs: said.orgs,
    mail: {
      about: 'dispute',
      event,
      package: row.title,
      settlement: String(row.number),
      amount: formatMoney(said.amount ?? 0n),
      reason: said.reason ?? '',
      page: `${publicUrl}/annotation/awards/${row.award_id}/statement`,
    },
  };
}

/** Tells the owners and managers concerned, each in their language. */
export function sendNotice(deps: NoticeDeps): JobHandlers[string] {
  return async (payload) => {
    const notice = payload as unknown as Notice;
    const { publicUrl } = deps.config;
    const letters = await deps.store.read(systemActor('annotation-notice'), async (db) => {
      const letter =
        notice.about === 'vendor'
          ? await vendorLetter(db, notice, publicUrl)
          : await disputeLetter(db, notice, publicUrl);
      if (!letter) return [];
      const boxes = await Promise.all(letter.orgs.map((org) => leadersOf(db, org)));
      return boxes.flat().map((to) => ({ to, mail: letter.mail }));
    });
    for (const { to, mail } of letters)
      await deps.mail.send({ to: to.email, ...noticeMail(to.language, mail) });
  };
}
