import { BrokenFile, statementAt } from './statements.ts';
import type { TextSource } from './text-source.ts';

/** Largest single value parsed at once. */
const LARGEST_MIB = 64;

/** Where a piece stands: an element of the top array, of `features`, a member of the top object, or all. */
export type PiecePlace = 'element' | 'feature' | 'member' | 'whole';

export interface PieceSink {
  /** `text` is JSON; a member is `"key": value` without braces. */
  piece(text: string, place: PiecePlace, line: number): void;
}

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const OPEN = new Set([91, 123]);
const SPACE = new Set([9, 10, 13, 32]);

/**
 * Cuts one JSON document into the elements of its top array (or the members of its top object, and
 * the elements of a member called `features`) without ever holding all of it. What lies between is
 * checked here, the pieces by whoever parses them.
 */
export class JsonSplitter {
  top: 'array' | 'object' | 'scalar' | undefined;
  line = 1;
  readonly #sink: PieceSink;
  #depth = 0;
  /** Depth whose values are the pieces: 1, or 2 inside `features`. */
  #cut = 1;
  #inString = false;
  #escaped = false;
  /** Start of the piece in the buffer, or -1 between pieces. */
  #start = -1;
  #startLine = 1;
  #ended = false;
  /** A comma has been read and a piece must follow. */
  #owed = false;
  #afterFeatures = false;

  constructor(sink: PieceSink) {
    this.#sink = sink;
  }

  async run(source: TextSource, onChunk: () => void): Promise<void> {
    let buffer = Buffer.allocUnsafe(1 << 20);
    let kept = 0;
    let at = 0;
    for (;;) {
      if (buffer.length - kept < 4096) {
        if (buffer.length >= LARGEST_MIB << 20) throw new BrokenFile('json.too-large', LARGEST_MIB);
        const grown = Buffer.allocUnsafe(buffer.length * 2);
        buffer.copy(grown, 0, 0, kept);
        buffer = grown;
      }
      const count = await source.read(buffer, kept, buffer.length - kept);
      if (count === 0) break;
      this.#scan(buffer, at, kept + count);
      const from = this.#start < 0 ? kept + count : this.#start;
      buffer.copyWithin(0, from, kept + count);
      kept = kept + count - from;
      at = kept;
      if (this.#start >= 0) this.#start = 0;
      onChunk();
    }
    if (this.top === 'scalar') this.#emit(buffer, kept, 'whole');
    else if (!this.#ended) throw this.#broken();
  }

  /** Gives the pieces that are whole within `head`; the rest is left alone. */
  scanHead(head: Buffer): void {
    this.#scan(head, 0, head.length);
  }

  #scan(buffer: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const byte = buffer[at] as number;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        else if (byte === 10) throw this.#broken();
        continue;
      }
      if (byte === 10) this.line++;
      if (SPACE.has(byte)) continue;
      this.#token(buffer, at, byte);
    }
  }

  #token(buffer: Buffer, at: number, byte: number): void {
    if (this.#ended) throw this.#broken();
    if (this.top === undefined) {
      this.top = byte === 91 ? 'array' : byte === 123 ? 'object' : 'scalar';
      if (this.top !== 'scalar') {
        this.#depth = 1;
        return;
      }
      this.#cut = 0;
    }
    const closing = byte === 93 || byte === 125;
    if (this.#start < 0 && !closing && byte !== COMMA) {
      this.#start = at;
      this.#startLine = this.line;
      this.#owed = false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (OPEN.has(byte)) this.#opens(buffer, at, byte);
    else if (closing) this.#closes(buffer, at);
    else if (byte === COMMA && this.#depth === this.#cut && this.top !== 'scalar')
      this.#comma(buffer, at);
  }

  #opens(buffer: Buffer, at: number, byte: number): void {
    const features = this.top === 'object' && this.#depth === 1 && byte === 91;
    this.#depth++;
    if (!features || !/^"features"\s*:\s*$/u.test(buffer.toString('utf8', this.#start, at))) return;
    this.#cut = 2;
    this.#start = -1;
  }

  #closes(buffer: Buffer, at: number): void {
    this.#depth--;
    if (this.#depth < 0 || (this.#depth < this.#cut && this.#owed)) throw this.#broken();
    if (this.#depth >= this.#cut) return;
    if (this.#start >= 0) this.#emit(buffer, at, this.#place());
    if (this.#cut === 2) {
      this.#cut = 1;
      // The member `features` has been given element by element.
      this.#sink.piece('"features":null', 'member', this.line);
      this.#afterFeatures = true;
    } else if (this.#depth === 0) this.#ended = true;
  }

  #comma(buffer: Buffer, at: number): void {
    if (this.#start >= 0) this.#emit(buffer, at, this.#place());
    else if (!this.#afterFeatures) throw this.#broken();
    this.#afterFeatures = false;
    this.#owed = true;
  }

  #place(): PiecePlace {
    if (this.#cut === 2) return 'feature';
    return this.top === 'array' ? 'element' : 'member';
  }

  #emit(buffer: Buffer, to: number, place: PiecePlace): void {
    this.#sink.piece(buffer.toString('utf8', this.#start, to), place, this.#startLine);
    this.#start = -1;
  }

  #broken(): BrokenFile {
    return brokenAt(this.line);
  }
}

/** The document stops being JSON near `line`. */
export function brokenAt(line: number): BrokenFile {
  const error = new BrokenFile('json.broken', line);
  return Object.assign(error, { statement: statementAt('json.broken', line) });
}
