import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gather } from '#test/support/annotation-fixtures.ts';
import { splitJson, type JsonPiece } from './split-json.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const split = async (text: string, size = 5): Promise<JsonPiece[]> =>
  gather(splitJson(pieces(text, size)));

test('members, lists and lines of an object', async () => {
  expect(await split('{"a":1,\n"b":[{"x":"]"},\n [2]],"c":{"d":[3]}}')).toEqual([
    { kind: 'member', member: 'a', line: 1, text: '1' },
    { kind: 'element', member: 'b', index: 0, line: 2, text: '{"x":"]"}' },
    { kind: 'element', member: 'b', index: 1, line: 3, text: '[2]' },
    { kind: 'member', member: 'c', line: 3, text: '{"d":[3]}' },
  ]);
});

test('a bad element does not hide the next; an open end is said', async () => {
  expect(await split('[{"a":1,},\nnot json,\n{"b":2}')).toEqual([
    { kind: 'element', member: '', index: 0, line: 1, text: '{"a":1,}' },
    { kind: 'element', member: '', index: 1, line: 2, text: 'not json' },
    { kind: 'broken', line: 3, reason: 'unfinished' },
  ]);
  expect(await split('hello')).toEqual([{ kind: 'broken', line: 1, reason: 'notList' }]);
  expect(await split('')).toEqual([{ kind: 'broken', line: 1, reason: 'notList' }]);
});

test('any list comes back as its elements, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ stringUnit: 'grapheme' })),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(0, 2),
      async (values, size, indent) => {
        const found = await split(JSON.stringify(values, null, indent), size);
        expect(found.map((p) => (p.kind === 'element' ? JSON.parse(p.text) : p))).toEqual(
          values.map((value) => JSON.parse(JSON.stringify(value))),
        );
      },
    ),
    { numRuns: 500 },
  );
});
