import { expect, test } from 'vitest';
import { damaged, divisionsCsv, firstRows, holidaysCsv, inGb18030 } from './change-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array, encoding = 'utf-8') =>
  new TextDecoder(encoding, { fatal: true }).decode(content);

test('the tree of divisions becomes one table by code, alike in both encodings', () => {
  const tree = {
    '86': { '350000': '福建省' },
    '350000': { '350100': '福州市' },
    '350100': { '350102': '鼓楼区' },
  };
  const table = divisionsCsv(bytes(JSON.stringify(tree)));
  const wanted =
    '代码,名称,级别,上级代码\n350000,福建省,省,\n350100,福州市,市,350000\n350102,鼓楼区,县,350100\n';
  expect(text(table)).toBe(wanted);
  const legacy = inGb18030(table);
  expect(text(legacy, 'gb18030')).toBe(wanted);
  expect(() => text(legacy)).toThrow(TypeError);
});

test('a day that is both off and in lieu is one row', () => {
  const calendar = {
    holidays: { '2026-10-01': 'National Day,国庆节,3', '2026-10-07': 'National Day,国庆节,3' },
    workdays: { '2026-10-10': 'National Day,国庆节,3' },
    inLieuDays: { '2026-10-07': 'National Day,国庆节,3' },
  };
  expect(text(holidaysCsv(bytes(JSON.stringify(calendar))))).toBe(
    '日期,类型,节日,holiday\n2026-10-01,放假,国庆节,National Day\n2026-10-07,补休,国庆节,National Day\n2026-10-10,上班,国庆节,National Day\n',
  );
});

test('rows are cut by lines, and errors go where they are said to be', () => {
  expect(text(firstRows(2)(bytes('a,b\n1,2\n3,4\n')))).toBe('a,b\n1,2\n');
  const rows = Array.from({ length: 401 }, (_, i) => `2012-01-01,${i},x`);
  const lines = text(damaged(bytes(['d,n,w', ...rows].join('\n')))).split('\n');
  expect([lines[0], lines[199], lines[200], lines[400]]).toEqual([
    'd,n,w',
    '2012-01-01,198,x',
    '2012-01-01,199',
    '2012-01-01,399,x,多余',
  ]);
});
