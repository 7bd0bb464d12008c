import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextGrapheme, nextWord, previousGrapheme, previousWord } from './caret-moves.ts';
import { inLanes, piecesOf } from './span-layout.ts';
import { countPoints, textDocument, toPoints, toUnits } from './text-document.ts';

const texts = fc
  .array(
    fc.constantFrom('榕', '数。', '👨‍👩‍👧', '😀', 'ab ', 'مرحبا ', '\n', '\r\n', 'e\u0301', '🇨🇳'),
    {
      maxLength: 900,
    },
  )
  .map((parts) => parts.join(''));

test('blocks and line feeds together are the whole text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { blocks } = textDocument(text);
      const joined = blocks.map((b) => b.text + (b.endsParagraph ? '\n' : '')).join('');
      expect(joined).toBe(`${text}\n`);
      for (const block of blocks) expect(text.slice(block.start).startsWith(block.text)).toBe(true);
    }),
  );
});

test('offsets in units and in code points agree with the characters, and come back', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, seed) => {
      const document = textDocument(text);
      const characters = [...text];
      const point = characters.length === 0 ? 0 : seed % (characters.length + 1);
      const unit = characters.slice(0, point).join('').length;
      expect([toUnits(document, point), toPoints(document, unit)]).toEqual([unit, point]);
      expect(document.points).toBe(characters.length);
    }),
  );
});

test('a lone half of a character counts as one', () => {
  expect(countPoints('a\ud83d\ud83d\ude00\ude00b')).toBe(5);
});

test('carets never stop inside a character, and go the same way back', () => {
  const document = textDocument('一👨‍👩‍👧e\u0301🇨🇳\n二');
  const stops = [0];
  while ((stops.at(-1) ?? 0) < document.text.length)
    stops.push(nextGrapheme(document, stops.at(-1) ?? 0));
  expect(stops).toEqual([0, 1, 9, 11, 15, 16, 17]);
  const back = [document.text.length];
  while ((back.at(-1) ?? 0) > 0) back.push(previousGrapheme(document, back.at(-1) ?? 0));
  expect(back.toReversed()).toEqual(stops);
});

test('words go over blanks and line ends', () => {
  const document = textDocument('Ada Lovelace,\n\nwrote it');
  expect([0, 3, 12].map((unit) => nextWord(document, unit))).toEqual([3, 12, 20]);
  expect([20, 15, 12].map((unit) => previousWord(document, unit))).toEqual([15, 4, 4]);
});

test('a right-to-left paragraph is known by its first letter', () => {
  const { blocks } = textDocument('12 مرحبا abc\nabc مرحبا\n…');
  expect(blocks.map((block) => block.direction)).toEqual(['rtl', 'ltr', 'ltr']);
});

test('overlapping spans lie in lanes and cut the block at each border', () => {
  const span = (id: string, start: number, end: number) => ({
    id,
    start,
    end,
    colour: '#000',
    tag: id,
  });
  const spans = inLanes([span('b', 2, 6), span('a', 0, 4), span('c', 4, 6)]);
  expect(spans.map(({ id, lane }) => [id, lane])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
  ]);
  const [block] = textDocument('01234567').blocks;
  if (!block) throw new Error('no block');
  expect(
    piecesOf(block, spans).map((piece) => [
      piece.text,
      piece.spans.map((s) => s.id),
      piece.ending.map((s) => s.id),
    ]),
  ).toEqual([
    ['01', ['a'], []],
    ['23', ['a', 'b'], ['a']],
    ['45', ['b', 'c'], ['b', 'c']],
    ['67', [], []],
  ]);
});
