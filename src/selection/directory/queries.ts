import { sql, type Insertable, type UpdateObject } from 'kysely';
import type { Db, Trx } from '../outcome-deps.ts';
import type { DirectoryTables } from './tables.ts';

/** Slots of the year that are given, by revoked entries too. */
export async function usedSlots(db: Db, year: number): Promise<number> {
  const row = await db
    .selectFrom('selection.directory_slot')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .where('year', '=', year)
    .executeTakeFirst();
  return Number(row?.n ?? 0n);
}

/** Being in the directory is owning a slot: every reading begins there. */
function entries(db: Db) {
  return db
    .selectFrom('selection.directory_slot as s')
    .innerJoin('selection.directory_entry as e', 'e.id', 's.entry_id')
    .innerJoin('selection.round as r', 'r.id', 'e.round_id')
    .leftJoin('catalog.dataset as d', 'd.id', 'e.dataset_id')
    .leftJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .selectAll('e')
    .select(['s.slot', 's.given_at', 'r.title_zh as round_zh', 'r.title_en as round_en'])
    .select(['o.slug as org_slug', 'd.name as dataset_name', 'd.state as dataset_state'])
    .select('d.org_id');
}
export type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

/** Entries of one year or of all, by year (newest first) and slot. */
export function listDirectory(db: Db, year?: number) {
  let query = entries(db).orderBy('s.year', 'desc').orderBy('s.slot');
  if (year !== undefined) query = query.where('s.year', '=', year);
  return query.execute();
}

export const directoryEntry = (db: Db, id: string) =>
  entries(db).where('e.id', '=', id).executeTakeFirst();

export const entryBySlot = (db: Db, year: number, slot: number) =>
  entries(db).where('s.year', '=', year).where('s.slot', '=', slot).executeTakeFirst();

/** The years the directory has, newest first, with what is listed of each. */
export const directoryYears = (db: Db) =>
  db
    .selectFrom('selection.directory_slot as s')
    .innerJoin('selection.directory_entry as e', 'e.id', 's.entry_id')
    .select(['s.year', (eb) => eb.fn.countAll<bigint>().as('slots')])
    .select(sql<bigint>`count(*) filter (where e.state = 'listed')`.as('listed'))
    .groupBy('s.year')
    .orderBy('s.year', 'desc')
    .execute();

export const entryOfApplication = (db: Db, applicationId: string) =>
  db
    .selectFrom('selection.directory_entry')
    .select('id')
    .where('application_id', '=', applicationId)
    .executeTakeFirst();

export const insertEntry = (
  trx: Trx,
  row: Insertable<DirectoryTables['selection.directory_entry']>,
) => trx.insertInto('selection.directory_entry').values(row).execute();

/**
 * Gives the entry the lowest free slot of its year; undefined when all ten are given. Two transactions that want
 * the same slot wait for one another; the key of the table decides.
 */
export async function takeSlot(
  trx: Trx,
  of: { readonly entryId: string; readonly roundId: string; readonly year: number },
): Promise<number | undefined> {
  for (let slot = 1; slot <= 10; slot += 1) {
    const { rows } = await sql<{ slot: number }>`
      insert into selection.directory_slot (year, slot, entry_id, round_id)
      select ${of.year}, ${slot}, ${of.entryId}, ${of.roundId}
      where not exists (select 1 from selection.directory_slot
        where year = ${of.year} and slot = ${slot})
      on conflict (year, slot) do nothing
      returning slot`.execute(trx);
    if (rows[0]) return rows[0].slot;
  }
  return undefined;
}

/** Changes the entry of this revision; false when another change came first. */
export async function updateEntry(
  trx: Trx,
  id: string,
  revision: number,
  change: UpdateObject<DirectoryTables, 'selection.directory_entry'>,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.directory_entry')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest year in which the dataset is listed, to be shown as its recommendation. */
export async function recommendedYear(db: Db, datasetId: string): Promise<number | null> {
  const row = await db
    .selectFrom('selection.directory_slot as s')
    .innerJoin('selection.directory_entry as e', 'e.id', 's.entry_id')
    .select('s.year')
    .where('e.dataset_id', '=', datasetId)
    .where('e.state', '=', 'listed')
    .orderBy('s.year', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.year ?? null;
}

/** Today in Asia/Shanghai by the database's clock, and the same day some years later (Feb 29 → Feb 28). */
export async function dayInYears(db: Db, years: number): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select ((now() at time zone 'Asia/Shanghai')::date + make_interval(years => ${years}))::date as day`.execute(
    db,
  );
  return rows[0]?.day ?? '';
}

/** Listed entries whose time has run out. */
export const expiredEntries = (db: Db, n: number) =>
  entries(db)
    .where('e.state', '=', 'listed')
    .where('e.valid_to', '<', sql<string>`(now() at time zone 'Asia/Shanghai')::date`)
    .orderBy('e.valid_to')
    .limit(n)
    .execute();

/** Listed entries that are to be looked at again, the longest due first. */
export const entriesToReview = (db: Db, n: number) =>
  entries(db)
    .where('e.state', '=', 'listed')
    .where('e.review_due', '<=', sql<string>`(now() at time zone 'Asia/Shanghai')::date`)
    .orderBy('e.review_due')
    .limit(n)
    .execute();

/** Days ahead of its end, or of the look at it, at which people are told. */
const aheadDays = 30;

/** Listed entries that end, or are to be looked at again, within thirty days; those past the day too. */
export const entriesAhead = (db: Db, what: 'expiry' | 'review', n: number) => {
  const day = what === 'expiry' ? 'e.valid_to' : 'e.review_due';
  return entries(db)
    .where('e.state', '=', 'listed')
    .where(day, '<=', sql<string>`(now() at time zone 'Asia/Shanghai')::date + ${aheadDays}::int`)
    .orderBy(day)
    .limit(n)
    .execute();
};

/** Notes that people are told of this; false when they were. */
export async function noteReminder(
  trx: Trx,
  row: Insertable<DirectoryTables['selection.directory_reminder']>,
): Promise<boolean> {
  const added = await trx
    .insertInto('selection.directory_reminder')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .returning('entry_id')
    .executeTakeFirst();
  return added !== undefined;
}

export const reviewsOf = (db: Db, entryId: string) =>
  db
    .selectFrom('selection.directory_review')
    .selectAll()
    .where('entry_id', '=', entryId)
    .orderBy('number')
    .execute();

export const insertReview = (
  trx: Trx,
  row: Insertable<DirectoryTables['selection.directory_review']>,
) => trx.insertInto('selection.directory_review').values(row).execute();

export const now = () => sql<Date>`now()`;

/** The card of a version, its number, and the field it is in. */
export const versionOf = (db: Db, versionId: string) =>
  db
    .selectFrom('catalog.version')
    .select(['card', 'semver'])
    .where('id', '=', versionId)
    .executeTakeFirst();

/** Lead organisation first, then the joint ones that confirmed. */
export async function organisationsOf(db: Db, applicationId: string) {
  const { rows } = await sql<{ slug: string; name_zh: string; name_en: string }>`
    select o.slug, o.name_zh, o.name_en from (
      select a.lead_org_id as id, 0 as rank from selection.application a where a.id = ${applicationId}
      union all
      select j.org_id, 1 from selection.application_org j
        where j.application_id = ${applicationId} and j.state = 'confirmed') m
    join identity.organisation o on o.id = m.id order by m.rank, o.slug`.execute(db);
  return rows.map((row) => ({ slug: row.slug, name: { zh: row.name_zh, en: row.name_en } }));
}
