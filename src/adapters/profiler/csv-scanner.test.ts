import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvScanner } from './csv-scanner.ts';

interface Scanned {
  readonly records: { line: number; cells: string[] }[];
  readonly blank: number;
  readonly nul: number;
  readonly unclosed: number | undefined;
}

/** Scans in pieces of `step` bytes, as a reader does. */
function scan(text: string | Buffer, step = 1 << 20, delimiter = ','): Scanned {
  const all = Buffer.from(text as string);
  const records: { line: number; cells: string[] }[] = [];
  const scanner = new CsvScanner(delimiter, {
    record({ bytes, starts, ends }, count, line) {
      const cells = Array.from({ length: count }, (_, i) =>
        bytes.toString('utf8', starts[i], ends[i]),
      );
      records.push({ line, cells });
    },
  });
  let kept = Buffer.alloc(0);
  for (let at = 0; at < all.length; at += step) {
    const chunk = Buffer.concat([kept, all.subarray(at, at + step)]);
    kept = chunk.subarray(scanner.scan(chunk, 0, chunk.length, false));
  }
  scanner.scan(Buffer.from(kept), 0, kept.length, true);
  return {
    records,
    blank: scanner.blankLines,
    nul: scanner.nulBytes,
    unclosed: scanner.unclosedQuoteLine,
  };
}

const cellsOf = (text: string, step?: number): string[][] =>
  scan(text, step).records.map((r) => r.cells);

describe('records', () => {
  test.each<[string, string, string[][]]>([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['LF, CR and CRLF mixed', 'a\nb\rc\r\nd', [['a'], ['b'], ['c'], ['d']]],
    [
      'quotes',
      '"a,1","b\n2"\nc,d',
      [
        ['a,1', 'b\n2'],
        ['c', 'd'],
      ],
    ],
    ['doubled quotes', '"say ""hi""",x\n', [['say "hi"', 'x']]],
    ['a quote inside plain text', 'a"b,c\n', [['a"b', 'c']]],
    ['text after a closing quote', '"a"b,c\n', [['ab', 'c']]],
    ['an empty quoted field is a record', '""\n', [['']]],
    ['empty fields', ',,\n', [['', '', '']]],
    ['NUL bytes are dropped', 'a\0b,\0\n', [['ab', '']]],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
    expect(cellsOf(text, 1)).toEqual(expected);
  });

  test('lines are physical, blank ones are counted and skipped', () => {
    expect(scan('a,b\n\n"x\ny",1\r\n\r\n2,3\n')).toEqual({
      records: [
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['x\ny', '1'] },
        { line: 6, cells: ['2', '3'] },
      ],
      blank: 2,
      nul: 0,
      unclosed: undefined,
    });
  });

  test('a quote that never closes is reported where it opens', () => {
    const { records, unclosed } = scan('a,b\n1,"open\n2,3\n');
    expect({ records, unclosed }).toEqual({
      records: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', 'open\n2,3\n'] },
      ],
      unclosed: 2,
    });
  });

  test('a thousand fields grow the arrays', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `c${i}`);
    expect(cellsOf(`${names.join(',')}\n"${names.join('","')}"\n`, 700)).toEqual([names, names]);
  });
});

test('whatever was quoted by RFC 4180 comes back, cut anywhere', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '福', '"', ',', '\n', '\r', ' '),
    maxLength: 6,
  });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, step) => {
      const text = rows
        .map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','))
        .join('\r\n');
      expect(cellsOf(text, step)).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});
