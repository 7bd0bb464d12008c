import { expect, it } from 'vitest';
import { highlighter } from './highlight.ts';
import { parseQuery } from './parse-query.ts';

const marked = (query: string, text: string): string[] => {
  const found = highlighter(parseQuery(query))({ titleZh: text }).titleZh;
  return (found?.ranges ?? []).map(([start, end]) => found?.text.slice(start, end) ?? '');
};

it.each([
  ['city', 'Cities of a CITY, citywide', ['Cities', 'CITY', 'city']],
  ['GPT-4', 'GPT-4 and gpt4', ['GPT', '4', 'gpt4']],
  ['cafe', 'Café ＣＡＦＥ', ['Café', 'ＣＡＦＥ']],
  ['école', 'Ecole École', ['Ecole', 'École']],
  ['数据集', '數據集與数据', ['數據集', '数据']],
  ['图', '地圖', ['圖']],
  ['𠮷野', '🍵𠮷野', ['𠮷野']],
  ['キロ', '㌔', ['㌔']],
  ['brain', 'nothing of it', []],
  ['', 'nothing asked', []],
])('%s in %s', (query, text, expected) => {
  expect(marked(query, text)).toEqual(expected);
});

it('cuts a long text around its first match, and looks no further', () => {
  const text = `${'x '.repeat(500)}wombat ${'y '.repeat(500)}wombat`;
  const { titleZh } = highlighter(parseQuery('wombat'))({ titleZh: text });
  expect([titleZh?.text.length, titleZh?.ranges]).toEqual([240, [[60, 66]]]);
});
