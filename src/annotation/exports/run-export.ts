import { keepContents } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { JobContext } from '#src/ports/jobs.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { splitJson } from '../formats/split-json.ts';
import { projectById } from '../projects/queries.ts';
import type { LabelledTask } from '../region.ts';
import { labelledTasksOf } from './labelled-task.ts';
import { exportById, failExport, finishExport, noteProgress, startExportRow } from './queries.ts';
import type { ExportRow, FinishedFile } from './queries.ts';
import { walksOf, writeExport } from './write-export.ts';

const worker = systemActor('annotation.run-export');
const progressMs = 1000;

const gaveUp = {
  code: 'export.stopped',
  zh: '导出多次中断；请稍后重新导出。',
  en: 'The export broke off again and again; order it again later.',
};

/** Tasks out of the JSON file of an earlier export, one at a time. */
async function* tasksOfFile(
  deps: Pick<AnnotationDeps, 'blobs'>,
  sha256: string,
): AsyncGenerator<LabelledTask> {
  for await (const piece of splitJson(await deps.blobs.open(sha256)))
    if (piece.kind === 'element') yield JSON.parse(piece.text) as LabelledTask;
}

/**
 * Where an export's tasks come from: a file, or the database as it stood when the transaction of `db`
 * began, so that formats which walk them twice see the same.
 */
async function sourceOf(
  deps: AnnotationDeps,
  db: Db,
  row: ExportRow,
  seen: (tasks: number) => void,
): Promise<() => AsyncIterable<LabelledTask>> {
  if (row.made_from !== null) {
    const made = await exportById(db, row.made_from);
    const sha256 = made?.sha256;
    if (!sha256) throw new Error('an export made from one that has no file');
    return () => tasksOfFile(deps, sha256);
  }
  const scope = { projectId: row.project_id, packageId: row.package_id, which: row.which };
  return () => labelledTasksOf((run) => run(db), scope, seen);
}

async function write(
  deps: AnnotationDeps,
  row: ExportRow,
  signal: AbortSignal,
): Promise<FinishedFile> {
  let walked = 0;
  let noted = Date.now();
  const walks = walksOf(row.format);
  return deps.store.read(worker, async (db) => {
    const project = await projectById(db, row.project_id);
    const tasks = await sourceOf(deps, db, row, (count) => {
      walked += count;
    });
    const made = writeExport(row.format, { labelConfig: project?.label_config ?? '', tasks });
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const chunk of made.chunks) {
        signal.throwIfAborted();
        yield chunk;
        if (Date.now() - noted < progressMs) continue;
        noted = Date.now();
        const done = Math.floor(walked / walks);
        await deps.store.write(worker, (trx) => noteProgress(trx, row.id, done));
      }
    }
    const { sha256, sizeBytes, crc32 } = await deps.blobs.put(watched());
    const { fileName, mediaType } = made;
    const report = made.report();
    const done = row.made_from === null ? Math.floor(walked / walks) : report.manifest.tasks;
    return { fileName, mediaType, sha256, sizeBytes, crc32, tasks: done, report };
  });
}

/**
 * Job: writes an export from a snapshot of the database into the blobs, a page of tasks in memory. A run
 * after a crash begins again; equal results give equal bytes.
 */
export async function runExport(
  deps: AnnotationDeps,
  exportId: string,
  context: JobContext,
): Promise<void> {
  const row = await deps.store.write(worker, (trx) => startExportRow(trx, exportId));
  if (!row) return;
  try {
    const file = await write(deps, row, context.signal);
    await deps.store.write(worker, async (trx) => {
      const use = { usedBy: `annotation-export:${exportId}`, orgId: row.org_id };
      await keepContents(trx as never, use, [file]);
      await finishExport(trx, exportId, file);
    });
  } catch (error) {
    if (context.attempt < context.maxAttempts) throw error;
    deps.log.error('annotation.export-gave-up', { exportId }, error);
    const said = error instanceof AppError ? error.spec : gaveUp;
    const told = { code: said.code, zh: said.zh, en: said.en };
    await deps.store.write(worker, (trx) => failExport(trx, exportId, told));
  }
}
