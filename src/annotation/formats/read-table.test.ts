import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from '#test/support/annotation-fixtures.ts';
import { readTable } from './read-table.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

test('any cells come back, however the bytes are cut', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', ',', 'a\nb', '""', ' '),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell)),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('\n', '\r\n'),
      async (rows, size, end) => {
        const kept = rows.filter(([a, b]) => a !== '' || b !== '');
        const quoted = kept.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','));
        const text = ['a,b', ...quoted].join(end);
        const { tasks, problems } = await collect(readTable(pieces(text, size)));
        expect([
          tasks.map((task) => task.data),
          problems.filter((p) => p[2] !== 'text.encoding'),
        ]).toEqual([kept.map(([a, b]) => ({ a, b })), []]);
      },
    ),
    { numRuns: 500 },
  );
});

test('separators, a GB18030 file, bad rows by line', async () => {
  const gb = new Uint8Array([0xce, 0xc4, 0xb1, 0xbe, 0x0a, 0xd6, 0xd0, 0x0a]);
  const bytes = async function* () {
    yield gb;
  };
  expect((await collect(readTable(bytes()))).tasks.map((t) => t.data)).toEqual([{ 文本: '中' }]);
  const found = await collect(readTable(pieces('a;b\n1;2\n3\n"4;5', 4)));
  expect(found.tasks.map((task) => task.data)).toEqual([{ a: '1', b: '2' }]);
  expect(found.problems).toEqual([
    [2, 3, 'table.columns', 'item'],
    [3, 4, 'table.quote', 'item'],
  ]);
  expect((await collect(readTable(pieces('a,a\n1,2', 4)))).problems).toEqual([
    [0, 1, 'table.header', 'item'],
  ]);
});
