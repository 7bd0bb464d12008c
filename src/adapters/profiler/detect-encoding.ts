import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from '#src/ports/profiler.ts';

/** The encoding the first bytes suggest; UTF-8 remains to be proved by the whole file. */
export function guessEncoding(head: Buffer): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-sig';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const seen = Math.min(head.length, 4096) & ~1;
  const zeros = [0, 0] as [number, number];
  for (let i = 0; i < seen; i++) if (head[i] === 0) zeros[(i & 1) as 0 | 1]++;
  if (seen >= 8) {
    if (zeros[1] > seen * 0.2 && zeros[0] < seen * 0.01) return 'utf-16le';
    if (zeros[0] > seen * 0.2 && zeros[1] < seen * 0.01) return 'utf-16be';
  }
  return 'utf-8';
}

/** Bytes that mark the encoding and are no text. */
export function markLength(encoding: TextEncoding, head: Buffer): number {
  if (encoding === 'utf-8-sig') return 3;
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return encoding.startsWith('utf-16') && marked ? 2 : 0;
}

/** Evidence for the encoding of bytes that are not UTF-8 throughout. */
export class EncodingEvidence {
  #utf8 = 0;
  #notUtf8 = 0;
  #pairs = 0;
  #commonPairs = 0;
  #singles = 0;
  #pending = -1;
  #continuation = 0;

  add(bytes: Uint8Array, length: number): void {
    for (let i = 0; i < length; i++) {
      this.#addUtf8(bytes[i] as number);
      this.#addPair(bytes[i] as number);
    }
  }

  /** A few bad bytes among good UTF-8 are damage; otherwise Chinese pairs decide for GB 18030. */
  verdict(): 'utf-8' | 'gb18030' | 'latin-1' {
    if (this.#utf8 > 0 && this.#notUtf8 <= this.#utf8 * 0.01) return 'utf-8';
    const chinese = this.#pairs > 0 && this.#singles <= this.#pairs * 0.02;
    return chinese && this.#commonPairs >= this.#pairs * 0.5 ? 'gb18030' : 'latin-1';
  }

  #addUtf8(byte: number): void {
    if (this.#continuation > 0) {
      if ((byte & 0xc0) === 0x80) {
        if (--this.#continuation === 0) this.#utf8++;
        return;
      }
      this.#notUtf8++;
      this.#continuation = 0;
    }
    if (byte < 0x80) return;
    if (byte >= 0xc2 && byte <= 0xf4) this.#continuation = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    else this.#notUtf8++;
  }

  /** GB 18030 pairs: lead 81-FE, trail 40-FE; common ones are the symbols and characters of GB 2312. */
  #addPair(byte: number): void {
    const lead = this.#pending;
    if (lead < 0) {
      if (byte >= 0x81 && byte <= 0xfe) this.#pending = byte;
      else if (byte >= 0x80) this.#singles++;
      return;
    }
    this.#pending = -1;
    if (byte >= 0x40 && byte !== 0x7f && byte !== 0xff) {
      this.#pairs++;
      if (lead >= 0xa1 && lead <= 0xf7 && byte >= 0xa1) this.#commonPairs++;
    } else if (byte >= 0x30 && byte <= 0x39) return;
    else this.#singles++;
  }
}

/** How many of the first `length` bytes end on a character of UTF-8. */
export function wholeUtf8(bytes: Buffer, offset: number, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[offset + length - back] as number;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? length - back : length;
    }
  }
  return length;
}

export const isValid = (bytes: Buffer, offset: number, length: number): boolean =>
  isUtf8(bytes.subarray(offset, offset + length));
