import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import type { ExportFormat } from '../formats/start-export.ts';
import { packageById } from '../packages/queries.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { insertExport } from './queries.ts';
import type { ExportedResults } from './tables.ts';
import { scopeSize } from './task-queries.ts';

export interface WantedExport {
  readonly format: ExportFormat;
  readonly which: ExportedResults;
  readonly packageId?: string | null | undefined;
  /** Made from the file of this export instead of the tasks of now. */
  readonly madeFrom?: string | undefined;
  readonly title?: string | undefined;
}

/** Orders an export by job; returns its id. hub.notFound for a package of another project. */
export async function orderExport(
  deps: Pick<AnnotationDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  project: Authorized<Pick<ProjectRow, 'id' | 'org_id'>, 'export'>,
  wanted: WantedExport,
  audit: Audit,
): Promise<string> {
  const { format, which, packageId = null, madeFrom = null, title = '' } = wanted;
  if (packageId !== null && (await packageById(trx, packageId))?.project_id !== project.id)
    throw new AppError(errors.notFound);
  const id = newId();
  const { tasks } = await scopeSize(trx, { projectId: project.id, packageId, which });
  await insertExport(trx, {
    id,
    project_id: project.id,
    org_id: project.org_id,
    package_id: packageId,
    made_from: madeFrom,
    title,
    format,
    which,
    total_tasks: tasks,
    file_name: null,
    media_type: null,
    sha256: null,
    size_bytes: null,
    crc32: null,
    report: null,
    error: null,
    created_by: actor.userId,
    started_at: null,
    finished_at: null,
  });
  await deps.jobs.add(trx, {
    name: 'annotation.run-export',
    payload: { exportId: id },
    key: `annotation-export:${id}`,
  });
  await audit({
    action: 'annotation.export',
    objectType: 'annotation-export',
    objectId: id,
    orgId: project.org_id,
    after: { project: project.id, format, which, package: packageId, madeFrom },
  });
  return id;
}
