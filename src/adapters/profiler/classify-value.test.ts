import { expect, test } from 'vitest';
import {
  BOOLEAN,
  classifyValue,
  DATE,
  DATETIME,
  INTEGER,
  NULL_LIKE,
  NUMBER,
  readNumber,
  TEXT,
} from './classify-value.ts';

const classify = (text: string): number => {
  const bytes = Buffer.from(`,${text},`);
  return classifyValue(bytes, 1, bytes.length - 1);
};

test.each<[number, string[]]>([
  [INTEGER, ['0', '7', '-12', '+5', '12345678901234567890', ' 42', '42 ']],
  [NUMBER, ['0.5', '-1.25', '.5', '5.', '1e6', '-2.5E-3', '0.4627343815766754']],
  [BOOLEAN, ['true', 'FALSE', 'True']],
  [DATE, ['2020-01-31', '2020/1/5', '31.12.2020', '7/13/2018', '2024年2月29日', '9/30/19']],
  [
    DATETIME,
    [
      '2020-01-31 10:20:30',
      '2020-01-31T10:20:30Z',
      '7/13/2018 9:05',
      '2020-01-31 10:20:30.123+08:00',
      '12/31/2020 11:59:59 PM',
    ],
  ],
  [NULL_LIKE, ['NA', 'n/a', 'NULL', 'None', 'nan', '-', '.', '\\N', '#N/A', ' ', '?']],
  [
    TEXT,
    [
      '007',
      '-01',
      '1,234',
      '1.2.3',
      '2020-13-01',
      '2020-01-32',
      'abc',
      '福州',
      'trues',
      '1e',
      '--1',
      '12:30',
      '1-2',
      'e5',
      'none of it',
      '110105194912310021X',
    ],
  ],
])('kind %i', (kind, texts) => {
  expect(texts.map((text) => [text, classify(text)])).toEqual(texts.map((text) => [text, kind]));
});

test.each([
  ['-12', -12],
  ['.5', 0.5],
  ['-0.001', -0.001],
  ['9999999999.99', 9999999999.99],
  ['1.5e3', 1500],
])('%s is read as a number', (text, value) => {
  classify(text);
  expect(readNumber[0]).toBe(value);
});
