import type { Actor } from '#src/kernel/actor.ts';
import { byteResponse } from '#src/kernel/byte-response.ts';
import { zipArchive } from '#src/kernel/zip64/archive.ts';
import { versionFiles } from '../queries/version.ts';
import type { FilesDeps } from './deps.ts';
import { countStart, openContent, permitWhole } from './download-file.ts';
import { fileHeaders } from './file-headers.ts';
import { openVersion, type VersionAddress } from './open-version.ts';
import { whileAllowed, type ByteRequest } from './while-allowed.ts';

/**
 * Answers GET or HEAD for all files of a version as one stored ZIP, resumable at any byte. Its layout
 * follows from the rows of the files; a content is opened only when its bytes are due.
 */
export async function downloadArchive(
  deps: FilesDeps,
  actor: Actor,
  request: ByteRequest,
  address: VersionAddress,
): Promise<Response> {
  const { opened, files } = await deps.store.write(actor, async (trx) => {
    const opened = await openVersion(trx, deps, actor, address, 'download');
    return { opened, files: await versionFiles(trx, opened.version.id) };
  });
  permitWhole(opened.permit);
  const { dataset, version } = opened;
  const zip = await zipArchive(files);
  const name = `${dataset.org_slug}-${dataset.name}-${version.semver}.zip`;
  await countStart(deps, version.id, request, zip);
  return byteResponse(request.method, request.headers, {
    sizeBytes: zip.sizeBytes,
    etag: zip.etag,
    headers: fileHeaders({ path: name, mediaType: 'application/zip' }, dataset.visibility),
    open: (start, end) => {
      const bytes = zip.read(start, end, (sha256, range) => openContent(deps, sha256, range));
      return Promise.resolve(whileAllowed(deps, actor, request, opened, bytes));
    },
  });
}
