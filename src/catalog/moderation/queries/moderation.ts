import { sql } from 'kysely';
import type { Db, Trx } from '../../access/deps.ts';
import type { DatasetState } from '../../schema.ts';
import type { AppealTable, ReportTable } from '../../tables.ts';

// ---- reports -------------------------------------------------------------------------------

/** Written without RETURNING: an anonymous reporter may not read what it reported. */
export async function insertReport(
  trx: Trx,
  row: Pick<ReportTable, 'id' | 'dataset_id' | 'reporter_id' | 'reporter_email' | 'kind' | 'text'>,
): Promise<void> {
  await trx
    .insertInto('catalog.report')
    .values({ ...row, state: 'open' })
    .execute();
}

function reportRows(db: Db) {
  return db
    .selectFrom('catalog.report as r')
    .innerJoin('catalog.dataset as d', 'd.id', 'r.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .leftJoin('auth.user as u', 'u.id', 'r.reporter_id')
    .select(['r.id', 'r.dataset_id', 'r.kind', 'r.text', 'r.state', 'r.decision', 'r.created_at'])
    .select(['r.decided_at', 'r.reporter_id', 'd.org_id', 'd.name', 'o.slug as org_slug'])
    .select(sql<string | null>`coalesce(r.reporter_email, u.email)`.as('email'));
}
export type ReportRow = Awaited<ReturnType<ReturnType<typeof reportRows>['execute']>>[number];

export interface StateFilter<State> {
  readonly state?: State | undefined;
  /** Only rows with an id below this one. */
  readonly before?: string | undefined;
}

export function selectReports(db: Db, filter: StateFilter<ReportTable['state']>, limit: number) {
  let query = reportRows(db);
  if (filter.state) query = query.where('r.state', '=', filter.state);
  if (filter.before) query = query.where('r.id', '<', filter.before);
  return query.orderBy('r.id', 'desc').limit(limit).execute();
}

export const reportById = (db: Db, id: string) =>
  reportRows(db).where('r.id', '=', id).executeTakeFirst();

/** False when somebody else has decided in the meantime. */
export async function decideReportRow(
  trx: Trx,
  id: string,
  state: 'dismissed' | 'upheld',
  decision: string,
  by: string | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.report')
    .set({ state, decision, decided_by: by, decided_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

// ---- suspensions ---------------------------------------------------------------------------

/** Changes the state of a dataset at one revision; the page and the index show it from now on. */
export async function setDatasetState(
  trx: Trx,
  id: string,
  revision: number,
  state: DatasetState,
  reason: string | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.dataset')
    .set({
      state,
      state_reason: reason,
      state_at: sql<Date>`now()`,
      revision: revision + 1,
      updated_at: sql<Date>`now()`,
      counted_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertSuspension(
  trx: Trx,
  row: { id: string; dataset_id: string; reason: string; ordered_by: string | null },
): Promise<void> {
  const lifted = { lifted_reason: null, lifted_by: null, lifted_at: null };
  await trx
    .insertInto('catalog.suspension')
    .values({ ...row, ...lifted })
    .execute();
}

export async function liftSuspension(
  trx: Trx,
  id: string,
  reason: string,
  by: string | null,
): Promise<void> {
  await trx
    .updateTable('catalog.suspension')
    .set({ lifted_reason: reason, lifted_by: by, lifted_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

function suspensionRows(db: Db) {
  return db
    .selectFrom('catalog.suspension as s')
    .innerJoin('catalog.dataset as d', 'd.id', 's.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['s.id', 's.dataset_id', 's.reason', 's.ordered_by', 's.ordered_at', 's.lifted_reason'])
    .select(['s.lifted_at', 'd.org_id', 'd.name', 'd.revision', 'o.slug as org_slug']);
}
export type SuspensionRow = Awaited<
  ReturnType<ReturnType<typeof suspensionRows>['execute']>
>[number];

/** The suspension in force; undefined when there is none. */
export const openSuspension = (db: Db, datasetId: string) =>
  suspensionRows(db)
    .where('s.dataset_id', '=', datasetId)
    .where('s.lifted_at', 'is', null)
    .executeTakeFirst();

export const suspensionById = (db: Db, id: string) =>
  suspensionRows(db).where('s.id', '=', id).executeTakeFirst();

/** Suspensions in force or lifted ones, newest first. */
export function selectSuspensions(db: Db, filter: StateFilter<'open' | 'lifted'>, limit: number) {
  let query = suspensionRows(db).where(
    's.lifted_at',
    filter.state === 'lifted' ? 'is not' : 'is',
    null,
  );
  if (filter.before) query = query.where('s.id', '<', filter.before);
  return query.orderBy('s.id', 'desc').limit(limit).execute();
}

// ---- appeals -------------------------------------------------------------------------------

/** False when an appeal is already open. */
export async function insertAppeal(
  trx: Trx,
  row: Pick<AppealTable, 'id' | 'dataset_id' | 'text' | 'created_by' | 'suspension_id'>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('catalog.appeal')
    .values({ ...row, state: 'open' })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

function appealRows(db: Db) {
  return db
    .selectFrom('catalog.appeal as a')
    .innerJoin('catalog.dataset as d', 'd.id', 'a.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .leftJoin('catalog.suspension as s', 's.id', 'a.suspension_id')
    .select(['a.id', 'a.dataset_id', 'a.text', 'a.state', 'a.decision', 'a.created_at'])
    .select(['a.decided_at', 'a.suspension_id', 's.reason as suspension_reason'])
    .select(['s.ordered_by', 'd.org_id', 'd.name', 'd.revision', 'o.slug as org_slug']);
}
export type AppealRow = Awaited<ReturnType<ReturnType<typeof appealRows>['execute']>>[number];

export interface AppealFilter extends StateFilter<AppealTable['state']> {
  readonly datasetId?: string;
}

export function selectAppeals(db: Db, filter: AppealFilter, limit: number) {
  let query = appealRows(db);
  if (filter.datasetId) query = query.where('a.dataset_id', '=', filter.datasetId);
  if (filter.state) query = query.where('a.state', '=', filter.state);
  if (filter.before) query = query.where('a.id', '<', filter.before);
  return query.orderBy('a.id', 'desc').limit(limit).execute();
}

export const appealById = (db: Db, id: string) =>
  appealRows(db).where('a.id', '=', id).executeTakeFirst();

/** How many appeals against a suspension were refused. */
export async function refusedAppeals(db: Db, suspensionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('catalog.appeal')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('suspension_id', '=', suspensionId)
    .where('state', '=', 'refused')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Closes an open appeal; with `id` absent every open one of the dataset. False when none was open. */
export async function decideAppealRow(
  trx: Trx,
  of: { readonly id: string } | { readonly datasetId: string },
  state: 'granted' | 'refused',
  decision: string,
  by: string | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.appeal')
    .set({ state, decision, decided_by: by, decided_at: sql<Date>`now()` })
    .where('state', '=', 'open')
    .where((eb) => ('id' in of ? eb('id', '=', of.id) : eb('dataset_id', '=', of.datasetId)))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether an enabled operator other than this one exists, who is not of the organisation either. */
export async function otherOperator(db: Db, userId: string, orgId: string): Promise<boolean> {
  const row = await db
    .selectFrom('identity.person as p')
    .select('p.user_id')
    .where('p.user_id', '<>', userId)
    .where('p.disabled_at', 'is', null)
    .where(sql<boolean>`'operator' = any (p.staff_roles)`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('identity.member as m')
            .select('m.user_id')
            .whereRef('m.user_id', '=', 'p.user_id')
            .where('m.org_id', '=', orgId),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
