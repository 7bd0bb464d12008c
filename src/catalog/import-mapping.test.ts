import { expect, test } from 'vitest';
import { linkOf, parseForeignRecord } from './foreign-record.ts';
import { cardOfRecord, nameOfRecord } from './import-mapping.ts';
import { recogniseLicence } from './licence.ts';

test('a record says what its card says, and nothing more', () => {
  const record = {
    id: 'gee:AAFC/ACI',
    source: 'gee',
    title: 'Canada AAFC Annual Crop Inventory',
    description: 'Crop maps. ',
    keywords: ['agriculture', 'crop', 'agriculture', ''],
    licence: 'CC BY 4.0',
    publisher: 'Agriculture Canada',
    url: 'https://example.org/aci',
    language: 'en',
    temporal: '2009-01-01/2025-01-01',
    bbox: '-135.17, 36.83, -51.24, 62.25',
    update_frequency: 'annual',
    country: 'CA',
  };
  expect(cardOfRecord(record)).toEqual({
    title: { en: 'Canada AAFC Annual Crop Inventory' },
    description: { en: 'Crop maps.' },
    domain: 'agriculture',
    keywords: ['agriculture', 'crop'],
    languages: ['en'],
    licence: { spdx: 'CC-BY-4.0' },
    coverage: {
      from: '2009-01-01',
      to: '2025-01-01',
      place: 'Canada',
      bbox: [-135.17, 36.83, -51.24, 62.25],
    },
    updateFrequency: 'yearly',
    homepage: 'https://example.org/aci',
    publisher: 'Agriculture Canada',
  });
  const bare = {
    id: 's:1',
    source: 's1',
    title: '数据',
    keywords: ['杂项'],
    licence: 'unknown',
    url: '',
    language: 'zh',
  };
  expect(cardOfRecord(bare)).toEqual({
    title: { zh: '数据' },
    domain: 'other',
    keywords: ['杂项'],
    languages: ['zh'],
  });
});

test.each([
  ['cc-by-4.0', { spdx: 'CC-BY-4.0' }],
  ['Creative Commons BY 4.0', { spdx: 'CC-BY-4.0' }],
  ['CC-BY 4.0', { spdx: 'CC-BY-4.0' }],
  ['CC0', { spdx: 'CC0-1.0' }],
  ['MIT License', { spdx: 'MIT' }],
  [
    'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    { spdx: 'CC-BY-NC-SA-4.0', url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/' },
  ],
  [
    'https://opendatacommons.org/licenses/by/1.0/',
    { spdx: 'ODC-By-1.0', url: 'https://opendatacommons.org/licenses/by/1.0/' },
  ],
  [
    'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    {
      spdx: 'OGL-UK-3.0',
      url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    },
  ],
  ['https://example.org/terms', { name: 'example.org', url: 'https://example.org/terms' }],
  ['Copernicus Marine licence', { name: 'Copernicus Marine licence' }],
  ['This product is licensed under CC BY-SA', { name: 'This product is licensed under CC BY-SA' }],
  ['', undefined],
  ['other', undefined],
  ['None', undefined],
])('the licence %j', (stated, licence) => {
  expect(recogniseLicence(stated)).toEqual(licence);
});

test('names are slugs, stable, and apart where slugs would meet', () => {
  const none = new Set<string>();
  expect(nameOfRecord({ id: 'pmlb:657_fri_c2_250_10', source: 'pmlb' }, none)).toBe(
    '657-fri-c2-250-10',
  );
  const chinese = nameOfRecord({ id: 'x:数据', source: 'x' }, none);
  expect(chinese).toMatch(/^dataset-[0-9a-z]{7}$/);
  expect(nameOfRecord({ id: 'x:数据', source: 'x' }, none)).toBe(chinese);
  expect(nameOfRecord({ id: 'x:a_b', source: 'x' }, new Set(['a-b']))).toMatch(/^a-b-[0-9a-z]{7}$/);
  expect(nameOfRecord({ id: `x:${'long-'.repeat(40)}`, source: 'x' }, none)).toMatch(
    /^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/,
  );
});

test('a line that is no record says why, without its values', () => {
  expect(parseForeignRecord('{')).toEqual({ reason: 'is not JSON' });
  expect(parseForeignRecord('[]')).toEqual({ reason: 'id must be a string' });
  expect(parseForeignRecord('{"id":"a:1","title":" ","source":"a1"}')).toEqual({
    reason: 'title must be a title of 1 to 500 characters',
  });
  expect(parseForeignRecord('{"id":"a:1","title":"t","source":"A b"}')).toEqual({
    reason: 'source must be 1 to 52 of a-z, 0-9 and -',
  });
  expect(
    [
      { url: 'https://a.cn/x y' },
      { url: '[http://a.cn](http://a.cn' },
      {},
      { url: 'http://a.cn/x' },
    ].map(linkOf),
  ).toEqual([undefined, undefined, undefined, 'http://a.cn/x']);
});
