import type { Audit } from '#src/audit/index.ts';
import { draftWithFiles } from '#src/catalog/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { exportById } from '../exports/queries.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { provenanceOf } from './provenance.ts';
import { insertPublication } from './queries.ts';
import type { PublishResult } from './schema.ts';

const title = (text: string) => ({ zh: text, en: text });

/**
 * Puts the file of an export and its provenance into the draft of a dataset of the project's organisation.
 * Errors: annotation.noExport, annotation.exportNotReady, and the catalogue's.
 */
export async function publishResult(
  deps: Pick<AnnotationDeps, 'blobs' | 'jobs' | 'clock'>,
  trx: Trx,
  actor: UserActor,
  project: Authorized<ProjectRow, 'export'>,
  body: PublishResult,
  audit: Audit,
): Promise<string> {
  const made = await exportById(trx, body.exportId);
  if (!made || made.project_id !== project.id) throw new AppError(annotationErrors.noExport);
  const { sha256, size_bytes: size, crc32 } = made;
  if (made.state !== 'done' || sha256 === null || size === null || crc32 === null)
    throw new AppError(annotationErrors.exportNotReady, { extra: { state: made.state } });
  if (!(await deps.blobs.stat(sha256))) throw new AppError(annotationErrors.exportExpired);
  const provenance = await provenanceOf(trx, project, made, body.vendors ?? 'named');
  const told = new TextEncoder().encode(`${JSON.stringify(provenance, null, 2)}\n`);
  const path = `annotation/${made.file_name ?? 'result'}`;
  const datasetId = await draftWithFiles(
    deps,
    trx as never,
    actor,
    {
      org: project.slug,
      name: body.dataset,
      card: {
        title: title(project.title),
        description: title(project.description || project.title),
      },
      files: [
        { path, content: { sha256, sizeBytes: Number(size), crc32: Number(crc32) } },
        { path: 'annotation/provenance.json', content: await deps.blobs.put(told) },
      ],
    },
    audit,
  );
  const id = newId();
  await insertPublication(trx, {
    id,
    project_id: project.id,
    org_id: project.org_id,
    export_id: made.id,
    dataset_id: datasetId,
    path,
    provenance: JSON.stringify(provenance),
    created_by: actor.userId,
  });
  await audit({
    action: 'annotation.publish-result',
    objectType: 'annotation-project',
    objectId: project.id,
    orgId: project.org_id,
    after: { publication: id, export: made.id, dataset: datasetId, path, sha256 },
  });
  return id;
}
