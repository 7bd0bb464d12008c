import { escapeAttribute } from './references.ts';
import { attributeNamed, elementsOf, type XmlElement } from './xml-document.ts';

/**
 * Edits of a configuration as edits of its text: only what changes is rewritten, so comments, unknown tags and
 * attributes, their order and the author's layout stay. Each takes the text and an element read from exactly it
 * and returns the new text; read that again before the next edit.
 */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies splices that do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let out = text;
  for (const { start, end, text: put } of splices.toSorted((a, b) => b.start - a.start))
    out = out.slice(0, start) + put + out.slice(end);
  return out;
}

/** Writes, changes or (undefined) removes one attribute. */
export function attributeSplice(
  element: XmlElement,
  name: string,
  value: string | undefined,
): Splice {
  const found = attributeNamed(element, name);
  if (found) {
    // With the attribute goes the blank before it.
    if (value === undefined) return { start: found.start - 1, end: found.end, text: '' };
    return {
      start: found.valueStart - 1,
      end: found.end,
      text: `"${escapeAttribute(value)}"`,
    };
  }
  const last = element.attributes.at(-1);
  const at = last ? last.end : element.start + 1 + element.name.length;
  return {
    start: at,
    end: at,
    text: value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`,
  };
}

/** The blanks at the start of the line an offset is on. */
function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(line, offset))?.[0] ?? '';
}

export const writeTag = (tag: string, attributes: Readonly<Record<string, string>>): string =>
  `<${tag}${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')}/>`;

/** Puts `tag` (already written) as the last element of `parent`, on a line of its own. */
export function appendTag(text: string, parent: XmlElement, tag: string): string {
  const indent = indentAt(text, parent.start);
  const last = elementsOf(parent).at(-1);
  if (last) {
    const own = indentAt(text, last.start);
    return applySplices(text, [{ start: last.end, end: last.end, text: `\n${own}${tag}` }]);
  }
  const inner = `\n${indent}  ${tag}\n${indent}`;
  if (!parent.selfClosing)
    return applySplices(text, [{ start: parent.openEnd, end: parent.closeStart, text: inner }]);
  const slash = text.lastIndexOf('/', parent.openEnd);
  return applySplices(text, [
    { start: slash, end: parent.openEnd, text: `>${inner}</${parent.name}>` },
  ]);
}

/** Takes an element out, with the line it leaves empty. */
export function removeTag(text: string, element: XmlElement): string {
  const before = /\n?[ \t]*$/u.exec(text.slice(0, element.start))?.[0].length ?? 0;
  return applySplices(text, [{ start: element.start - before, end: element.end, text: '' }]);
}

/** Lets two siblings change places. */
export function swapTags(text: string, one: XmlElement, other: XmlElement): string {
  return applySplices(text, [
    { start: one.start, end: one.end, text: text.slice(other.start, other.end) },
    { start: other.start, end: other.end, text: text.slice(one.start, one.end) },
  ]);
}
