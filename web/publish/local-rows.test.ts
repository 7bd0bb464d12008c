import { expect, test } from 'vitest';
import { localRows } from './local-rows.ts';

const of = (content: string | Uint8Array<ArrayBuffer>, path: string) =>
  localRows(new Blob([content]), path);

test.each([
  ['a.csv', 'id,城市\n1,福州\n2,"厦门, ""岛""\n内"\n'],
  ['semicolon.csv', 'id;城市\r\n1;福州\r\n2;"厦门, ""岛""\n内"'],
  ['a.tsv', 'id\t城市\n1\t福州\n\n2\t"厦门, ""岛""\n内"\n'],
  ['a.jsonl', '{"id":1,"城市":"福州"}\n\nnot json\n{"id":2,"城市":"厦门, \\"岛\\"\\n内"}\n'],
  ['a.JSON', ' [ {"id":1,"城市":"福州"} , {"id":2,"城市":"厦门, \\"岛\\"\\n内"} ]'],
  [
    'a.geojson',
    '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"id":1,"城市":"福州"}},{"type":"Feature","properties":{"id":2,"城市":"厦门, \\"岛\\"\\n内"}}]}',
  ],
])('%s is read for its first rows', async (path, content) => {
  expect(await of(content, path)).toEqual({
    columns: ['id', '城市'],
    rows: [
      ['1', '福州'],
      ['2', '厦门, "岛"\n内'],
    ],
  });
});

test('GB 18030 and UTF-16 are read as what they are', async () => {
  const gb = Buffer.from('b3c7cad02cc8cbbfda0ab8a3d6dd2c3834320a', 'hex');
  const wide = Buffer.from('\uFEFF城市,人口\n福州,842\n', 'utf16le');
  const rows = { columns: ['城市', '人口'], rows: [['福州', '842']] };
  expect(await of(new Uint8Array(gb), 'gb.csv')).toEqual(rows);
  expect(await of(new Uint8Array(wide), 'wide.csv')).toEqual(rows);
});

test('a file that is cut shows whole rows only, and five of them', async () => {
  const lines = Array.from({ length: 9000 }, (_, i) => `${i},福州${'x'.repeat(40)}`);
  const found = await of(`id,城市\n${lines.join('\n')}`, 'large.csv');
  expect(found?.rows.map((row) => row[0])).toEqual(['0', '1', '2', '3', '4']);
  const long = `id,note\n1,a\n2,"${'x'.repeat(70_000)}"\n`;
  expect((await of(long, 'cut.csv'))?.rows).toEqual([['1', 'a']]);
  const json = `[{"id":1},{"id":2,"note":"${'x'.repeat(70_000)}"}]`;
  expect((await of(json, 'cut.json'))?.rows).toEqual([['1']]);
});

test.each([
  ['photo.png', 'id,a\n1,2\n'],
  ['empty.csv', ''],
  ['words.csv', 'no table here'],
  ['scalar.json', '42'],
  ['numbers.json', '[1,2,3]'],
  ['broken.json', '[{"id":'],
])('%s shows nothing', async (path, content) => {
  expect(await of(content, path)).toBeUndefined();
});
