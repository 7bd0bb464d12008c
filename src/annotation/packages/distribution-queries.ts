import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { BidTable } from '../tables.ts';
import type { Share } from './award-queries.ts';

export const inviteVendor = (
  trx: Trx,
  row: {
    readonly package_id: string;
    readonly org_id: string;
    readonly vendor_org_id: string;
    readonly share: number | null;
    readonly invited_by: string;
  },
) =>
  trx
    .insertInto('annotation.invitation')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['package_id', 'vendor_org_id']).doUpdateSet({ share: row.share, state: 'open' }),
    )
    .execute();

/** Invitations of a package that the actor sees: all for the demand side, its own for a vendor. */
export const invitationsOf = (db: Db, packageId: string) =>
  db
    .selectFrom('annotation.invitation as i')
    .innerJoin('identity.organisation as o', 'o.id', 'i.vendor_org_id')
    .select(['i.vendor_org_id', 'i.share', 'i.state', 'i.created_at'])
    .select(['o.slug', 'o.name_zh', 'o.name_en'])
    .where('i.package_id', '=', packageId)
    .orderBy('i.created_at')
    .execute();
export type InvitationRow = Awaited<ReturnType<typeof invitationsOf>>[number];

export const setInvitation = (
  trx: Trx,
  packageId: string,
  vendorOrgId: string,
  state: 'accepted' | 'declined',
) =>
  trx
    .updateTable('annotation.invitation')
    .set({ state })
    .where('package_id', '=', packageId)
    .where('vendor_org_id', '=', vendorOrgId)
    .execute();

/** Whether bids are still taken, by the database's clock. */
export async function biddingOpen(db: Db, packageId: string): Promise<boolean> {
  const row = await db
    .selectFrom('annotation.package')
    .select(sql<boolean>`bid_deadline > now()`.as('open'))
    .where('id', '=', packageId)
    .executeTakeFirst();
  return row?.open ?? false;
}

/** Places a bid, or changes the one that is sealed. */
export const placeBid = (trx: Trx, row: Insertable<BidTable>) =>
  trx
    .insertInto('annotation.bid')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['package_id', 'vendor_org_id']).doUpdateSet((eb) => ({
        price_fen: row.price_fen,
        share: row.share,
        note: row.note ?? '',
        state: 'sealed',
        revision: eb('annotation.bid.revision', '+', 1),
        updated_at: sql<Date>`now()`,
      })),
    )
    .execute();

/** Bids the actor may read: its own; all for the demand side once the deadline is past (row policies). */
export const bidsOf = (db: Db, packageId: string) =>
  db
    .selectFrom('annotation.bid as b')
    .innerJoin('identity.organisation as o', 'o.id', 'b.vendor_org_id')
    .selectAll('b')
    .select(['o.slug', 'o.name_zh', 'o.name_en'])
    .where('b.package_id', '=', packageId)
    .orderBy('b.price_fen')
    .orderBy('b.id')
    .execute();
export type BidRow = Awaited<ReturnType<typeof bidsOf>>[number];

/** Opens the outcome of a bidding: those with an award have won, the others lost. */
export const settleBids = (trx: Trx, packageId: string) =>
  sql`update annotation.bid b set updated_at = now(), state = case when exists (select 1 from annotation.award a
      where a.package_id = b.package_id and a.vendor_org_id = b.vendor_org_id) then 'won' else 'lost' end
    where b.package_id = ${packageId} and b.state = 'sealed'`.execute(trx);

/**
 * Gives a share of one vendor's tasks to a second vendor as well, which neither can see: those whose
 * hash under the secret seed falls below the rate. Returns how many.
 */
export async function crossTasks(
  trx: Trx,
  from: { readonly awardId: string },
  to: Share,
  seed: string,
  rateBp: number,
): Promise<number> {
  const { rows } = await sql<{ tasks: bigint }>`with
    chosen as materialized (select p.task_id, p.position from annotation.package_task p
      where p.package_id = ${to.packageId} and p.award_id = ${from.awardId}
        and mod(hashtextextended(p.task_id || ${seed}, 7) & 9223372036854775807, 10000) < ${rateBp}::int),
    made as (insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
        overlap_index, kind, rank)
      select annotation.new_id(), ${to.packageId}, ${to.projectId}, ${to.awardId}, c.task_id, ${to.orgId},
        ${to.vendorOrgId}, 0, 'overlap', nextval('annotation.slot_rank')
      from (select task_id from chosen order by position) c),
    counted as (update annotation.award set share = share + (select count(*) from chosen),
      slot_count = slot_count + (select count(*) from chosen) where id = ${to.awardId})
    select count(*) as tasks from chosen`.execute(trx);
  return Number(rows[0]?.tasks ?? 0n);
}

/** The secret seed of a package; only the hub itself reads it. */
export const seedOf = (db: Db, packageId: string) =>
  db
    .selectFrom('annotation.package_seed')
    .select('seed')
    .where('package_id', '=', packageId)
    .executeTakeFirst();
