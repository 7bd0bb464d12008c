import { byteResponse } from '#src/kernel/byte-response.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { ExportRow } from './queries.ts';

/** Headers of an export's bytes: an attachment that never runs in our origin. */
export const exportHeaders = (fileName: string, mediaType: string): Record<string, string> => ({
  'Content-Type': mediaType,
  'Content-Disposition': contentDisposition('attachment', fileName),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
  Vary: 'Cookie, Authorization',
});

/**
 * Answers GET or HEAD for the file of an export: 200, 206, 304, 412 or 416. Errors:
 * annotation.exportNotReady, annotation.exportExpired where the file is no longer kept.
 */
export async function sendFile(
  deps: Pick<AnnotationDeps, 'blobs'>,
  row: ExportRow,
  request: { readonly method: string; readonly headers: Headers },
): Promise<Response> {
  const { sha256, file_name: name, media_type: mediaType } = row;
  if (row.state !== 'done' || sha256 === null)
    throw new AppError(annotationErrors.exportNotReady, { extra: { state: row.state } });
  const stat = await deps.blobs.stat(sha256);
  if (!stat) throw new AppError(annotationErrors.exportExpired);
  return byteResponse(request.method, request.headers, {
    sizeBytes: stat.sizeBytes,
    etag: `"${sha256}"`,
    sha256,
    headers: exportHeaders(name ?? 'result', mediaType ?? 'application/octet-stream'),
    open: (start, end) => deps.blobs.open(sha256, { start, end }),
  });
}
