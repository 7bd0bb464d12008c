import { describe, expect, test } from 'vitest';
import { JsonSplitter } from './split-json.ts';
import { BrokenFile } from './statements.ts';

/** Runs the splitter over `text` in pieces of `step` bytes. */
async function split(text: string, step = 1 << 20): Promise<[string, string, number][] | string> {
  const pieces: [string, string, number][] = [];
  const all = Buffer.from(text);
  let at = 0;
  const splitter = new JsonSplitter({
    piece: (json, place, line) => pieces.push([place, json.trim(), line]),
  });
  const source = {
    async read(into: Buffer, offset: number, length: number) {
      const count = all.copy(into, offset, at, Math.min(all.length, at + Math.min(step, length)));
      at += count;
      return count;
    },
    consumed: () => at,
    async close() {},
  };
  try {
    await splitter.run(source, () => undefined);
  } catch (error) {
    if (error instanceof BrokenFile) return `${error.statement.code} ${error.statement.line}`;
    throw error;
  }
  return pieces;
}

describe('pieces of a document', () => {
  test.each<[string, [string, string, number][]]>([
    [
      '[1, {"a": [2]},\n "x,]"]',
      [
        ['element', '1', 1],
        ['element', '{"a": [2]}', 1],
        ['element', '"x,]"', 2],
      ],
    ],
    ['[]', []],
    [
      '{"a": 1, "b": {"c": []}}',
      [
        ['member', '"a": 1', 1],
        ['member', '"b": {"c": []}', 1],
      ],
    ],
    [
      '{"type":"X","features":[{"n":1},{"n":2}],"z":0}',
      [
        ['member', '"type":"X"', 1],
        ['feature', '{"n":1}', 1],
        ['feature', '{"n":2}', 1],
        ['member', '"features":null', 1],
        ['member', '"z":0', 1],
      ],
    ],
    ['"a\\"b"', [['whole', '"a\\"b"', 1]]],
  ])('%s', async (text, expected) => {
    expect(await split(text)).toEqual(expected);
    expect(await split(text, 1)).toEqual(expected);
  });

  test.each([
    ['[1,2,]', 'json.broken 1'],
    ['[1,\n2', 'json.broken 2'],
    ['{"a":[1}\n', 'json.broken 1'],
    ['[1]\n\n[2]', 'json.broken 3'],
    ['[,1]', 'json.broken 1'],
    ['["a\nb"]', 'json.broken 1'],
    ['['.repeat(5000), 'json.broken 1'],
  ])('%j is broken', async (text, expected) => {
    expect(await split(text)).toBe(expected);
  });
});
