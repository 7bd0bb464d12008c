import { AppError, errors, type FieldError } from '#src/kernel/errors.ts';
import type { AppendOptions } from '#src/ports/blobs.ts';

const WHOLE = /^(0|[1-9][0-9]{0,15})$/;
const HEX = { sha256: 64, sha1: 40 } as const;

/** `hub.invalid` naming one header. */
export function badHeader(field: string, code: string, message: string): AppError {
  const error: FieldError = { field, code, message };
  return new AppError(errors.invalid, { errors: [error] });
}

/** A non-negative whole number header; 400 if missing or not one. */
export function wholeHeader(headers: Headers, name: string): number {
  const text = headers.get(name);
  if (text === null) throw badHeader(name, 'missing', `send ${name}`);
  const value = Number(text);
  if (!WHOLE.test(text) || !Number.isSafeInteger(value))
    throw badHeader(name, 'number', 'send a whole number of bytes');
  return value;
}

/** `key base64,key base64` (tus §creation): keys unique, values UTF-8; 400 otherwise. */
export function parseMetadata(header: string | null): Map<string, string> {
  const metadata = new Map<string, string>();
  if (header === null || header.trim() === '') return metadata;
  if (header.length > 8192)
    throw badHeader('Upload-Metadata', 'long', 'send at most 8192 characters');
  for (const pair of header.split(',')) {
    const [key = '', value = '', ...rest] = pair.trim().split(' ');
    if (!/^[\x21-\x7e]{1,64}$/.test(key) || rest.length > 0 || metadata.has(key))
      throw badMetadata();
    metadata.set(key, decodeText(value));
  }
  return metadata;
}

function badMetadata(): AppError {
  return badHeader(
    'Upload-Metadata',
    'metadata',
    'send comma-separated pairs of a unique ASCII key and a base64 value',
  );
}

function decodeBase64(text: string): Uint8Array {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return bytes;
}

function decodeText(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64(value));
  } catch {
    throw badMetadata();
  }
}

/** `Upload-Checksum: sha256 <base64>`; 400 for other algorithms or malformed values. */
export function parseChecksum(header: string | null): AppendOptions['checksum'] {
  if (header === null) return undefined;
  const [algorithm, value = '', ...rest] = header.trim().split(' ');
  if ((algorithm !== 'sha256' && algorithm !== 'sha1') || rest.length > 0)
    throw badHeader('Upload-Checksum', 'algorithm', 'use sha256 or sha1 and the base64 digest');
  let hex = '';
  try {
    hex = Array.from(decodeBase64(value), (b) => b.toString(16).padStart(2, '0')).join('');
  } catch {
    // answered below like a digest of the wrong length
  }
  if (hex.length !== HEX[algorithm])
    throw badHeader('Upload-Checksum', 'digest', 'send the digest in base64');
  return { algorithm, hex };
}
