import { sql, type Insertable, type Kysely, type Transaction, type Updateable } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { LedgerTables } from '#src/ledger/index.ts';
import type { AnnotationTables } from '../tables.ts';
import type { DisputeState, SettlementTables } from './tables.ts';

export type SettlementDatabase = AnnotationTables & IdentityTables & LedgerTables & AuditTables;
export type Db = Kysely<SettlementDatabase>;
export type Trx = Transaction<SettlementDatabase>;

/** An award with the terms it is paid by, locked so that its lots are settled one after another. */
export const awardTerms = (trx: Trx, awardId: string) =>
  trx
    .selectFrom('annotation.award as a')
    .innerJoin('annotation.package as p', 'p.id', 'a.package_id')
    .select(['a.id', 'a.package_id', 'a.org_id', 'a.vendor_org_id', 'a.price_fen'])
    .select(['p.bands', 'p.mode', 'p.title'])
    .where('a.id', '=', awardId)
    .forUpdate('a')
    .executeTakeFirst();

/** An award as a statement names it, as far as the actor may see it. */
export const awardParties = (db: Db, awardId: string) =>
  db
    .selectFrom('annotation.award as a')
    .innerJoin('annotation.package as p', 'p.id', 'a.package_id')
    .innerJoin('identity.organisation as d', 'd.id', 'a.org_id')
    .innerJoin('identity.organisation as v', 'v.id', 'a.vendor_org_id')
    .select(['a.id', 'a.org_id', 'a.vendor_org_id', 'a.price_fen', 'p.title'])
    .select(['d.slug as demand_slug', 'd.name_zh as demand_zh', 'd.name_en as demand_en'])
    .select(['v.slug as vendor_slug', 'v.name_zh as vendor_zh', 'v.name_en as vendor_en'])
    .where('a.id', '=', awardId)
    .executeTakeFirst();
export type AwardParties = NonNullable<Awaited<ReturnType<typeof awardParties>>>;

export const settlementOfLot = (trx: Trx, lotId: string) =>
  trx
    .selectFrom('annotation.settlement')
    .selectAll()
    .where('lot_id', '=', lotId)
    .executeTakeFirst();

