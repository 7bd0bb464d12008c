import { describe, expect, test } from 'vitest';
import { sniffCsv } from './sniff-csv.ts';

const sniff = (text: string, hint?: string) => sniffCsv(Buffer.from(text), hint);

test.each<[string, string]>([
  ['a,b\n1,2\n', ','],
  ['a\tb\n1\t2\n', '\t'],
  ['a;b;c\n1,5;2;3\n1,6;2;3\n', ';'],
  ['a|b\n1|2\n', '|'],
  ['name\nx\ny\n', ','],
  ['title,text\n"a;b;c",x\n"d;e",y\n', ','],
])('%j is cut at %j', (text, delimiter) => {
  expect(sniff(text).delimiter).toBe(delimiter);
});

describe('the first row', () => {
  test.each<[string, boolean]>([
    ['name,n\nx,1\ny,2\n', true],
    ['x,1\ny,2\nz,3\n', false],
    ['1,2\n3,4\n', false],
    ['country,1990,1991,1992\nA,1,2,3\nB,4,5,6\n', true],
    ['a,b\n', true],
    ['x,y\np,q\n', true],
  ])('%j has a header: %s', (text, header) => {
    expect(sniff(text).header).toBe(header);
  });
});
