import { byteResponse } from '#src/kernel/byte-response.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { AnnotationDeps } from '../deps.ts';
import type { TaskRow } from './queries.ts';

/** Largest content fetched from outside for one task, bytes. */
const mostOutside = 64 * 1024 * 1024;

/** Types a workbench shows; whatever else comes is sent as plain bytes. */
const shown =
  /^(image\/(png|jpeg|gif|webp|bmp|avif|tiff)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)$/;

/** Headers of content that others made: it never runs in our origin, and no cache keeps it. */
const headersOf = (mediaType: string): Record<string, string> => {
  const type = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return {
    'Content-Type': shown.test(type) ? type : 'application/octet-stream',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': 'attachment',
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization',
  };
};

const slice = (bytes: Uint8Array, start: number, end: number): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      if (end > start) controller.enqueue(bytes.subarray(start, end));
      controller.close();
    },
  });

/**
 * Answers GET for the content of one field of a task the caller was allowed to see, with Range. Stored
 * content comes from the store; an outside address is fetched through the outbound port, which refuses
 * private networks. hub.notFound where the field stands for no content.
 */
export async function serveMedia(
  deps: Pick<AnnotationDeps, 'blobs' | 'outbound'>,
  task: Pick<TaskRow, 'data' | 'media'>,
  field: string,
  request: { readonly method: string; readonly headers: Headers },
): Promise<Response> {
  const stored = task.media && Object.hasOwn(task.media, field) ? task.media[field] : undefined;
  if (stored)
    return byteResponse(request.method, request.headers, {
      sizeBytes: stored.sizeBytes,
      etag: `"${stored.sha256}"`,
      sha256: stored.sha256,
      headers: headersOf(stored.mediaType),
      open: (start, end) => deps.blobs.open(stored.sha256, { start, end }),
    });
  const value = Object.hasOwn(task.data, field) ? task.data[field] : undefined;
  if (typeof value !== 'string' || !/^https?:\/\//.test(value)) throw new AppError(errors.notFound);
  const fetched = await deps.outbound.fetch(value, { maxBytes: mostOutside, timeoutMs: 30_000 });
  if (fetched.status !== 200 || fetched.truncated) throw new AppError(errors.unavailable);
  const bytes = new Uint8Array(fetched.body);
  const sha256 = await sha256Hex(bytes);
  return byteResponse(request.method, request.headers, {
    sizeBytes: bytes.length,
    etag: `"${sha256}"`,
    sha256,
    headers: headersOf(fetched.headers['content-type'] ?? ''),
    open: async (start, end) => slice(bytes, start, end),
  });
}
