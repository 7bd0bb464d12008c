import { releaseContents } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { JobContext } from '#src/ports/jobs.ts';
import type { AnnotationDeps } from '../deps.ts';
import type { ImportItem } from '../formats/import-item.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import { projectById } from '../projects/queries.ts';
import { archiveTasks } from './archive-tasks.ts';
import { ImportBatch, type ItemMedia } from './import-batch.ts';
import { finishImport, lockImport, startImport, type ImportRow } from './queries.ts';
import { importFileUse } from './receive-content.ts';
import { readerOf } from './reader-of.ts';
import { versionTasks } from './version-tasks.ts';

const worker = systemActor('annotation.run-import');

/** One item with the content its fields stand for, and how many bytes of the source are read. */
export interface ReadItem extends ItemMedia {
  readonly item: ImportItem;
  readonly doneBytes: number;
}

const gaveUp = {
  code: 'import.stopped',
  zh: '导入多次中断，已导入的任务予以保留；请检查文件后重新导入其余部分。',
  en: 'The import broke off again and again; what was imported is kept. Check the file and import the rest.',
};

/** True for what begins as a ZIP archive does, and for formats that come as one only. */
async function isArchive(deps: Pick<AnnotationDeps, 'blobs'>, sha256: string, row: ImportRow) {
  if (['zip', 'yolo', 'yolo-obb'].includes(row.format)) return true;
  if (Number(row.total_bytes) < 22) return false;
  const head: number[] = [];
  for await (const chunk of await deps.blobs.open(sha256, { start: 0, end: 4 }))
    head.push(...chunk);
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** Items of an import's source, from its beginning. */
async function* itemsOf(
  deps: AnnotationDeps,
  row: ImportRow,
  labelConfig: string,
): AsyncGenerator<ReadItem> {
  const { config } = parseConfig(labelConfig);
  const source = row.source as { sha256?: string; versionId?: string; field?: string };
  if (source.versionId !== undefined && source.sha256 === undefined) {
    yield* versionTasks(deps, worker, source.versionId, source.field ?? 'image');
    return;
  }
  if (source.sha256 === undefined) return;
  let doneBytes = 0;
  if (await isArchive(deps, source.sha256, row)) {
    const of = { sha256: source.sha256, sizeBytes: Number(row.total_bytes), format: row.format };
    yield* archiveTasks(deps, of, config, Number(row.items));
    return;
  }
  const stream = await deps.blobs.open(source.sha256);
  async function* counted() {
    for await (const chunk of stream) {
      doneBytes += chunk.length;
      yield chunk;
    }
  }
  for await (const item of readerOf(row.format, counted(), config)) yield { item, doneBytes };
}

/** Ends an import; its file is not needed any more. */
const finish = (
  deps: Pick<AnnotationDeps, 'store'>,
  importId: string,
  state: 'done' | 'failed',
  error: typeof gaveUp | null,
) =>
  deps.store.write(worker, async (trx) => {
    await finishImport(trx, importId, state, error);
    await releaseContents(trx as never, importFileUse(importId));
  });

/**
 * Job: reads an import's source item by item and stores the tasks in batches, each with its problems and
 * the counters in one transaction, so that a run after a crash goes on behind the last batch. A bad item
 * is reported and stops nothing.
 */
export async function runImport(
  deps: AnnotationDeps,
  importId: string,
  context: JobContext,
): Promise<void> {
  const row = await deps.store.write(worker, (trx) => startImport(trx, importId));
  if (!row) return;
  const project = await deps.store.read(worker, (db) => projectById(db, row.project_id));
  if (!project) return;
  const target = { importId, projectId: row.project_id, orgId: row.org_id };
  let written = Number(row.items);
  let problems = row.problems;
  let batch = new ImportBatch(target, problems);
  const flush = async (doneBytes: number): Promise<void> => {
    await deps.store.write(worker, async (trx) => {
      const held = await lockImport(trx, importId);
      if (held?.state !== 'running' || Number(held.items) !== written)
        throw new Error('another run of this import has gone on');
      await batch.store(trx, { doneBytes });
    });
    written = Math.max(written, batch.lastItem);
    problems += BigInt(batch.problems);
    batch = new ImportBatch(target, problems);
  };
  try {
    let done = 0;
    let current = 0;
    for await (const { item, doneBytes, ...of } of itemsOf(deps, row, project.label_config)) {
      context.signal.throwIfAborted();
      if (item.item !== current && batch.full) await flush(done);
      current = item.item;
      done = doneBytes;
      // A problem of the whole source has the number 0 and is told once, by the run that begins.
      if (item.item > Number(row.items) || (item.item === 0 && row.items === 0n))
        batch.add(item, of, 600);
    }
    await flush(done);
    await finish(deps, importId, 'done', null);
  } catch (error) {
    const broken = error instanceof AppError && error.spec.code === 'blobs.missing';
    if (!broken && context.attempt < context.maxAttempts) throw error;
    deps.log.error('annotation.import-gave-up', { importId }, error);
    await finish(deps, importId, 'failed', gaveUp);
  }
}
