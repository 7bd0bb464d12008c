import type { Db } from '../deps.ts';

/** How the notice names the organisation. */
export const organisationNames = (db: Db, orgId: string) =>
  db
    .selectFrom('identity.organisation')
    .select(['slug', 'name_zh', 'name_en'])
    .where('id', '=', orgId)
    .executeTakeFirst();

/** A dispute with what it is about. */
export const disputeWithPackage = (db: Db, id: string) =>
  db
    .selectFrom('annotation.dispute as d')
    .innerJoin('annotation.settlement as s', 's.id', 'd.settlement_id')
    .innerJoin('annotation.package as p', 'p.id', 's.package_id')
    .select(['d.org_id', 'd.vendor_org_id', 'd.opened_for', 'd.claim_fen', 'd.offer_fen'])
    .select(['d.adjustment_fen', 'd.reason', 'd.answer', 'd.decision'])
    .select(['s.award_id', 's.number', 'p.title'])
    .where('d.id', '=', id)
    .executeTakeFirst();
