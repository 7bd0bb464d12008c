import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors, type FieldError } from '#src/kernel/errors.ts';
import type { Audit } from '#src/audit/index.ts';
import type { Trx } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { fileKind } from '../file-kind.ts';
import { folderOf, normalPath, pathKey, pathProblem } from '../file-path.ts';
import { updateDataset } from '../queries/dataset.ts';
import type { DraftFileView } from '../schema.ts';
import type { FilesDeps } from './deps.ts';
import { fileErrors } from './errors.ts';
import { mayAddFiles } from './policy.ts';
import { queueProfileJobs } from './queue-profile.ts';
import { heldBlobs } from './queries/blob.ts';
import { draftKeys, lockDraft, putDraftFiles } from './queries/draft-file.ts';
import { lockSpace } from './queries/upload.ts';
import type { CommitFiles } from './schema.ts';

type Wanted = (typeof CommitFiles.infer)['files'][number];

function checkPaths(files: readonly Wanted[]): Wanted[] {
  const problems = files.flatMap((f, i) => pathProblem(f.path, `files/${i}/path`) ?? []);
  if (problems.length > 0)
    throw new AppError(catalogErrors.path, { errors: problems.slice(0, 20) });
  return files.map((f) => ({ ...f, path: normalPath(f.path) }));
}

/** Every folder above a key. */
function above(key: string): string[] {
  const out: string[] = [];
  for (let folder = folderOf(key); folder !== ''; folder = folderOf(folder)) out.push(folder);
  return out;
}

/** Throws `catalog.pathTaken` naming the first new path that meets another one, new or old. */
function checkCollisions(
  old: readonly { path: string; path_key: string }[],
  files: readonly Wanted[],
): void {
  const keys = new Map(old.map((f) => [f.path_key, f.path]));
  const folders = new Set(old.flatMap((f) => above(f.path_key)));
  const seen = new Set<string>();
  for (const [i, file] of files.entries()) {
    const key = pathKey(file.path);
    const owner = keys.get(key);
    const taken =
      seen.has(key) ||
      (owner !== undefined && owner !== file.path) ||
      folders.has(key) ||
      above(key).some((folder) => keys.has(folder));
    if (taken)
      throw new AppError(catalogErrors.pathTaken, {
        errors: [{ field: `files/${i}/path`, code: 'taken', message: 'meets another file' }],
      });
    seen.add(key);
    keys.set(key, file.path);
    for (const folder of above(key)) folders.add(folder);
  }
}

/**
 * Adds files to a draft by digest, only such as the organisation holds already. A digest that others
 * hold gets the same answer, by the same query, as one that nobody holds: `catalog.digestUnknown`.
 */
export async function commitFiles(
  trx: Trx,
  deps: FilesDeps,
  actor: Actor,
  datasetId: string,
  request: typeof CommitFiles.infer,
  audit: Audit,
): Promise<{ revision: number; items: DraftFileView[] }> {
  const files = checkPaths(request.files);
  const found = await lockDraft(trx, datasetId);
  if (!found) throw new AppError(errors.notFound);
  const dataset = mayAddFiles(actor, found);
  checkCollisions(await draftKeys(trx, datasetId), files);
  await lockSpace(trx, dataset.org_id);
  const digests = [...new Set(files.map((f) => f.sha256))];
  const held = new Map(
    (await heldBlobs(trx, dataset.org_id, digests)).map((b) => [b.sha256, b] as const),
  );
  const unknown: FieldError[] = files.flatMap((f, i) =>
    Number(held.get(f.sha256)?.size_bytes ?? -1n) === f.sizeBytes
      ? []
      : [{ field: `files/${i}/sha256`, code: 'unknown', message: 'is not held' }],
  );
  if (unknown.length > 0)
    throw new AppError(fileErrors.digestUnknown, { errors: unknown.slice(0, 20) });
  if (!(await updateDataset(trx, datasetId, request.revision, {})))
    throw new AppError(errors.conflict);
  const now = deps.clock.now();
  const items = files.map((f): DraftFileView => {
    const { format, mediaType } = fileKind(f.path);
    return { ...f, format, mediaType, addedAt: now.toISOString() };
  });
  await putDraftFiles(
    trx,
    items.map((f) => ({
      dataset_id: datasetId,
      org_id: dataset.org_id,
      path: f.path,
      path_key: pathKey(f.path),
      sha256: f.sha256,
      size_bytes: f.sizeBytes,
      crc32: held.get(f.sha256)?.crc32 ?? 0n,
      media_type: f.mediaType,
      format: f.format,
      added_by: actor.kind === 'user' ? actor.userId : null,
      added_at: now,
    })),
  );
  await queueProfileJobs(trx, deps, dataset.org_id, items);
  await audit({
    action: 'catalog.commit-files',
    objectType: 'dataset',
    objectId: datasetId,
    orgId: dataset.org_id,
    after: { files: items.map(({ path, sha256 }) => ({ path, sha256 })) },
  });
  return { revision: request.revision + 1, items };
}
