import { randomText } from '#src/kernel/ids.ts';

/** A prefix that secret scanners can search for. */
const prefix = 'banyan_';
const shape = /^banyan_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

/**
 * A new API token: prefix, 32 random bytes in base64url, and eight hex digits of CRC-32 over the
 * part before, so that a mistyped or cut-off token is refused without asking the database.
 */
export function newTokenText(): string {
  const body = prefix + randomText(32);
  return body + crc32Hex(body);
}

/** True when the text has the form and the check of a token of ours. */
export function isTokenText(text: string): boolean {
  const match = shape.exec(text);
  return match !== null && crc32Hex(prefix + match[1]) === match[2];
}

/** CRC-32 (ISO 3309, reflected 0xEDB88320) of ASCII text, as eight hex digits. */
export function crc32Hex(text: string): string {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i += 1) {
    crc ^= text.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}
