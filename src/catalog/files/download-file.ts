import type { Actor } from '#src/kernel/actor.ts';
import { byteResponse, reprDigest, spanOf } from '#src/kernel/byte-response.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { answerRange, type Representation } from '#src/kernel/http-range.ts';
import type { AccessPermit } from '#src/ports/access.ts';
import type { ByteRange } from '#src/ports/blobs.ts';
import { normalPath, pathProblem } from '../file-path.ts';
import type { CatalogFile } from '../manifest.ts';
import { countDownload } from '../count-download.ts';
import { versionFile } from '../queries/version.ts';
import type { FilesDeps } from './deps.ts';
import { fileErrors } from './errors.ts';
import { fileHeaders } from './file-headers.ts';
import { openVersion, type OpenVersion, type VersionAddress } from './open-version.ts';
import { whileAllowed, type ByteRequest } from './while-allowed.ts';

const publicUrlSeconds = 300;
const checkedUrlSeconds = 60;

const embeddedKinds = new Set(['image', 'audio', 'video']);

/**
 * True where a page shows the file inside itself: the address says so (`?embedded`, as README and
 * viewer write it), or the browser does (`Sec-Fetch-Dest`, absent on plain http).
 */
const isEmbedded = (request: ByteRequest): boolean =>
  new URL(request.url).searchParams.has('embedded') ||
  embeddedKinds.has(request.headers.get('sec-fetch-dest') ?? '');

/** Throws `catalog.notWhole` where the permit covers only columns or rows: raw bytes hold them all. */
export function permitWhole(permit: AccessPermit): void {
  if (permit.columns !== 'all' || permit.rowFilter) throw new AppError(fileErrors.notWhole);
}

/** Opens a content; one that a version names and the store has not is our fault: 503, logged. */
export async function openContent(
  deps: Pick<FilesDeps, 'blobs' | 'log'>,
  sha256: string,
  range: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  try {
    return await deps.blobs.open(sha256, range);
  } catch (error) {
    if (!(error instanceof AppError) || error.spec.code !== 'blobs.missing') throw error;
    deps.log.error('catalog.blob-missing', { sha256 });
    throw new AppError(errors.unavailable, { cause: error });
  }
}

/**
 * Counts a download once for each start of the whole: a continuation (a range that begins later), a
 * probe of the first byte, HEAD, an answer without bytes, and a file that a page shows inside itself do
 * not count.
 */
export async function countStart(
  deps: Pick<FilesDeps, 'store'>,
  versionId: string,
  request: ByteRequest,
  content: Representation,
): Promise<void> {
  if (request.method === 'HEAD' || isEmbedded(request)) return;
  const answer = answerRange(request.headers, content);
  if (answer.kind !== 'whole' && answer.kind !== 'part') return;
  const { start, end } = spanOf(answer, content);
  if (start > 0 || (end <= 1 && content.sizeBytes > 1)) return;
  await countDownload(deps, versionId);
}

async function offloaded(
  deps: FilesDeps,
  request: ByteRequest,
  opened: OpenVersion,
  file: CatalogFile,
  headers: Record<string, string>,
): Promise<Response | undefined> {
  const { offload } = opened.permit;
  if (request.method === 'HEAD' || offload === 'never' || opened.permit.signal) return undefined;
  const { accelPrefix } = deps.config;
  const { sha256 } = file;
  if (offload === 'public' && accelPrefix !== undefined) {
    const place = `${accelPrefix}sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
    return new Response(null, {
      status: 200,
      headers: {
        ...headers,
        ETag: `"${sha256}"`,
        'Repr-Digest': reprDigest(sha256),
        'X-Accel-Redirect': place,
      },
    });
  }
  const url = await deps.blobs.presign(sha256, {
    filename: file.path.slice(file.path.lastIndexOf('/') + 1),
    contentType: headers['Content-Type'] ?? 'application/octet-stream',
    seconds: offload === 'public' ? publicUrlSeconds : checkedUrlSeconds,
  });
  if (url === undefined) return undefined;
  return new Response(null, {
    status: 302,
    headers: { Location: url, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
  });
}

/**
 * Answers GET or HEAD for one file of a version: 200, 206, 302, 304, 412 or 416. Access is decided in
 * one transaction before the first byte; the bytes flow after it, so that no connection is held.
 */
export async function downloadFile(
  deps: FilesDeps,
  actor: Actor,
  request: ByteRequest,
  address: VersionAddress & { readonly path: string },
): Promise<Response> {
  if (pathProblem(address.path)) throw new AppError(errors.notFound);
  const { opened, file } = await deps.store.write(actor, async (trx) => {
    const opened = await openVersion(trx, deps, actor, address, 'download');
    const file = await versionFile(trx, opened.version.id, normalPath(address.path));
    if (!file) throw new AppError(errors.notFound);
    return { opened, file };
  });
  permitWhole(opened.permit);
  const headers = fileHeaders(file, opened.dataset.visibility);
  const content = { sizeBytes: file.sizeBytes, etag: `"${file.sha256}"` };
  await countStart(deps, opened.version.id, request, content);
  const answer = answerRange(request.headers, content);
  const sends = answer.kind === 'whole' || answer.kind === 'part';
  const away = sends ? await offloaded(deps, request, opened, file, headers) : undefined;
  if (away) return away;
  return byteResponse(request.method, request.headers, {
    ...content,
    sha256: file.sha256,
    headers,
    open: async (start, end) => {
      const bytes = await openContent(deps, file.sha256, { start, end });
      return whileAllowed(deps, actor, request, opened, bytes);
    },
  });
}
