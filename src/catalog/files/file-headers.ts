import { contentDisposition } from '#src/kernel/content-disposition.ts';
import type { Visibility } from '../card-schema.ts';

/** Types a browser would run or render as a page; they are sent as plain bytes. */
const active =
  /^(text\/(html|xml|javascript|css|markdown)|application\/(xhtml\+xml|xml|javascript|pdf|wasm)|image\/svg\+xml)$/;

/**
 * Headers of every file of users. Whatever it holds, it never runs in our origin: it is an
 * attachment, its type is not guessed, and opened all the same it lies in a sandbox without scripts.
 */
export function fileHeaders(
  file: { readonly path: string; readonly mediaType: string },
  visibility: Visibility,
): Record<string, string> {
  const open = visibility === 'public';
  return {
    'Content-Type': active.test(file.mediaType) ? 'application/octet-stream' : file.mediaType,
    'Content-Disposition': contentDisposition('attachment', file.path),
    'Content-Security-Policy':
      "default-src 'none'; script-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': open ? 'public, no-cache' : 'private, no-store',
    ...(open ? openToOrigins : { Vary: 'Cookie, Authorization' }),
  };
}

/** Public bytes may be read by pages of other sites, never with the reader's cookie. */
const openToOrigins = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Repr-Digest',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
