import type { ImportSource } from './import-item.ts';

/** How many bytes decide the encoding. */
const SNIFF_BYTES = 65_536;

/**
 * Text of a stream: UTF-8, UTF-16 when a byte order mark says so, GB18030 when the first 64 KB are not UTF-8.
 * Bytes that fit neither become U+FFFD; readers report the items that hold one.
 */
export async function* decodeText(source: ImportSource): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array(0);
  let first = true;
  for await (const piece of source) {
    if (typeof piece === 'string') {
      const text = first && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
      first = false;
      if (text !== '') yield text;
      continue;
    }
    first = false;
    if (decoder) {
      const text = decoder.decode(piece, { stream: true });
      if (text !== '') yield text;
      continue;
    }
    head = joined(head, piece);
    if (head.length < SNIFF_BYTES) continue;
    decoder = new TextDecoder(encodingOf(head));
    yield decoder.decode(head, { stream: true });
  }
  if (!decoder && head.length > 0) {
    decoder = new TextDecoder(encodingOf(head));
    yield decoder.decode(head, { stream: true });
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

export interface Line {
  /** From 1. */
  number: number;
  /** Without its line end. */
  text: string;
}

/** Lines of a stream, ended by LF or CRLF; a last line without an end counts, an empty rest does not. */
export async function* readLines(source: ImportSource): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const text of decodeText(source)) {
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      number += 1;
      yield { number, text: withoutReturn(rest + text.slice(from, at)) };
      rest = '';
      from = at + 1;
    }
    rest += text.slice(from);
  }
  if (rest !== '') yield { number: number + 1, text: withoutReturn(rest) };
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
