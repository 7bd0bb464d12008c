import type { FileStatement, TextEncoding } from '#src/ports/profiler.ts';
import { type ByteSource, openBytes, readHead } from './byte-source.ts';
import {
  EncodingEvidence,
  guessEncoding,
  isValid,
  markLength,
  wholeUtf8,
} from './detect-encoding.ts';
import { BrokenFile, statement } from './statements.ts';

const CHUNK = 1 << 20;
const HEAD = 64 << 10;

/** The text of a file as UTF-8 without byte order mark, whatever its encoding. */
export interface TextSource {
  /** Fills whole characters; 0 at the end. `length` must be at least 4. */
  read(into: Buffer, offset: number, length: number): Promise<number>;
  consumed(): number;
  close(): Promise<void>;
}

export interface TextFormat {
  readonly path: string;
  readonly gzip: boolean;
  readonly encoding: TextEncoding;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  /** Some bytes are wrong for the encoding and become U+FFFD. */
  readonly damaged: boolean;
}

/** Thrown by a source opened as UTF-8 when the bytes are not. */
export class NotUtf8 extends Error {}

/** The encoding as the beginning of the file suggests it. */
export async function guessText(path: string, gzip: boolean): Promise<TextFormat> {
  const head = await readHead(path, gzip, HEAD);
  const encoding = guessEncoding(head);
  return { path, gzip, encoding, mark: markLength(encoding, head), damaged: false };
}

/** The encoding from every byte of a file that turned out not to be UTF-8. */
export async function decideText(format: TextFormat): Promise<TextFormat> {
  const evidence = new EncodingEvidence();
  const bytes = await openBytes(format.path, format.gzip);
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      const count = await bytes.read(buffer, 0, CHUNK);
      if (count === 0) break;
      evidence.add(buffer, count);
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
  } finally {
    await bytes.close();
  }
  const verdict = format.mark > 0 ? 'utf-8' : evidence.verdict();
  if (verdict === 'utf-8') return { ...format, damaged: true };
  return { ...format, encoding: verdict };
}

/** Runs `use` on the text, once more with the right encoding if it was not UTF-8 after all. */
export async function withText<T>(
  path: string,
  gzip: boolean,
  use: (format: TextFormat) => Promise<T>,
): Promise<T> {
  const guess = await guessText(path, gzip);
  try {
    return await use(guess);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return use(await decideText(guess));
  }
}

export async function openText(format: TextFormat): Promise<TextSource> {
  const bytes = await openBytes(format.path, format.gzip);
  let skip = format.mark;
  const scratch = Buffer.alloc(4);
  while (skip > 0) {
    const count = await bytes.read(scratch, 0, skip);
    if (count === 0) break;
    skip -= count;
  }
  const isUtf8 = format.encoding === 'utf-8' || format.encoding === 'utf-8-sig';
  return isUtf8 && !format.damaged ? utf8Source(bytes) : decodedSource(bytes, format.encoding);
}

function utf8Source(bytes: ByteSource): TextSource {
  const carry = Buffer.alloc(4);
  let carried = 0;
  return {
    async read(into, offset, length) {
      carry.copy(into, offset, 0, carried);
      let filled = carried;
      for (;;) {
        const count = await bytes.read(into, offset + filled, length - filled);
        filled += count;
        if (count === 0 && filled > 0) throw new NotUtf8();
        const whole = wholeUtf8(into, offset, filled);
        if (!isValid(into, offset, whole)) throw new NotUtf8();
        carried = filled - whole;
        into.copy(carry, 0, offset + whole, offset + filled);
        if (whole > 0 || count === 0) return whole;
      }
    },
    consumed: () => bytes.consumed(),
    close: () => bytes.close(),
  };
}

const LABELS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'utf-8',
  'utf-8-sig': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb18030: 'gb18030',
  'latin-1': 'windows-1252',
};

function decodedSource(bytes: ByteSource, encoding: TextEncoding): TextSource {
  const decoder = new TextDecoder(LABELS[encoding], { ignoreBOM: true });
  const raw = Buffer.allocUnsafe(256 << 10);
  let rest: Buffer = Buffer.alloc(0);
  let ended = false;
  return {
    async read(into, offset, length) {
      while (rest.length === 0 && !ended) {
        const count = await bytes.read(raw, 0, raw.length);
        ended = count === 0;
        rest = Buffer.from(decoder.decode(raw.subarray(0, count), { stream: !ended }), 'utf8');
      }
      const count = wholeUtf8(rest, 0, Math.min(length, rest.length));
      rest.copy(into, offset, 0, count);
      rest = rest.subarray(count);
      return count;
    },
    consumed: () => bytes.consumed(),
    close: () => bytes.close(),
  };
}

/** Text of the first bytes for sniffing and previews; whole characters, possibly cut anywhere. */
export async function readTextHead(format: TextFormat, bytes: number): Promise<Buffer> {
  const source = await openText(format);
  const head = Buffer.alloc(bytes);
  let filled = 0;
  try {
    while (bytes - filled >= 4) {
      const count = await source.read(head, filled, bytes - filled);
      if (count === 0) break;
      filled += count;
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
  } finally {
    await source.close();
  }
  return head.subarray(0, filled);
}

/** What to say about the encoding. */
export function textWarnings(format: TextFormat, nulBytes: number): FileStatement[] {
  const warnings: FileStatement[] = [];
  if (format.damaged) warnings.push(statement('text.bad-bytes', format.encoding));
  if (nulBytes > 0) warnings.push(statement('text.nul', nulBytes));
  return warnings;
}
