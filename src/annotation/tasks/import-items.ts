import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { insertImport, insertProblems, insertTasks } from './queries.ts';
import { readItem, type ItemProblem, type NewTask } from './read-item.ts';

/** Imports a few items at once; a bad one is reported and stops none. Returns the import's id. */
export async function importItems(
  trx: Trx,
  actor: UserActor,
  project: Authorized<Pick<ProjectRow, 'id' | 'org_id'>, 'import'>,
  items: readonly unknown[],
  audit: Audit,
): Promise<string> {
  const tasks: NewTask[] = [];
  const problems: (ItemProblem & { item: number })[] = [];
  for (const [n, item] of items.entries()) {
    const read = readItem(item);
    if ('task' in read) tasks.push(read.task);
    else problems.push({ ...read.problem, item: n + 1 });
  }
  const id = newId();
  const now = new Date();
  const row = {
    id,
    project_id: project.id,
    org_id: project.org_id,
    state: 'done' as const,
    format: 'json',
    source: JSON.stringify({ kind: 'items' }),
    items: items.length,
    tasks: tasks.length,
    problems: problems.length,
    created_by: actor.userId,
    started_at: now,
    finished_at: now,
    total_bytes: null,
    error: null,
  };
  await insertImport(trx, row);
  await insertTasks(trx, { projectId: project.id, orgId: project.org_id, importId: id }, tasks);
  await insertProblems(
    trx,
    problems.map((p, n) => ({
      ...p,
      import_id: id,
      number: n + 1,
      org_id: project.org_id,
      line: null,
    })),
  );
  await audit({
    action: 'annotation.import',
    objectType: 'annotation-import',
    objectId: id,
    orgId: project.org_id,
    after: { project: project.id, tasks: tasks.length, problems: problems.length },
  });
  return id;
}
