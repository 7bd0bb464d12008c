import { sql, type Insertable } from 'kysely';
import { newId } from '#src/kernel/ids.ts';
import type { Db, Trx } from '../deps.ts';
import type { ImportProblemTable, ImportTable } from '../tables.ts';
import type { NewTask } from './read-item.ts';

/**
 * Adds tasks in one statement, in their order, and counts them in the project. The cost depends on the
 * new rows alone.
 */
export async function insertTasks(
  trx: Trx,
  of: { readonly projectId: string; readonly orgId: string; readonly importId: string },
  tasks: readonly NewTask[],
): Promise<void> {
  if (tasks.length === 0) return;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  const texts = (pick: (task: NewTask) => string | null) => tasks.map(pick);
  await sql`insert into annotation.task
      (id, project_id, org_id, import_id, data, meta, predictions, gold, media, source)
    select t.id, ${of.projectId}, ${of.orgId}, ${of.importId}, t.data::jsonb, t.meta::jsonb,
      t.predictions::jsonb, t.gold::jsonb, t.media::jsonb, t.source::jsonb
    from unnest(${tasks.map(() => newId())}::text[], ${texts((t) => JSON.stringify(t.data))}::text[],
      ${texts((t) => json(t.meta))}::text[], ${texts((t) => json(t.predictions))}::text[],
      ${texts((t) => json(t.gold))}::text[], ${texts((t) => json(t.media))}::text[],
      ${texts((t) => json(t.source))}::text[])
      with ordinality as t (id, data, meta, predictions, gold, media, source, n)
    order by t.n`.execute(trx);
  const gold = tasks.filter((t) => t.gold !== null).length;
  await trx
    .updateTable('annotation.project')
    .set((eb) => ({
      task_count: eb('task_count', '+', BigInt(tasks.length)),
      gold_count: eb('gold_count', '+', BigInt(gold)),
    }))
    .where('id', '=', of.projectId)
    .execute();
}

export const insertImport = (trx: Trx, row: Insertable<ImportTable>) =>
  trx.insertInto('annotation.import').values(row).execute();

export const importById = (db: Db, id: string) =>
  db.selectFrom('annotation.import').selectAll().where('id', '=', id).executeTakeFirst();
export type ImportRow = NonNullable<Awaited<ReturnType<typeof importById>>>;

export async function insertProblems(
  trx: Trx,
  rows: readonly Insertable<ImportProblemTable>[],
): Promise<void> {
  if (rows.length > 0)
    await trx
      .insertInto('annotation.import_problem')
      .values([...rows])
      .execute();
}

/** Problems of an import behind `after`, in the order of the source. */
export const problemsOf = (db: Db, importId: string, after: bigint, limit: number) =>
  db
    .selectFrom('annotation.import_problem')
    .select(['number', 'item', 'line', 'field', 'code', 'zh', 'en'])
    .where('import_id', '=', importId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();

/** Ids and numbers of a project's tasks behind `after`: the index alone answers. */
export const taskIds = (db: Db, projectId: string, after: bigint, limit: number) =>
  db
    .selectFrom('annotation.task')
    .select(['id', 'number'])
    .where('project_id', '=', projectId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();

/** One page of a project's tasks behind `after`, without what they hold. */
export const taskSummaries = (db: Db, projectId: string, after: bigint, limit: number) =>
  db
    .selectFrom('annotation.task')
    .select(['id', 'number', 'submitted_count', 'accepted_count', 'created_at'])
    .select(sql<boolean>`gold is not null`.as('is_gold'))
    .where('project_id', '=', projectId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();

export const taskById = (db: Db, id: string) =>
  db.selectFrom('annotation.task').selectAll().where('id', '=', id).executeTakeFirst();
export type TaskRow = NonNullable<Awaited<ReturnType<typeof taskById>>>;

/** Adds what a batch brought to the counters of its import. */
export const countImported = (
  trx: Trx,
  id: string,
  added: {
    readonly tasks: number;
    readonly problems: number;
    readonly annotations: number;
    readonly items: number;
    readonly doneBytes: number;
  },
) =>
  sql`update annotation.import set tasks = tasks + ${added.tasks}, problems = problems + ${added.problems},
      annotations = annotations + ${added.annotations}, items = greatest(items, ${added.items}),
      done_bytes = greatest(done_bytes, ${added.doneBytes}) where id = ${id}`.execute(trx);

/** Begins an import, or goes on with one that broke off; undefined when there is nothing to do. */
export const startImport = (trx: Trx, id: string) =>
  trx
    .updateTable('annotation.import')
    .set({ state: 'running', started_at: sql<Date>`coalesce(started_at, now())` })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();

/** Holds an import until the transaction ends. */
export const lockImport = (trx: Trx, id: string) =>
  trx
    .selectFrom('annotation.import')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const finishImport = (
  trx: Trx,
  id: string,
  state: 'done' | 'failed',
  error: { readonly code: string; readonly zh: string; readonly en: string } | null,
) =>
  trx
    .updateTable('annotation.import')
    .set({ state, error: error && JSON.stringify(error), finished_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();

/** The file of an awaiting import has arrived. */
export const takeContent = (
  trx: Trx,
  id: string,
  content: { readonly sha256: string; readonly sizeBytes: number },
) =>
  trx
    .updateTable('annotation.import')
    .set({
      state: 'queued',
      source: JSON.stringify({ kind: 'file', sha256: content.sha256 }),
      total_bytes: BigInt(content.sizeBytes),
    })
    .where('id', '=', id)
    .execute();

/** One file of a version. */
export const versionFileAt = (db: Db, versionId: string, path: string) =>
  db
    .selectFrom('catalog.version_file')
    .select(['path', 'sha256', 'size_bytes', 'media_type'])
    .where('version_id', '=', versionId)
    .where('path', '=', path)
    .executeTakeFirst();

/** One page of a version's files, in the order of paths. */
export const versionFilesAfter = (db: Db, versionId: string, after: string, limit: number) =>
  db
    .selectFrom('catalog.version_file')
    .select(['path', 'sha256', 'size_bytes', 'media_type'])
    .where('version_id', '=', versionId)
    .where('path', '>', after)
    .orderBy('path')
    .limit(limit)
    .execute();
