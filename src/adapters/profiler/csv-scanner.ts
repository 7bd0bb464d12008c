/**
 * Splits UTF-8 bytes into records as RFC 4180 describes, leniently: CR, LF and CRLF end a record, a
 * quote opens a quoted field only at its start, `""` inside is one quote, text after a closing
 * quote belongs to the field, NUL bytes are dropped and counted. It works on bytes because a
 * million rows as JavaScript strings cost several times the scan.
 */
export interface RecordSink {
  /**
   * One record that is not blank. Field `i` is `bytes[starts[i], ends[i])`; the arrays are reused by
   * the next record. `line` is the physical line where the record begins.
   */
  record(fields: Fields, count: number, line: number): void;
}

export interface Fields {
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

export class CsvScanner {
  blankLines = 0;
  nulBytes = 0;
  /** Line of a quote that never closes, once `scan` has seen the end. */
  unclosedQuoteLine: number | undefined;
  /** Physical line of the next record. */
  line = 1;
  readonly #delimiter: number;
  readonly #sink: RecordSink;
  readonly #special = new Uint8Array(256);
  readonly #fields: Fields;
  #dirty = new Uint8Array(256);

  constructor(delimiter: string, sink: RecordSink) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#sink = sink;
    for (const byte of [this.#delimiter, LF, CR, 0]) this.#special[byte] = 1;
    const make = (): Int32Array => new Int32Array(256);
    this.#fields = {
      bytes: Buffer.alloc(0),
      starts: make(),
      ends: make(),
    };
  }

  /**
   * Scans `bytes[from, to)` and returns the offset of the first record that is not complete; with
   * `atEnd` everything is consumed. May rewrite bytes of the records it emits.
   */
  scan(bytes: Buffer, from: number, to: number, atEnd: boolean): number {
    this.#fields.bytes = bytes;
    let at = from;
    while (at < to) {
      let next = this.#scanPlain(bytes, at, to);
      if (next < 0) next = this.#scanRecord(bytes, at, to, atEnd);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  /** The usual record, which has no quotes and no NUL and ends inside; -1 for any other. */
  #scanPlain(bytes: Buffer, from: number, to: number): number {
    const special = this.#special;
    const delimiter = this.#delimiter;
    const { starts, ends } = this.#fields;
    const most = starts.length;
    let at = from;
    let count = 0;
    let byte = 0;
    for (;;) {
      if (at >= to || bytes[at] === QUOTE || count === most) return -1;
      starts[count] = at;
      while (at < to && special[(byte = bytes[at] as number)] === 0) at++;
      ends[count++] = at++;
      if (byte === delimiter) continue;
      if (byte === LF && at <= to) break;
      // A CR at the edge may be half of a CRLF.
      if (byte !== CR || at >= to) return -1;
      if (bytes[at] === LF) at++;
      break;
    }
    if (count === 1 && ends[0] === from) this.blankLines++;
    else this.#sink.record(this.#fields, count, this.line);
    this.line++;
    return at;
  }

  /** Scans one record from `at`; returns the offset after it, or -1 when it is not complete. */
  #scanRecord(bytes: Buffer, from: number, to: number, atEnd: boolean): number {
    const special = this.#special;
    const delimiter = this.#delimiter;
    let { starts, ends } = this.#fields;
    let at = from;
    let count = 0;
    let linesInside = 0;
    let dirtyAny = false;
    for (;;) {
      if (count === starts.length) {
        this.#grow();
        ({ starts, ends } = this.#fields);
      }
      let dirty = 0;
      let start = at;
      let end = -1;
      if (at < to && bytes[at] === QUOTE) {
        start = ++at;
        for (;;) {
          if (at >= to) {
            if (!atEnd) return -1;
            this.unclosedQuoteLine ??= this.line;
            end = at;
            break;
          }
          const byte = bytes[at] as number;
          if (byte === QUOTE) {
            if (at + 1 >= to && !atEnd) return -1;
            if (at + 1 < to && bytes[at + 1] === QUOTE) {
              dirty = 1;
              at += 2;
              continue;
            }
            end = at++;
            break;
          }
          if (byte === LF) linesInside++;
          else if (byte === CR) {
            if (at + 1 >= to && !atEnd) return -1;
            if (bytes[at + 1] !== LF || at + 1 >= to) linesInside++;
          } else if (byte === 0) dirty = 1;
          at++;
        }
        if (at < to && special[bytes[at] as number] === 0) dirty = 2;
      }
      let byte = 0;
      for (; at < to; at++) {
        byte = bytes[at] as number;
        if (special[byte] === 0) continue;
        if (byte !== 0) break;
        if (dirty === 0) dirty = 1;
      }
      if (at >= to && !atEnd) return -1;
      starts[count] = start;
      ends[count] = end < 0 || dirty === 2 ? at : end;
      if (dirty !== 0) {
        dirtyAny = true;
        this.#dirty[count] = end < 0 ? 1 : dirty === 2 ? 3 : 2;
      }
      count++;
      if (at < to && byte === delimiter) {
        at++;
        continue;
      }
      if (at < to) {
        if (byte === CR) {
          if (at + 1 >= to && !atEnd) return -1;
          at += at + 1 < to && bytes[at + 1] === LF ? 2 : 1;
        } else at++;
      }
      break;
    }
    if (count === 1 && ends[0] === starts[0] && bytes[from] !== QUOTE) this.blankLines++;
    else {
      if (dirtyAny) this.#clean(count);
      this.#sink.record(this.#fields, count, this.line);
    }
    this.line += 1 + linesInside;
    return at;
  }

  /** Takes doubled quotes, text after a closing quote and NUL bytes out of the marked fields. */
  #clean(count: number): void {
    const { bytes, starts, ends } = this.#fields;
    for (let i = 0; i < count; i++) {
      const how = this.#dirty[i] as number;
      if (how === 0) continue;
      this.#dirty[i] = 0;
      const start = starts[i] as number;
      const end = ends[i] as number;
      let write = start;
      let quoted = how >= 2;
      for (let at = start; at < end; at++) {
        const byte = bytes[at] as number;
        if (byte === 0) {
          this.nulBytes++;
          continue;
        }
        if (quoted && byte === QUOTE) {
          if (bytes[at + 1] === QUOTE && at + 1 < end) at++;
          else {
            quoted = false;
            continue;
          }
        }
        bytes[write++] = byte;
      }
      ends[i] = write;
    }
  }

  #grow(): void {
    const wider = (old: Int32Array): Int32Array => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    const fields = this.#fields;
    fields.starts = wider(fields.starts);
    fields.ends = wider(fields.ends);
    const dirty = new Uint8Array(fields.starts.length);
    dirty.set(this.#dirty);
    this.#dirty = dirty;
  }
}
