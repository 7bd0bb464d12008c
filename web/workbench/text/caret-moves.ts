import { blockAt, type TextDocument } from './text-document.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The next place a caret may stand: never inside an emoji, a combined letter or a CRLF. */
export function nextGrapheme(document: TextDocument, unit: number): number {
  if (unit >= document.text.length) return document.text.length;
  const block = blockAt(document, unit);
  const inside = unit - block.start;
  if (inside >= block.text.length) return unit + 1;
  return (
    block.start +
    (graphemes.segment(block.text).containing(inside)?.index ?? 0) +
    lengthAt(block.text, inside)
  );
}

const lengthAt = (text: string, at: number): number =>
  graphemes.segment(text).containing(at)?.segment.length ?? 1;

export function previousGrapheme(document: TextDocument, unit: number): number {
  if (unit <= 0) return 0;
  const block = blockAt(document, unit - 1);
  const inside = unit - 1 - block.start;
  if (inside >= block.text.length) return unit - 1;
  return block.start + (graphemes.segment(block.text).containing(inside)?.index ?? inside);
}

/** End of the next word (dictionary words in Chinese, as the browser knows them). */
export function nextWord(document: TextDocument, unit: number): number {
  let block = blockAt(document, unit);
  let inside = unit - block.start;
  for (;;) {
    for (const { index, segment, isWordLike } of words.segment(block.text))
      if (isWordLike === true && index + segment.length > inside)
        return block.start + index + segment.length;
    const next = document.blocks[block.index + 1];
    if (!next) return document.text.length;
    block = next;
    inside = 0;
  }
}

/** Start of the previous word. */
export function previousWord(document: TextDocument, unit: number): number {
  let block = blockAt(document, Math.max(0, unit - 1));
  let inside = unit - block.start;
  for (;;) {
    let found = -1;
    for (const { index, isWordLike } of words.segment(block.text))
      if (isWordLike === true && index < inside) found = index;
    if (found >= 0) return block.start + found;
    const before = document.blocks[block.index - 1];
    if (!before) return 0;
    block = before;
    inside = block.text.length;
  }
}

/** The word around an offset, for a double click by keyboard. */
export function wordAround(document: TextDocument, unit: number): readonly [number, number] {
  const block = blockAt(document, unit);
  const word = words
    .segment(block.text)
    .containing(Math.min(unit - block.start, Math.max(0, block.text.length - 1)));
  if (!word) return [unit, unit];
  return [block.start + word.index, block.start + word.index + word.segment.length];
}
