import { resolveReferences } from './references.ts';
import type { XmlAttribute, XmlElement } from './xml-document.ts';

export type XmlTrouble =
  | 'tooLarge'
  | 'doctype'
  | 'entity'
  | 'syntax'
  | 'unclosed'
  | 'strayClose'
  | 'duplicateAttribute'
  | 'tooDeep'
  | 'tooMany'
  | 'secondRoot'
  | 'strayText'
  | 'empty';

export interface XmlFinding {
  readonly code: XmlTrouble;
  readonly offset: number;
  readonly length: number;
  /** The name the sentence speaks of. */
  readonly name?: string;
}

export const maxConfigCharacters = 262_144;
const maxDepth = 64;
const maxElements = 5000;
const nameStart = /[\p{L}_:]/u;
const namePart = /[\p{L}\p{N}\p{M}_:.\-·]/u;
const blank = /\s/u;

/**
 * Reads the part of XML 1.0 that label configurations use: elements, attributes, text, comments, CDATA,
 * processing instructions, character references. A document type is refused, so no entity can be declared
 * and none can grow. Goes on after a fault, so that several are found at once.
 */
export function readXml(text: string): { root: XmlElement | undefined; findings: XmlFinding[] } {
  if (text.length > maxConfigCharacters)
    return { root: undefined, findings: [{ code: 'tooLarge', offset: 0, length: 0 }] };
  return new Reader(text).read();
}

class Reader {
  readonly text: string;
  readonly findings: XmlFinding[] = [];
  readonly open: XmlElement[] = [];
  root: XmlElement | undefined;
  count = 0;
  at = 0;
  /** A limit was met; the rest is not read. */
  stopped = false;

  constructor(text: string) {
    this.text = text;
  }

  read(): { root: XmlElement | undefined; findings: XmlFinding[] } {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    while (this.at < this.text.length && !this.stopped) this.#next();
    for (const element of this.open.toReversed()) {
      if (!this.stopped)
        this.#found('unclosed', element.start, element.name.length + 1, element.name);
      element.closeStart = element.end = this.text.length;
    }
    if (!this.root && this.findings.length === 0) this.#found('empty', 0, 0);
    return { root: this.root, findings: this.findings };
  }

