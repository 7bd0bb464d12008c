import { systemActor } from '#src/kernel/actor.ts';
import type { JobContext } from '#src/ports/jobs.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { packageById } from '../packages/queries.ts';
import { projectById } from '../projects/queries.ts';
import {
  answeredTasks,
  finishReport,
  noteProgress,
  reportById,
  type ReportRow,
  type Scope,
} from './queries.ts';
import { startQuality } from './quality-figures.ts';
import { questionsOf } from './questions.ts';
import type { QualityFigures } from './schema.ts';

const batch = 500;

/** All tasks of a scope at once, for as many as an answer can wait for. */
export async function figuresNow(db: Db, of: Scope, labelConfig: string): Promise<QualityFigures> {
  const run = startQuality(questionsOf(labelConfig), of.vendorOrgId === null);
  let after = 0n;
  for (;;) {
    const rows = await answeredTasks(db, of, after, batch);
    for (const row of rows) run.add(row);
    const last = rows.at(-1);
    if (!last || rows.length < batch) return run.figures();
    after = last.number;
  }
}

async function scopeOf(db: Db, row: ReportRow): Promise<{ of: Scope; config: string } | undefined> {
  const projectId =
    row.scope === 'project' ? row.scope_id : (await packageById(db, row.scope_id))?.project_id;
  const project = projectId ? await projectById(db, projectId) : undefined;
  if (!project) return undefined;
  const vendorOrgId = row.viewer_org_id === row.org_id ? null : row.viewer_org_id;
  const of = { scope: row.scope, id: row.scope_id, projectId: project.id, orgId: row.org_id };
  return { of: { ...of, vendorOrgId }, config: project.label_config };
}

/** Works out a report in the background, batch by batch, and tells how far it is. Repeating it is harmless. */
export async function makeReport(
  deps: Pick<AnnotationDeps, 'store' | 'log'>,
  reportId: string,
  { signal, attempt, maxAttempts }: JobContext,
): Promise<void> {
  const hub = systemActor('quality-report');
  const row = await deps.store.read(hub, (db) => reportById(db, reportId));
  if (!row || row.state === 'done') return;
  const scope = await deps.store.read(hub, (db) => scopeOf(db, row));
  if (!scope) return;
  try {
    const run = startQuality(questionsOf(scope.config), scope.of.vendorOrgId === null);
    let [after, done] = [0n, 0];
    for (;;) {
      signal.throwIfAborted();
      const from = after;
      const rows = await deps.store.read(hub, (db) => answeredTasks(db, scope.of, from, batch));
      for (const task of rows) run.add(task);
      done += rows.length;
      const last = rows.at(-1);
      if (!last) break;
      after = last.number;
      const soFar = done;
      await deps.store.write(hub, (trx) => noteProgress(trx, reportId, soFar));
    }
    const figures = run.figures();
    await deps.store.write(hub, (trx) => finishReport(trx, reportId, done, figures));
  } catch (cause) {
    if (attempt >= maxAttempts)
      await deps.store.write(hub, (trx) => finishReport(trx, reportId, 0, null));
    throw cause;
  }
}
