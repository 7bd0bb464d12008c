import type { Kysely } from 'kysely';
import { formatMoney } from '#src/kernel/money.ts';
import { notifyOrganisation } from '#src/notify/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Trx } from '../deps.ts';
import { disputeWithPackage, organisationNames } from './queries.ts';
import { noticeText, type DisputeEvent, type NoticeFacts, type VendorDecision } from './texts.ts';

export type PartyNotice =
  | {
      readonly about: 'vendor';
      readonly orgId: string;
      readonly decision: VendorDecision;
      readonly reason: string;
    }
  | { readonly about: 'dispute'; readonly disputeId: string; readonly event: DisputeEvent };

interface Told {
  readonly orgs: readonly string[];
  readonly href: string;
  readonly facts: NoticeFacts;
}

async function aboutVendor(
  trx: Trx,
  notice: Extract<PartyNotice, { about: 'vendor' }>,
): Promise<Told | undefined> {
  const org = await organisationNames(trx, notice.orgId);
  return (
    org && {
      orgs: [notice.orgId],
      href: `/annotation/vendors/${org.slug}`,
      facts: {
        about: 'vendor',
        decision: notice.decision,
        organisation: { zh: org.name_zh, en: org.name_en },
        reason: notice.reason,
      },
    }
  );
}

async function aboutDispute(
  trx: Trx,
  { disputeId, event }: Extract<PartyNotice, { about: 'dispute' }>,
): Promise<Told | undefined> {
  const row = await disputeWithPackage(trx, disputeId);
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
    href: `/annotation/awards/${row.award_id}/statement`,
    facts: {
      about: 'dispute',
      event,
      package: row.title,
      settlement: String(row.number),
      amount: formatMoney(said.amount ?? 0n),
      reason: said.reason ?? '',
    },
  };
}

/** Tells the owners and managers of the organisations concerned, in the transaction of the event. */
export async function tellParties(
  deps: { readonly jobs: Jobs<Kysely<any>> },
  trx: Trx,
  notice: PartyNotice,
): Promise<void> {
  const told =
    notice.about === 'vendor' ? await aboutVendor(trx, notice) : await aboutDispute(trx, notice);
  if (!told) return;
  const [zh, en] = [noticeText('zh', told.facts), noticeText('en', told.facts)];
  for (const org of told.orgs)
    await notifyOrganisation(trx, deps.jobs, org, ['owner', 'manager'], {
      kind: notice.about === 'vendor' ? 'annotation.vendor' : 'annotation.dispute',
      title: { zh: zh.title, en: en.title },
      text: { zh: zh.text, en: en.text },
      href: told.href,
    });
}
