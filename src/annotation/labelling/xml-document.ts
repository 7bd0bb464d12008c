/** One attribute; offsets are UTF-16 positions in the source, `end` after the closing quote. */
export interface XmlAttribute {
  readonly name: string;
  /** With character references resolved. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** First character of the value, inside the quote. */
  readonly valueStart: number;
}

export interface XmlText {
  readonly kind: 'text';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** An element with where it stands in the source, so that edits leave the rest untouched. */
export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: XmlAttribute[];
  readonly children: (XmlElement | XmlText)[];
  /** Of its `<`. */
  readonly start: number;
  /** After the `>` of its start tag. */
  openEnd: number;
  /** Of the `<` of its end tag; `openEnd` where it has none of its own. */
  closeStart: number;
  /** After its last character. */
  end: number;
  selfClosing: boolean;
}

/** Where something stands; line and column count from 1, the column in characters (code points). */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** UTF-16 offset. */
  readonly offset: number;
  /** UTF-16 length. */
  readonly length: number;
}

/** The value of an attribute, or undefined where it is not written. */
export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  attributeNamed(element, name)?.value;

/** Label Studio reads attribute names in any case (`showInLine`, `showinline`). */
export function attributeNamed(element: XmlElement, name: string): XmlAttribute | undefined {
  const lower = name.toLowerCase();
  return element.attributes.find((one) => one.name.toLowerCase() === lower);
}

export const elementsOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => child.kind === 'element');

/** The element and everything below it, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of elementsOf(element)) yield* descendants(child);
}

/** Turns offsets of a text into places. */
export function placesOf(text: string): (offset: number, length: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset, length) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const column = Array.from(text.slice(starts[low], offset)).length + 1;
    return { line: low + 1, column, offset, length };
  };
}
