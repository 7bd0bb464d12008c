import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { labelledTask } from '../exports/labelled-task.ts';
import { labelledTasks } from '../exports/task-queries.ts';
import type { ImportSource } from '../formats/import-item.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import { allow, demandSide } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import type { LabelledTask } from '../region.ts';
import { ImportBatch } from '../tasks/import-batch.ts';
import { insertImport, taskById } from '../tasks/queries.ts';
import { readerOf } from '../tasks/reader-of.ts';
import { changing, clientProject, type Client, type ClientDeps } from './client-projects.ts';
import { ownPackage } from './own-package.ts';
import { addPredictions, changeTaskData, numbersOfImport, taskIdOf } from './queries.ts';

/** A task with the number of its project. */
export type ClientTask = LabelledTask & { readonly project: number };

async function taskOf(db: Db, client: Client, number: number) {
  const row = demandSide(client.actor, await taskById(db, await taskIdOf(db, number)));
  const project = demandSide(client.actor, await projectById(db, row.project_id));
  if (project.state === 'archived') throw new AppError(errors.notFound);
  return { row, project: await clientProject(db, client, Number(project.number)) };
}

async function readTask(db: Db, client: Client, number: number): Promise<ClientTask> {
  const { project } = await taskOf(db, client, number);
  const scope = { projectId: project.id, which: 'all' as const, numbers: [number] };
  const [row] = await labelledTasks(db, scope, { after: 0n, limit: 1 });
  if (!row) throw new AppError(errors.notFound);
  return { ...labelledTask(row), project: Number(project.number) };
}

export const readClientTask = (deps: ClientDeps, client: Client, number: number) =>
  deps.store.read(client.actor, (db) => readTask(db, client, number));

/** The task and its project as the other use cases of clients need them. */
export const clientTask = taskOf;

/** One page of a project's tasks with all they hold; `page` from 1. */
export function listClientTasks(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  page: { readonly page: number; readonly size: number },
): Promise<{ tasks: ClientTask[]; total: number }> {
  return deps.store.read(client.actor, async (db) => {
    const project = await clientProject(db, client, projectNumber);
    const scope = { projectId: project.id, which: 'all' as const };
    const range = { after: 0n, limit: page.size, offset: (page.page - 1) * page.size };
    const rows = await labelledTasks(db, scope, range);
    const tasks = rows.map((row) => ({ ...labelledTask(row), project: projectNumber }));
    return { tasks, total: Number(project.task_count) };
  });
}

export interface ClientImport {
  readonly tasks: number;
  readonly problems: number;
  readonly numbers: number[];
}

/**
 * Imports what a client sends, in one transaction, and puts it into the project's own package. A bad item
 * is counted and stops none.
 */
export function importClientTasks(
  deps: ClientDeps,
  client: Client,
  projectNumber: number,
  content: { readonly format: string; readonly source: ImportSource },
): Promise<ClientImport> {
  const { actor } = client;
  return changing(deps, client, async (trx, audit) => {
    const found = await clientProject(trx, client, projectNumber);
    const project = allow(actor, found, 'import');
    const importId = newId();
    const of = { importId, projectId: project.id, orgId: project.org_id };
    const now = new Date();
    await insertImport(trx, {
      id: importId,
      project_id: project.id,
      org_id: project.org_id,
      state: 'done',
      format: content.format,
      source: JSON.stringify({ kind: 'client' }),
      total_bytes: null,
      error: null,
      created_by: actor.userId,
      started_at: now,
      finished_at: now,
    });
    const counts = { tasks: 0, problems: 0 };
    let batch = new ImportBatch(of, 0n);
    const store = async (): Promise<void> => {
      const stored = await batch.store(trx, { doneBytes: 0 });
      counts.tasks += stored.tasks;
      counts.problems += stored.problems;
      batch = new ImportBatch(of, BigInt(counts.problems));
    };
    const { config } = parseConfig(project.label_config);
    let current = 0;
    for await (const item of readerOf(content.format, content.source, config)) {
      if (item.item !== current && batch.full) await store();
      current = item.item;
      batch.add(item, undefined, 600);
    }
    await store();
    await audit({
      action: 'annotation.import',
      objectType: 'annotation-import',
      objectId: importId,
      orgId: project.org_id,
      after: { project: project.id, ...counts },
    });
    await ownPackage(trx, actor, allow(actor, found, 'label'), audit);
    return { ...counts, numbers: await numbersOfImport(trx, project.id, importId) };
  });
}

/** Changes the data of a task nobody has labelled; annotation.reviewed otherwise. */
export function changeClientTask(
  deps: ClientDeps,
  client: Client,
  number: number,
  set: { readonly data?: Record<string, unknown>; readonly meta?: Record<string, unknown> },
): Promise<ClientTask> {
  return changing(deps, client, async (trx, audit) => {
    const { row, project } = await taskOf(trx, client, number);
    allow(client.actor, project, 'edit');
    if (!(await changeTaskData(trx, row.id, set))) throw new AppError(annotationErrors.reviewed);
    await audit({
      action: 'annotation.change-task',
      objectType: 'annotation-task',
      objectId: row.id,
      orgId: project.org_id,
      before: { data: row.data, meta: row.meta },
      after: set,
    });
    return readTask(trx, client, number);
  });
}

export interface NewPrediction {
  readonly task: number;
  readonly result: readonly unknown[];
  readonly model_version?: string;
  readonly score?: number;
}

/** Adds predictions to tasks; returns for each how many its task has now. */
export function predictClientTasks(
  deps: ClientDeps,
  client: Client,
  predictions: readonly NewPrediction[],
  projectNumber?: number,
): Promise<number[]> {
  return changing(deps, client, async (trx, audit) => {
    const counts: number[] = [];
    if (projectNumber !== undefined) await clientProject(trx, client, projectNumber);
    for (const { task: number, ...prediction } of predictions) {
      const { row, project } = await taskOf(trx, client, number);
      if (projectNumber !== undefined && Number(project.number) !== projectNumber)
        throw new AppError(errors.notFound);
      allow(client.actor, project, 'import');
      counts.push(await addPredictions(trx, row.id, [prediction]));
      await audit({
        action: 'annotation.predict',
        objectType: 'annotation-task',
        objectId: row.id,
        orgId: project.org_id,
        after: { count: counts.at(-1) },
      });
    }
    return counts;
  });
}