  #found(code: XmlTrouble, offset: number, length: number, name?: string): void {
    if (this.findings.length < 100)
      this.findings.push({ code, offset, length, ...(name === undefined ? {} : { name }) });
  }

  #next(): void {
    const { text, at } = this;
    if (text[at] !== '<') return this.#text();
    if (text.startsWith('<!--', at)) return this.#skipTo('-->', 4);
    if (text.startsWith('<![CDATA[', at)) return this.#cdata();
    if (text.startsWith('<?', at)) return this.#skipTo('?>', 2);
    if (text.startsWith('<!', at)) return this.#doctype();
    if (text[at + 1] === '/') return this.#close();
    return this.#element();
  }

  #skipTo(mark: string, from: number): void {
    const end = this.text.indexOf(mark, this.at + from);
    if (end === -1) this.#found('syntax', this.at, from);
    this.at = end === -1 ? this.text.length : end + mark.length;
  }

  /** Skips the declaration with its internal subset; nothing in it is read. */
  #doctype(): void {
    const start = this.at;
    let depth = 0;
    while (this.at < this.text.length) {
      const mark = this.text[this.at];
      if (mark === '[') depth += 1;
      if (mark === ']') depth -= 1;
      this.at += 1;
      if (mark === '>' && depth <= 0) break;
    }
    this.#found('doctype', start, Math.min(this.at - start, 9));
  }

  #append(text: string, start: number): void {
    const parent = this.open.at(-1);
    if (parent) parent.children.push({ kind: 'text', text, start, end: this.at });
    else if (text.trim() !== '') this.#found('strayText', start, this.at - start);
  }

  #text(): void {
    const start = this.at;
    const end = this.text.indexOf('<', start);
    this.at = end === -1 ? this.text.length : end;
    this.#append(this.#resolved(start, this.at), start);
  }

  #cdata(): void {
    const start = this.at;
    this.#skipTo(']]>', 9);
    this.#append(this.text.slice(start + 9, Math.max(start + 9, this.at - 3)), start);
  }

  /** Blanks written in an attribute's value are spaces (XML 1.0 §3.3.3). */
  #resolved(start: number, end: number, attribute = false): string {
    const raw = this.text.slice(start, end);
    return resolveReferences(
      attribute ? raw.replaceAll(/[\t\n\r]/gu, ' ') : raw,
      (from, length, name) => this.#found('entity', start + from, length, name),
    );
  }

  #name(): string {
    const start = this.at;
    if (nameStart.test(this.text[this.at] ?? ''))
      while (this.at < this.text.length && namePart.test(this.text[this.at] ?? '')) this.at += 1;
    return this.text.slice(start, this.at);
  }

  #blanks(): number {
    const start = this.at;
    while (blank.test(this.text[this.at] ?? '')) this.at += 1;
    return this.at - start;
  }

  #close(): void {
    const start = this.at;
    this.at += 2;
    const name = this.#name();
    this.#blanks();
    if (this.text[this.at] === '>') this.at += 1;
    else this.#found('syntax', start, this.at - start);
    const depth = this.open.findLastIndex((element) => element.name === name);
    if (depth === -1) return this.#found('strayClose', start, this.at - start, name);
    for (const element of this.open.splice(depth + 1).toReversed()) {
      this.#found('unclosed', element.start, element.name.length + 1, element.name);
      element.closeStart = element.end = start;
    }
    const closed = this.open.pop();
    if (closed) {
      closed.closeStart = start;
      closed.end = this.at;
    }
  }

  #element(): void {
    const start = this.at;
    this.at += 1;
    const name = this.#name();
    if (name === '') return this.#found('syntax', start, 1);
    this.count += 1;
    if (this.count > maxElements) return this.#stop('tooMany', start);
    const attributes: XmlAttribute[] = [];
    const selfClosing = this.#attributes(start, attributes);
    const element: XmlElement = {
      kind: 'element',
      name,
      attributes,
      children: [],
      start,
      openEnd: this.at,
      closeStart: this.at,
      end: this.at,
      selfClosing,
    };
    const parent = this.open.at(-1);
    if (parent) parent.children.push(element);
    else if (this.root) this.#found('secondRoot', start, name.length + 1, name);
    else this.root = element;
    if (selfClosing) return;
    if (this.open.length >= maxDepth) this.#stop('tooDeep', start);
    else this.open.push(element);
  }

  #stop(code: XmlTrouble, offset: number): void {
    this.#found(code, offset, 0);
    this.stopped = true;
  }

  /** Reads up to and with the `>`; true where it ends with `/>`. */
  #attributes(start: number, into: XmlAttribute[]): boolean {
    for (;;) {
      const gap = this.#blanks();
      if (this.text.startsWith('/>', this.at)) {
        this.at += 2;
        return true;
      }
      const mark = this.text[this.at];
      if (mark === '>') {
        this.at += 1;
        return false;
      }
      if (mark === undefined || mark === '<') {
        this.#found('syntax', start, this.at - start);
        return true;
      }
      this.#attribute(gap, into);
    }
  }

  #attribute(gap: number, into: XmlAttribute[]): void {
    const start = this.at;
    const name = this.#name();
    const afterName = this.at;
    this.#blanks();
    if (name === '' || gap === 0 || this.text[this.at] !== '=') {
      this.at = Math.max(afterName, start + 1);
      return this.#found('syntax', start, this.at - start, name);
    }
    this.at += 1;
    this.#blanks();
    const quote = this.text[this.at];
    const end = quote === '"' || quote === "'" ? this.text.indexOf(quote, this.at + 1) : -1;
    if (end === -1) {
      while (this.at < this.text.length && !/[\s<>/]/u.test(this.text[this.at] ?? '')) this.at += 1;
      return this.#found('syntax', start, this.at - start, name);
    }
    const valueStart = this.at + 1;
    this.at = end + 1;
    if (this.text.slice(valueStart, end).includes('<'))
      this.#found('syntax', start, this.at - start, name);
    if (into.some((one) => one.name === name))
      return this.#found('duplicateAttribute', start, name.length, name);
    const value = this.#resolved(valueStart, end, true);
    into.push({ name, value, start, end: this.at, valueStart });
  }
}
