import { expect, test } from 'vitest';
import { attributeProblems, cellOf, type Field } from './field.ts';

const label = { zh: '字段', en: 'Field' };
const options = [
  { value: 'a', zh: '甲', en: 'A' },
  { value: 'b', zh: '乙', en: 'B' },
];
const fields: readonly Field[] = [
  { name: 'place', kind: 'text', label, required: true, max: 5 },
  { name: 'capacity', kind: 'integer', label, min: 1, max: 10 },
  { name: 'area', kind: 'number', label },
  { name: 'level', kind: 'choice', label, options },
  { name: 'good_at', kind: 'choices', label, options },
  { name: 'since', kind: 'day', label },
  { name: 'site', kind: 'link', label },
];

const wrong = (attributes: Record<string, unknown>) =>
  attributeProblems(fields, { place: 'x', ...attributes }).map((p) => p.field);

test('what fits the fields has no problem', () => {
  const good = { capacity: 10, area: 1.5, level: 'a', good_at: ['b', 'a'], since: '2024-02-29' };
  expect(wrong({ ...good, site: 'https://example.cn/' })).toEqual([]);
});

test.each([
  ['place', ['', ' ', 'abcdef', 'a\0', 1, null]],
  ['capacity', [0, 11, 1.5, '5', Number.NaN]],
  ['area', [Number.POSITIVE_INFINITY, '1']],
  ['level', ['c', ['a'], 1]],
  ['good_at', [[], ['a', 'a'], ['c'], 'a', [['a']]]],
  ['since', ['2023-02-29', '2024-2-1', 20240201]],
  ['site', ['javascript:alert(1)', 'https://', 'ftp://x']],
])('%s refuses what it is not', (name, values) => {
  for (const value of values) expect(wrong({ [name]: value })).toEqual([`attributes/${name}`]);
});

test('missing and unknown fields are named without echoing them', () => {
  expect(attributeProblems(fields, { 'secret-marker': 1 })).toEqual([
    { field: 'attributes/place', code: 'attribute', message: 'is needed' },
    {
      field: 'attributes',
      code: 'unknown',
      message: 'names a field that this register does not have',
    },
  ]);
  expect(attributeProblems(fields, JSON.parse('{"place":"x","__proto__":{}}'))).toHaveLength(1);
});

test('cells speak the language of the reader', () => {
  const attributes = { level: 'a', good_at: ['a', 'b'], capacity: 3 };
  const cells = (language: 'zh' | 'en') => fields.map((f) => cellOf(f, attributes, language));
  expect(cells('zh')).toEqual(['', '3', '', '甲', '甲、乙', '', '']);
  expect(cells('en')).toEqual(['', '3', '', 'A', 'A, B', '', '']);
});
