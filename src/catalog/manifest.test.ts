import { expect, test } from 'vitest';
import { contentDigest, foldersOf, formatsOf, type CatalogFile } from './manifest.ts';

const file = (path: string, sizeBytes: number, format = 'csv'): CatalogFile => ({
  path,
  sha256: 'a'.repeat(64),
  sizeBytes,
  crc32: 1,
  mediaType: 'text/csv',
  format,
});

test('folders count everything below them', () => {
  expect(
    foldersOf([
      file('a/b/c.csv', 1),
      file('a/d.csv', 2),
      file('e.csv', 4),
      file('数据/说明.csv', 8),
    ]),
  ).toEqual([
    { path: 'a', parent: '', fileCount: 2, sizeBytes: 3 },
    { path: 'a/b', parent: 'a', fileCount: 1, sizeBytes: 1 },
    { path: '数据', parent: '', fileCount: 1, sizeBytes: 8 },
  ]);
});

test('formats by bytes, without the unknown', () => {
  expect(
    formatsOf([file('a', 1), file('b', 9, 'png'), file('c', 99, 'other'), file('d', 9, 'json')]),
  ).toEqual(['json', 'png', 'csv']);
});

test('the digest is that of the content, whatever the order', async () => {
  const content = { card: { title: { en: 'x' } }, externalUrl: null };
  const one = await contentDigest({ ...content, files: [file('a', 1), file('b', 2)] });
  const two = await contentDigest({ ...content, files: [file('b', 2), file('a', 1)] });
  const other = await contentDigest({ ...content, files: [file('a', 1), file('c', 2)] });
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect([two === one, other === one]).toEqual([true, false]);
});