/** Of these results, how many belong to the award. */
export async function countOfAward(trx: Trx, awardId: string, ids: readonly string[]) {
  const row = await trx
    .selectFrom('annotation.annotation')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .where('award_id', '=', awardId)
    .where('id', '=', sql<string>`any (${ids as string[]}::text[])`)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export const insertSettlement = (
  trx: Trx,
  row: Insertable<SettlementTables['annotation.settlement']>,
) => trx.insertInto('annotation.settlement').values(row).execute();

export const insertLines = (
  trx: Trx,
  rows: readonly Insertable<SettlementTables['annotation.settlement_line']>[],
) =>
  trx
    .insertInto('annotation.settlement_line')
    .values([...rows])
    .execute();

/** Links results to their line; arrays, so that a lot of any size is one statement. */
export async function linkSubmissions(
  trx: Trx,
  line: { readonly settlementId: string; readonly lineNo: number; readonly kind: string },
  submissions: readonly { readonly submissionId: string; readonly units: number }[],
): Promise<void> {
  const ids = submissions.map((s) => s.submissionId);
  const units = submissions.map((s) => s.units);
  await sql`insert into annotation.settled_submission (annotation_id, kind, settlement_id, line_no, units)
    select s.id, ${line.kind}, ${line.settlementId}, ${line.lineNo}, s.units
    from unnest(${ids}::text[], ${units}::int[]) s (id, units)`.execute(trx);
}

export const settlementsOf = (db: Db, awardId: string) =>
  db
    .selectFrom('annotation.settlement')
    .selectAll()
    .where('award_id', '=', awardId)
    .orderBy('number')
    .execute();
export type SettlementRow = Awaited<ReturnType<typeof settlementsOf>>[number];

export const settlementById = (db: Db, id: string) =>
  db.selectFrom('annotation.settlement').selectAll().where('id', '=', id).executeTakeFirst();

/** Lines of an award's settlements with the number of results behind each. */
export const linesOf = (db: Db, awardId: string) =>
  db
    .selectFrom('annotation.settlement_line as l')
    .innerJoin('annotation.settlement as s', 's.id', 'l.settlement_id')
    .selectAll('l')
    .select((eb) =>
      eb
        .selectFrom('annotation.settled_submission as r')
        .select((n) => n.fn.countAll<bigint>().as('n'))
        .whereRef('r.settlement_id', '=', 'l.settlement_id')
        .whereRef('r.line_no', '=', 'l.line_no')
        .as('submissions'),
    )
    .where('s.award_id', '=', awardId)
    .orderBy('s.number')
    .orderBy('l.line_no')
    .execute();
export const submissionsOf = (
  db: Db,
  settlementId: string,
  page: { readonly after?: readonly [number, string] | undefined; n: number },
) => {
  const after = page.after ?? [0, ''];
  return db
    .selectFrom('annotation.settled_submission')
    .select(['line_no', 'annotation_id', 'kind', 'units'])
    .where('settlement_id', '=', settlementId)
    .where(sql<boolean>`(line_no, annotation_id) > (${after[0]}::int, ${after[1]})`)
    .orderBy('line_no')
    .orderBy('annotation_id')
    .limit(page.n)
    .execute();
};

/**
 * What the ledger holds for the award's settlements and adjustments, on the vendor's account or, for the
 * demand side, on its own with the sign turned; undefined for who may read neither.
 */
export async function ledgerTotal(db: Db, award: AwardParties): Promise<bigint | undefined> {
  const { rows } = await sql<{ entries: bigint; vendor: Side; demand: Side }>`
    with entries as (
      select entry_id from annotation.settlement where award_id = ${award.id} and entry_id is not null
      union all
      select d.entry_id from annotation.dispute d join annotation.settlement s on s.id = d.settlement_id
      where s.award_id = ${award.id} and d.entry_id is not null
    ), lines as (
      select a.org_id, a.kind, l.amount from entries e join ledger.line l on l.entry_id = e.entry_id
      join ledger.account a on a.id = l.account_id
    )
    select (select count(*) from entries) as entries,
      (select json_build_object('n', count(*), 'total', coalesce(sum(amount), 0)::text) from lines
        where org_id = ${award.vendor_org_id} and kind = ${accounts.vendor}) as vendor,
      (select json_build_object('n', count(*), 'total', coalesce(-sum(amount), 0)::text) from lines
        where org_id = ${award.org_id} and kind = ${accounts.demand}) as demand`.execute(db);
  const [row] = rows;
  const seen = [row?.vendor, row?.demand].find((side) => BigInt(side?.n ?? -1) === row?.entries);
  return seen && BigInt(seen.total);
}

interface Side {
  readonly n: number;
  readonly total: string;
}

/** Kinds of the ledger's accounts: what a demand side owes, and what a vendor is owed. */
export const accounts = { demand: 'annotation-payable', vendor: 'annotation-receivable' } as const;

const disputes = (db: Db) => db.selectFrom('annotation.dispute as d').selectAll('d');
export type DisputeRow = Awaited<ReturnType<ReturnType<typeof disputes>['execute']>>[number];

export const disputeById = (db: Db, id: string) =>
  disputes(db).where('d.id', '=', id).executeTakeFirst();

/** The dispute, held until the transaction ends. */
export const lockDispute = (trx: Trx, id: string) =>
  disputes(trx).where('d.id', '=', id).forUpdate().executeTakeFirst();

export const disputesOf = (db: Db, awardId: string) =>
  disputes(db)
    .innerJoin('annotation.settlement as s', 's.id', 'd.settlement_id')
    .where('s.award_id', '=', awardId)
    .orderBy('d.id')
    .execute();

export const listDisputes = (
  db: Db,
  states: readonly DisputeState[],
  after: string | undefined,
  n: number,
) =>
  disputes(db)
    .innerJoin('annotation.settlement as s', 's.id', 'd.settlement_id')
    .innerJoin('annotation.package as p', 'p.id', 's.package_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .innerJoin('identity.organisation as v', 'v.id', 'd.vendor_org_id')
    .select(['s.award_id', 's.number', 'p.title'])
    .select(['o.slug as demand_slug', 'o.name_zh as demand_zh', 'o.name_en as demand_en'])
    .select(['v.slug as vendor_slug', 'v.name_zh as vendor_zh', 'v.name_en as vendor_en'])
    .where('d.state', 'in', states)
    .where('d.id', '>', after ?? '')
    .orderBy('d.id')
    .limit(n)
    .execute();

/** False when a dispute about this settlement is under way. */
export async function insertDispute(
  trx: Trx,
  row: Insertable<SettlementTables['annotation.dispute']>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('annotation.dispute')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export const updateDispute = (
  trx: Trx,
  id: string,
  change: Updateable<SettlementTables['annotation.dispute']>,
) => trx.updateTable('annotation.dispute').set(change).where('id', '=', id).execute();

/** The database's time. */
export const now = (): Date => sql<Date>`now()` as unknown as Date;
