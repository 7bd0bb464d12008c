import { sql, type Transaction } from 'kysely';
import type { Db } from './deps.ts';
import type { LedgerTables } from './tables.ts';

type Trx = Transaction<LedgerTables>;

/** The id of the account of this owner and kind, opened if it is new. */
export async function ensureAccount(
  trx: Trx,
  account: { readonly newId: string; readonly orgId: string | null; readonly kind: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select ledger.ensure_account(${account.newId}, ${account.orgId}, ${account.kind}) as id
  `.execute(trx);
  const id = rows[0]?.id;
  if (!id) throw new Error('the account was neither found nor opened');
  return id;
}

export interface NewEntry {
  readonly id: string;
  readonly reference: string;
  readonly digest: string;
  readonly line_count: number;
  readonly description_zh: string;
  readonly description_en: string;
  readonly reverses: string | null;
  readonly posted_by: string | null;
}

/** False when the reference is posted already (it waits for a posting under way). */
export async function insertEntry(trx: Trx, entry: NewEntry): Promise<boolean> {
  const row = await trx
    .insertInto('ledger.entry')
    .values(entry)
    .onConflict((oc) => oc.column('reference').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertLines(
  trx: Trx,
  entryId: string,
  lines: readonly { readonly accountId: string; readonly amount: bigint }[],
): Promise<void> {
  await trx
    .insertInto('ledger.line')
    .values(
      lines.map((line, index) => ({
        entry_id: entryId,
        line_no: index + 1,
        account_id: line.accountId,
        amount: line.amount,
      })),
    )
    .execute();
}

/** The entry posted under a reference, whoever may see it. */
export async function entryAt(
  trx: Trx,
  reference: string,
): Promise<{ id: string; digest: string } | undefined> {
  const { rows } = await sql<{ id: string; digest: string }>`
    select id, digest from ledger.entry_at(${reference})
  `.execute(trx);
  return rows[0];
}

/** Accounts of an owner (null: the hub) with their balances, as far as the actor may see them. */
export function accountsOf(db: Db, orgId: string | null) {
  return balances(db)
    .where('a.org_id', orgId === null ? 'is' : '=', orgId)
    .orderBy('a.kind')
    .execute();
}

/** One account of this organisation with its balance. */
export function accountById(db: Db, orgId: string, id: string) {
  return balances(db).where('a.id', '=', id).where('a.org_id', '=', orgId).executeTakeFirst();
}

function balances(db: Db) {
  return db
    .selectFrom('ledger.account as a')
    .leftJoin('ledger.line as l', 'l.account_id', 'a.id')
    .select(['a.id', 'a.kind', 'a.currency'])
    .select((eb) => [
      sql<bigint>`coalesce(sum(l.amount), 0)::bigint`.as('balance'),
      eb.fn.count<bigint>('l.line_no').as('lines'),
    ])
    .groupBy('a.id');
}
export type AccountRow = Awaited<ReturnType<typeof accountsOf>>[number];

/** Every account with its owner and balance, the hub's own first. */
export function allBalances(db: Db) {
  return db
    .selectFrom('ledger.account as a')
    .leftJoin('ledger.line as l', 'l.account_id', 'a.id')
    .leftJoin('identity.organisation as o', 'o.id', 'a.org_id')
    .select(['a.id', 'a.kind', 'o.slug', 'o.name_zh', 'o.name_en'])
    .select(sql<bigint>`coalesce(sum(l.amount), 0)::bigint`.as('balance'))
    .groupBy(['a.id', 'o.slug', 'o.name_zh', 'o.name_en'])
    .orderBy(sql`o.slug nulls first`)
    .orderBy('a.kind')
    .execute();
}

/** Lines of an account, newest first, each with the account's balance after it. */
export async function statementLines(
  db: Db,
  accountId: string,
  page: { readonly before?: readonly [entryId: string, lineNo: number] | undefined; n: number },
) {
  const before = page.before
    ? sql`and (l.entry_id, l.line_no) < (${page.before[0]}, ${page.before[1]}::smallint)`
    : sql``;
  const { rows } = await sql<StatementRow>`
    with page as (
      select l.entry_id, l.line_no, l.amount from ledger.line l
      where l.account_id = ${accountId} ${before}
      order by l.entry_id desc, l.line_no desc limit ${page.n}
    ), earlier as (
      select coalesce(sum(l.amount), 0) as amount from ledger.line l
      where l.account_id = ${accountId} and (l.entry_id, l.line_no) <
        (select p.entry_id, p.line_no from page p order by p.entry_id, p.line_no limit 1)
    )
    select p.entry_id, p.line_no, p.amount, e.reference, e.description_zh, e.description_en,
      e.reverses, e.posted_at,
      ((select amount from earlier) + sum(p.amount) over (order by p.entry_id, p.line_no))::bigint as balance
    from page p join ledger.entry e on e.id = p.entry_id
    order by p.entry_id desc, p.line_no desc
  `.execute(db);
  return rows;
}

export interface StatementRow {
  readonly entry_id: string;
  readonly line_no: number;
  readonly amount: bigint;
  readonly reference: string;
  readonly description_zh: string;
  readonly description_en: string;
  readonly reverses: string | null;
  readonly posted_at: Date;
  readonly balance: bigint;
}

/** What an entry moved on each account, for its reversal; only what the actor may see. */
export function linesOf(db: Db, entryId: string) {
  return db
    .selectFrom('ledger.entry as e')
    .innerJoin('ledger.line as l', 'l.entry_id', 'e.id')
    .innerJoin('ledger.account as a', 'a.id', 'l.account_id')
    .select(['e.reference', 'e.line_count', 'a.org_id', 'a.kind', 'l.amount'])
    .where('e.id', '=', entryId)
    .orderBy('l.line_no')
    .execute();
}
