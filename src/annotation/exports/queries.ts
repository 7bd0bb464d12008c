import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ExportReport } from '../formats/export-tally.ts';
import type { ExportTable } from './tables.ts';

export const insertExport = (trx: Trx, row: Insertable<ExportTable>) =>
  trx.insertInto('annotation.export').values(row).returning('number').executeTakeFirstOrThrow();

export const exportById = (db: Db, id: string) =>
  db.selectFrom('annotation.export').selectAll().where('id', '=', id).executeTakeFirst();
export type ExportRow = NonNullable<Awaited<ReturnType<typeof exportById>>>;

/** Exports of a project, newest first, before the id `before`. */
export function exportsOf(
  db: Db,
  projectId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
) {
  let query = db.selectFrom('annotation.export').selectAll().where('project_id', '=', projectId);
  if (page.before) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** Begins an export, or begins it again after a crash; undefined when it is over. */
export const startExportRow = (trx: Trx, id: string) =>
  trx
    .updateTable('annotation.export')
    .set({
      state: 'running',
      done_tasks: 0,
      started_at: sql<Date>`coalesce(started_at, now())`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();

export const noteProgress = (trx: Trx, id: string, tasks: number) =>
  trx
    .updateTable('annotation.export')
    .set({ done_tasks: tasks })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();

export interface FinishedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  readonly tasks: number;
  readonly report: ExportReport;
}

export const finishExport = (trx: Trx, id: string, file: FinishedFile) =>
  trx
    .updateTable('annotation.export')
    .set({
      state: 'done',
      file_name: file.fileName,
      media_type: file.mediaType,
      sha256: file.sha256,
      size_bytes: file.sizeBytes,
      crc32: file.crc32,
      done_tasks: file.tasks,
      total_tasks: file.tasks,
      report: JSON.stringify(file.report),
      error: null,
      finished_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();

export const failExport = (
  trx: Trx,
  id: string,
  error: { readonly code: string; readonly zh: string; readonly en: string },
) =>
  trx
    .updateTable('annotation.export')
    .set({ state: 'failed', error: JSON.stringify(error), finished_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute();
