import type { Audit } from '#src/audit/index.ts';
import { readVersion } from '#src/catalog/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors, registeredErrors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { insertImport, versionFileAt } from './queries.ts';
import type { ImportTasks } from './schema.ts';

type Project = Authorized<ProjectRow, 'import'>;

/** The format a file's name speaks of. */
function formatOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl';
  if (ending === 'csv' || ending === 'tsv' || ending === 'conll' || ending === 'zip') return ending;
  if (ending === 'xml') return 'voc';
  if (ending === 'txt') return 'text';
  return 'label-studio';
}

/** Puts an import into the job queue of its transaction. */
export const queueImport = (deps: Pick<AnnotationDeps, 'jobs'>, trx: Trx, importId: string) =>
  deps.jobs.add(trx, {
    name: 'annotation.run-import',
    payload: { importId },
    key: `annotation-import:${importId}`,
  });

/** The field of a task's data that holds the file: that of the first object of the configuration. */
const fieldOf = (project: Project): string =>
  parseConfig(project.label_config).config?.objects[0]?.value ?? 'image';

/**
 * Where the content of a dataset version stands, once the actor may download it whole: the access
 * decision is the catalogue's. Errors: hub.notFound, and the code of the decision.
 */
async function versionSource(
  deps: Pick<AnnotationDeps, 'access'>,
  trx: Trx,
  actor: UserActor,
  project: Project,
  of: NonNullable<ImportTasks['dataset']>,
) {
  const at = { org: of.org, name: of.name, semver: of.version };
  const { version, subject } = await readVersion(trx as never, actor, at);
  const decision = await deps.access.decide(trx, actor, 'download', subject);
  if (decision.verdict === 'deny')
    throw new AppError(
      registeredErrors().find((spec) => spec.code === decision.reason) ?? errors.forbidden,
    );
  if (decision.columns !== 'all' || decision.rowFilter) throw new AppError(errors.forbidden);
  const source = { kind: 'dataset', versionId: version.id, ...at };
  if (of.path === undefined)
    return {
      format: 'files',
      totalBytes: version.size_bytes,
      source: { ...source, field: of.field ?? fieldOf(project) },
    };
  const file = await versionFileAt(trx, version.id, of.path);
  if (!file) throw new AppError(errors.notFound);
  return {
    format: of.format ?? formatOf(of.path),
    totalBytes: file.size_bytes,
    source: { ...source, path: of.path, sha256: file.sha256 },
  };
}

/**
 * Orders an import by job: of a file that is still to be sent (`awaiting`), or of a dataset version in
 * the catalogue. Returns its id.
 */
export async function orderImport(
  deps: Pick<AnnotationDeps, 'jobs' | 'access'>,
  trx: Trx,
  actor: UserActor,
  project: Project,
  body: Pick<ImportTasks, 'file' | 'dataset'>,
  audit: Audit,
): Promise<string> {
  const id = newId();
  const of = body.dataset
    ? await versionSource(deps, trx, actor, project, body.dataset)
    : { format: body.file?.format ?? 'label-studio', totalBytes: null, source: { kind: 'file' } };
  const row = {
    id,
    project_id: project.id,
    org_id: project.org_id,
    state: body.dataset ? ('queued' as const) : ('awaiting' as const),
    format: of.format,
    source: JSON.stringify(of.source),
    total_bytes: of.totalBytes,
    error: null,
    created_by: actor.userId,
    started_at: null,
    finished_at: null,
  };
  await insertImport(trx, row);
  if (body.dataset) await queueImport(deps, trx, id);
  await audit({
    action: 'annotation.import',
    objectType: 'annotation-import',
    objectId: id,
    orgId: project.org_id,
    after: { project: project.id, format: of.format, source: of.source },
  });
  return id;
}
