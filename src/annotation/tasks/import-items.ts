import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { itemsOfValue } from '../formats/task-of-value.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { ImportBatch } from './import-batch.ts';
import { insertImport } from './queries.ts';

/** Imports a few items at once; a bad one is reported and stops none. Returns the import's id. */
export async function importItems(
  trx: Trx,
  actor: UserActor,
  project: Authorized<Pick<ProjectRow, 'id' | 'org_id' | 'label_config'>, 'import'>,
  items: readonly unknown[],
  audit: Audit,
): Promise<string> {
  const { config } = parseConfig(project.label_config);
  const id = newId();
  const now = new Date();
  const of = { importId: id, projectId: project.id, orgId: project.org_id };
  await insertImport(trx, {
    id,
    project_id: project.id,
    org_id: project.org_id,
    state: 'done',
    format: 'json',
    source: JSON.stringify({ kind: 'items' }),
    total_bytes: null,
    error: null,
    created_by: actor.userId,
    started_at: now,
    finished_at: now,
  });
  const batch = new ImportBatch(of, 0n);
  for (const [n, value] of items.entries())
    for (const item of itemsOfValue(value, { item: n + 1 }, config)) batch.add(item);
  const counts = await batch.store(trx, { doneBytes: 0 });
  await audit({
    action: 'annotation.import',
    objectType: 'annotation-import',
    objectId: id,
    orgId: project.org_id,
    after: { project: project.id, ...counts },
  });
  return id;
}
