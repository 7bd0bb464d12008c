/** A stretch of the text shown as one block: a paragraph, or a part of a very long one. */
export interface TextBlock {
  readonly index: number;
  /** Offset in UTF-16 units. */
  readonly start: number;
  /** Offset in code points. */
  readonly startPoint: number;
  readonly text: string;
  readonly direction: 'ltr' | 'rtl';
  /** False where the paragraph goes on in the next block. */
  readonly endsParagraph: boolean;
}

/** A text cut into blocks, with offsets in UTF-16 units (the screen's) and code points (the results'). */
export interface TextDocument {
  readonly text: string;
  /** Code points. */
  readonly points: number;
  readonly blocks: readonly TextBlock[];
}

/** Paragraphs longer than this many UTF-16 units are cut after a sentence, so that few are drawn at a time. */
const blockUnits = 600;
const rightToLeft =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
const letter = /\p{L}/u;

/** Cuts a text into blocks; every unit but the line feeds between blocks is in exactly one. */
export function textDocument(text: string): TextDocument {
  const blocks: TextBlock[] = [];
  let start = 0;
  let startPoint = 0;
  for (const paragraph of text.split('\n')) {
    const direction = directionOf(paragraph);
    const parts = cutParagraph(paragraph);
    for (const [i, part] of parts.entries()) {
      const endsParagraph = i === parts.length - 1;
      blocks.push({
        index: blocks.length,
        start,
        startPoint,
        text: part,
        direction,
        endsParagraph,
      });
      start += part.length + (endsParagraph ? 1 : 0);
      startPoint += countPoints(part) + (endsParagraph ? 1 : 0);
    }
  }
  return { text, points: startPoint - 1, blocks };
}

/** Direction of the first letter, as the bidirectional algorithm takes it (rules P2 and P3 of UAX #9). */
function directionOf(paragraph: string): 'ltr' | 'rtl' {
  for (const character of paragraph)
    if (letter.test(character)) return rightToLeft.test(character) ? 'rtl' : 'ltr';
  return 'ltr';
}

function cutParagraph(paragraph: string): string[] {
  const parts: string[] = [];
  let rest = paragraph;
  while (rest.length > blockUnits * 1.5) {
    const at = cutBefore(rest);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** After the last sentence end or blank before the limit; never between the halves of a character. */
function cutBefore(text: string): number {
  const head = text.slice(0, blockUnits);
  const sentence = Math.max(
    ...['。', '！', '？', '. ', '! ', '? ', '؟ '].map((end) => {
      const at = head.lastIndexOf(end);
      return at < 0 ? -1 : at + end.length;
    }),
  );
  if (sentence > blockUnits / 3) return sentence;
  const blank = head.lastIndexOf(' ') + 1;
  if (blank > blockUnits / 3) return blank;
  const graphemes = [
    ...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
      text.slice(0, blockUnits + 40),
    ),
  ];
  return graphemes.findLast(({ index }) => index <= blockUnits)?.index ?? blockUnits;
}

/** Code points of a string. */
export function countPoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) i += 1;
    count += 1;
  }
  return count;
}

/** The block an offset (UTF-16 units) is in; one on a line feed belongs to the block before it. */
export function blockAt({ blocks }: TextDocument, unit: number): TextBlock {
  return lastFrom(blocks, (block) => block.start <= unit);
}

function lastFrom(blocks: readonly TextBlock[], holds: (block: TextBlock) => boolean): TextBlock {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(blocks[middle] as TextBlock)) low = middle;
    else high = middle - 1;
  }
  return blocks[low] as TextBlock;
}

/** UTF-16 units → code points. */
export function toPoints(document: TextDocument, unit: number): number {
  const block = blockAt(document, unit);
  return block.startPoint + countPoints(document.text.slice(block.start, unit));
}

/** Code points → UTF-16 units; beyond the end is the end. */
export function toUnits(document: TextDocument, point: number): number {
  const block = lastFrom(document.blocks, (one) => one.startPoint <= point);
  let unit = block.start;
  for (let left = point - block.startPoint; left > 0 && unit < document.text.length; left -= 1)
    unit += (document.text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}
