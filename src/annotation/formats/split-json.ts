import { decodeText } from './decode-text.ts';
import type { ImportSource } from './import-item.ts';

export type JsonPiece =
  /** One element of the top list, or of a list that is a member of the top object. */
  | { kind: 'element'; member: string; index: number; line: number; text: string }
  /** A member of the top object that is no list. */
  | { kind: 'member'; member: string; line: number; text: string }
  /** The text ended inside an item, or something stands outside every list. */
  | { kind: 'broken'; line: number; reason: 'unfinished' | 'notList' };

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const COMMA = 44;
const COLON = 58;

/**
 * Cuts a JSON text into the elements of its top list, or of the lists that are members of its top object,
 * holding one element in memory. Elements are cut by brackets and strings alone, so one that is not valid JSON
 * (a trailing comma, a bare word) does not hide the rest; `member` is '' for the top list.
 */
export async function* splitJson(source: ImportSource): AsyncGenerator<JsonPiece> {
  const splitter = new Splitter();
  for await (const text of decodeText(source)) {
    yield* splitter.feed(text);
    if (splitter.failed) return;
  }
  yield* splitter.end();
}

class Splitter {
  failed = false;
  private root: '' | '[' | '{' = '';
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private itemLine = 1;
  private item = '';
  /** Where the present item starts in the present piece of text; -1 outside one. */
  private start = -1;
  private member = '';
  private index = 0;
  private inList = false;

  /** The depth whose direct children are cut out. */
  private get cutDepth(): number {
    return this.root === '{' && this.inList ? 2 : 1;
  }

  *feed(text: string): Generator<JsonPiece> {
    if (this.item !== '') this.start = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === BACKSLASH) this.escaped = true;
        else if (code === QUOTE) this.inString = false;
        else if (code === NEWLINE) this.line += 1;
        continue;
      }
      if (code === NEWLINE) {
        this.line += 1;
        continue;
      }
      if (code === 32 || code === 13 || code === 9) continue;
      yield* this.take(text, i, code);
      if (this.failed) return;
    }
    if (this.start !== -1) {
      this.item += text.slice(this.start);
      this.start = -1;
    }
  }

  private *take(text: string, i: number, code: number): Generator<JsonPiece> {
    const opens = code === 91 || code === 123;
    const closes = code === 93 || code === 125;
    if (this.root === '') {
      if (opens) {
        this.root = code === 91 ? '[' : '{';
        this.depth = 1;
        this.inList = code === 91;
      } else yield* this.fail('notList');
      return;
    }
    if (this.depth === 0) {
      yield* this.fail('notList');
      return;
    }
    if (closes) {
      if (this.depth === this.cutDepth) yield* this.cut(text, i);
      this.depth -= 1;
      if (this.root === '{' && this.depth === 1) this.inList = false;
      return;
    }
    if (code === COMMA && this.depth === this.cutDepth) {
      yield* this.cut(text, i);
      return;
    }
    if (code === COLON && this.root === '{' && this.depth === 1) {
      this.name(text, i);
      return;
    }
    const opensList =
      code === 91 && this.root === '{' && this.depth === 1 && !this.started() && this.member !== '';
    if (opensList) {
      this.inList = true;
      this.index = 0;
      this.depth = 2;
      return;
    }
    if (!this.started()) {
      this.start = i;
      this.itemLine = this.line;
    }
    if (opens) this.depth += 1;
    if (code === QUOTE) this.inString = true;
  }

  private started(): boolean {
    return this.start !== -1 || this.item !== '';
  }

  /** What was read since the last cut was the name of a member. */
  private name(text: string, i: number): void {
    const raw = (this.item + (this.start === -1 ? '' : text.slice(this.start, i))).trim();
    this.item = '';
    this.start = -1;
    try {
      this.member = String(JSON.parse(raw));
    } catch {
      this.member = raw;
    }
  }

  private *cut(text: string, i: number): Generator<JsonPiece> {
    if (!this.started()) return;
    const whole = this.item + (this.start === -1 ? '' : text.slice(this.start, i));
    this.item = '';
    this.start = -1;
    const member = this.root === '{' ? this.member : '';
    if (this.inList)
      yield { kind: 'element', member, index: this.index++, line: this.itemLine, text: whole };
    else {
      yield { kind: 'member', member, line: this.itemLine, text: whole };
      this.member = '';
    }
  }

  private *fail(reason: 'unfinished' | 'notList'): Generator<JsonPiece> {
    this.failed = true;
    yield { kind: 'broken', line: this.line, reason };
  }

  *end(): Generator<JsonPiece> {
    if (this.root === '' || this.depth > 0)
      yield* this.fail(this.root === '' ? 'notList' : 'unfinished');
  }
}
