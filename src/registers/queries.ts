import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from './deps.ts';
import type { EntryState, RegisterTables } from './tables.ts';

/** Today where the registers are read: Asia/Shanghai. */
const today = sql<string>`(now() at time zone 'Asia/Shanghai')::date`;
const inForce = sql<boolean>`(e.state = 'listed' and e.valid_from <= ${today} and coalesce(e.valid_to >= ${today}, true))`;

/** Registers by key, each with the number of entries in force. */
export const listRegisters = (db: Db) =>
  db
    .selectFrom('registers.register as r')
    .selectAll('r')
    .select((eb) =>
      eb
        .selectFrom('registers.entry as e')
        .select((count) => count.fn.countAll<bigint>().as('n'))
        .whereRef('e.register_key', '=', 'r.key')
        .where(inForce)
        .as('listed'),
    )
    .orderBy('r.key')
    .execute();
export type RegisterRow = Awaited<ReturnType<typeof listRegisters>>[number];

export const registerOf = async (db: Db, key: string): Promise<RegisterRow | undefined> =>
  (await listRegisters(db)).find((row) => row.key === key);

/** False when the key is taken. */
export async function insertRegister(
  trx: Trx,
  row: Insertable<RegisterTables['registers.register']>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('registers.register')
    .values(row)
    .onConflict((oc) => oc.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** False when another change came first. */
export async function updateRegister(
  trx: Trx,
  key: string,
  revision: number,
  change: Updateable<RegisterTables['registers.register']>,
): Promise<boolean> {
  const row = await trx
    .updateTable('registers.register')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('key', '=', key)
    .where('revision', '=', revision)
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

function entries(db: Db) {
  return db
    .selectFrom('registers.entry as e')
    .leftJoin('identity.organisation as o', 'o.id', 'e.org_id')
    .select(['e.id', 'e.number', 'e.register_key', 'e.org_id', 'e.name_zh', 'e.name_en'])
    .select(['e.attributes', 'e.state', 'e.reason', 'e.valid_from', 'e.valid_to', 'e.revision'])
    .select(['e.created_at', 'o.slug', 'o.name_zh as org_zh', 'o.name_en as org_en'])
    .select(inForce.as('in_force'));
}
export type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

export const entryById = (db: Db, id: string) =>
  entries(db).where('e.id', '=', id).executeTakeFirst();

export interface EntryFilter {
  readonly register?: string | undefined;
  /** `in force` is what is on the list today. */
  readonly state: EntryState | 'in force' | 'any';
  readonly q?: string | undefined;
  readonly organisation?: string | undefined;
  readonly after?: bigint | undefined;
}

const likeText = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Entries by number, as far as the actor may see them. */
export function listEntries(db: Db, filter: EntryFilter, n: number) {
  let query = entries(db).orderBy('e.number').limit(n);
  if (filter.register) query = query.where('e.register_key', '=', filter.register);
  if (filter.state === 'in force') query = query.where(inForce);
  else if (filter.state !== 'any') query = query.where('e.state', '=', filter.state);
  if (filter.organisation) query = query.where('o.slug', '=', filter.organisation);
  if (filter.after !== undefined) query = query.where('e.number', '>', filter.after);
  if (filter.q) {
    const like = likeText(filter.q);
    query = query.where((eb) =>
      eb.or([
        eb('e.name_zh', 'ilike', like),
        eb('e.name_en', 'ilike', like),
        eb(sql<string>`e.attributes::text`, 'ilike', like),
      ]),
    );
  }
  return query.execute();
}

/** Proposed entries, oldest first, each with the name of its register. */
export const proposedEntries = (db: Db, n: number) =>
  db
    .selectFrom('registers.entry as e')
    .innerJoin('registers.register as r', 'r.key', 'e.register_key')
    .select(['e.id', 'e.org_id', 'e.name_zh', 'e.name_en', 'e.created_at'])
    .select(['r.name_zh as register_zh', 'r.name_en as register_en'])
    .where('e.state', '=', 'proposed')
    .orderBy('e.number')
    .limit(n)
    .execute();

export const insertEntry = (trx: Trx, row: Insertable<RegisterTables['registers.entry']>) =>
  trx.insertInto('registers.entry').values(row).execute();

/** Changes the entry of this revision; false when another change came first. */
export async function updateEntry(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<RegisterTables['registers.entry']>,
): Promise<boolean> {
  const row = await trx
    .updateTable('registers.entry')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Today as YYYY-MM-DD. */
export async function currentDay(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`select ${today} as day`.execute(db);
  return rows[0]?.day ?? '';
}

/** Everything the entry ever said, newest first, as far as the actor may see it. */
export const versionsOf = (db: Db, id: string) =>
  db
    .selectFrom('registers.entry_version')
    .selectAll()
    .where('entry_id', '=', id)
    .orderBy('revision', 'desc')
    .execute();
export type EntryVersionRow = Awaited<ReturnType<typeof versionsOf>>[number];
