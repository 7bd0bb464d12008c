import { describe, expect, it } from 'vitest';
import { parseQuery, replaceWords } from './parse-query.ts';
import { compounds, lexemesOfTokens, stem, tokenise, wholeText } from './tokens.ts';

const lexemes = (text: string): string[] => {
  const found = new Set<string>();
  lexemesOfTokens(tokenise(text), found);
  return [...found];
};

describe('tokens', () => {
  it('keep their place in the text, whatever stands between', () => {
    expect(tokenise('🍵 數據Data!').map(({ start, end, text }) => [start, end, text])).toEqual([
      [3, 5, '数据'],
      [5, 9, 'data'],
    ]);
  });
  it('fold case, width, accents and script', () => {
    expect(tokenise('ＧＰＴ Café 臺灣').map((t) => t.text)).toEqual(['gpt', 'cafe', '台湾']);
  });
  it('take characters beyond the basic plane whole', () => {
    expect(tokenise('𠮷野').map((t) => t.chars?.map((c) => [c.start, c.end]))).toEqual([
      [
        [0, 2],
        [2, 3],
      ],
    ]);
  });
  it('give characters, pairs, stems and compounds', () => {
    expect(lexemes('电动车 COVID-19 studies')).toEqual([
      '电',
      '动',
      '车',
      '电动',
      '动车',
      'covid',
      '19',
      'study',
      'covid19',
    ]);
    expect(compounds(tokenise('a-b-c d'))).toEqual(['abc']);
  });
  it.each([
    ['cities', 'city'],
    ['images', 'image'],
    ['glass', 'glass'],
    ['virus', 'virus'],
    ['gas', 'gas'],
    ['series', 'sery'],
    ['data', 'data'],
  ])('%s is found as %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });
  it('make one lexeme of a short text', () => {
    expect(wholeText(tokenise('Air-Quality, 空氣'))).toBe('air quality 空气');
  });
});

describe('queries', () => {
  it('lose stop words unless there is nothing else', () => {
    expect(parseQuery('the state of air').groups.map((g) => g.pieces[0]?.text)).toEqual([
      'state',
      'air',
    ]);
    expect(parseQuery('the').groups.map((g) => g.pieces[0]?.text)).toEqual(['the']);
  });
  it('are cut at 1,000 characters and 48 lexemes', () => {
    const parsed = parseQuery(Array.from({ length: 900 }, (_, i) => `w${i}`).join(' '));
    expect(parsed.text.length).toBe(1_000);
    expect(parsed.groups.length).toBe(48);
  });
  it('keep everything but the corrected words', () => {
    expect(
      replaceWords(
        parseQuery('Brain segmantation, 数据!'),
        new Map([['segmantation', 'segmentation']]),
      ),
    ).toBe('Brain segmentation, 数据!');
  });
});
