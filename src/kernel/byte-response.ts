import { answerRange, type RangeAnswer, type Representation } from './http-range.ts';

export interface ByteContent extends Representation {
  /** Content-Type, Content-Disposition and what else belongs to the whole. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case hex; sent as Repr-Digest (RFC 9530) when known. */
  readonly sha256?: string;
  /** Opens `start` (included) to `end` (not). */
  open(start: number, end: number): Promise<ReadableStream<Uint8Array>>;
}

/**
 * Answers GET or HEAD for bytes: 200, 206, 304, 412 or 416 with the right headers. Nothing is opened
 * unless bytes are sent.
 *
 * @example await byteResponse(request.method, request.headers, { sizeBytes, etag, headers, open })
 */
export async function byteResponse(
  method: string,
  requestHeaders: Headers,
  content: ByteContent,
): Promise<Response> {
  const answer = answerRange(requestHeaders, content);
  const status = {
    whole: 200,
    part: 206,
    unsatisfiable: 416,
    notModified: 304,
    preconditionFailed: 412,
  }[answer.kind];
  const headers = new Headers(validators(content));
  if (answer.kind === 'unsatisfiable') headers.set('Content-Range', `bytes */${content.sizeBytes}`);
  if (answer.kind !== 'whole' && answer.kind !== 'part')
    return new Response(null, { status, headers });
  const { start, end } = spanOf(answer, content);
  for (const [name, value] of Object.entries(content.headers)) headers.set(name, value);
  headers.set('Content-Length', String(end - start));
  if (answer.kind === 'part')
    headers.set('Content-Range', `bytes ${start}-${end - 1}/${content.sizeBytes}`);
  if (method === 'HEAD') return new Response(null, { status, headers });
  return new Response(await content.open(start, end), { status, headers });
}

/** The bytes an answer sends; for X-Accel-Redirect and counting as well. */
export function spanOf(
  answer: RangeAnswer,
  content: Representation,
): { start: number; end: number } {
  return answer.kind === 'part' ? answer : { start: 0, end: content.sizeBytes };
}

function validators(content: ByteContent): Record<string, string> {
  return {
    'Accept-Ranges': 'bytes',
    ETag: content.etag,
    ...(content.lastModified ? { 'Last-Modified': content.lastModified.toUTCString() } : {}),
    ...(content.sha256 === undefined ? {} : { 'Repr-Digest': reprDigest(content.sha256) }),
  };
}

/** `sha-256=:<base64>:` (RFC 9530 §3) from lower-case hex. */
export function reprDigest(sha256: string): string {
  const bytes = (sha256.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}
