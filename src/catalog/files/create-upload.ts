import type { Actor } from '#src/kernel/actor.ts';
import { recordAudit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { datasetAt } from '../change-dataset.ts';
import { checkedPath } from '../edit-draft-files.ts';
import { checkFreePath } from './add-file.ts';
import { reserveSpace } from './reserve-space.ts';
import type { FilesDeps } from './deps.ts';
import { mayAddFiles } from './policy.ts';
import { insertUpload } from './queries/upload.ts';

/** An unfinished upload is kept for seven days from its creation. */
const uploadLifeMs = 7 * 24 * 3_600_000;

const address = /^([a-z0-9][a-z0-9-]{0,62}[a-z0-9])\/([a-z0-9][a-z0-9-]{0,62}[a-z0-9])$/;

function invalid(field: string, message: string): AppError {
  return new AppError(errors.invalid, { errors: [{ field, code: 'metadata', message }] });
}

interface Announced {
  readonly org: string;
  readonly name: string;
  readonly path: string;
  readonly sha256: string | null;
}

/** Reads `dataset`, `path` (or `filename`) and `sha256` of an upload's metadata. */
function announced(metadata: ReadonlyMap<string, string>): Announced {
  const [, org, name] = address.exec(metadata.get('dataset') ?? '') ?? [];
  if (org === undefined || name === undefined)
    throw invalid('dataset', 'must be organisation/name of a dataset');
  const sha256 = metadata.get('sha256') ?? null;
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
    throw invalid('sha256', 'must be a sha256 in lower-case hex');
  const path = metadata.get('path') ?? metadata.get('filename') ?? '';
  return { org, name, path: checkedPath(path), sha256 };
}

/**
 * Authorises an upload and reserves its bytes in the organisation's quota, in one transaction.
 * Throws `hub.invalid`, `hub.notFound`, `hub.forbidden`, `catalog.orgNotApproved`, `catalog.path`,
 * `catalog.pathTaken`, `catalog.quota`, `catalog.tooManyUploads`.
 */
export async function createUpload(
  deps: FilesDeps,
  actor: Actor,
  request: { metadata: ReadonlyMap<string, string>; sizeBytes: number; requestId: string },
): Promise<{ id: string }> {
  if (actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
  const { org, name, path, sha256 } = announced(request.metadata);
  // The first rows are wanted as soon as the last byte is there.
  deps.profiler?.prepare();
  const now = deps.clock.now();
  const id = newId(now.getTime());
  await deps.store.write(actor, async (trx) => {
    const dataset = mayAddFiles(actor, await datasetAt(trx, org, name));
    await checkFreePath(trx, dataset.id, path);
    await reserveSpace(trx, dataset.org_id, request.sizeBytes);
    await insertUpload(trx, {
      id,
      org_id: dataset.org_id,
      dataset_id: dataset.id,
      path,
      size_bytes: request.sizeBytes,
      expected_sha256: sha256,
      state: 'receiving',
      transfer: '{}',
      created_by: actor.kind === 'user' ? actor.userId : null,
      created_at: now,
      updated_at: now,
      expires_at: new Date(now.getTime() + uploadLifeMs),
    });
    await recordAudit(
      trx,
      actor,
      {
        action: 'catalog.start-upload',
        objectType: 'dataset',
        objectId: dataset.id,
        orgId: dataset.org_id,
        after: { upload: id, path, sizeBytes: request.sizeBytes },
      },
      request.requestId,
    );
  });
  return { id };
}
