import { expect, test } from 'vitest';
import { diffVersions, fileView, shapeKey, type DiffSide } from './diff-versions.ts';
import type { CatalogFile } from './manifest.ts';

const file = (path: string, digit: string, sizeBytes = 10): CatalogFile => ({
  path,
  sha256: digit.repeat(64),
  sizeBytes,
  crc32: 0,
  mediaType: 'text/csv',
  format: 'csv',
});
const side = (
  semver: string,
  files: CatalogFile[],
  shapes: DiffSide['shapes'] = new Map(),
): DiffSide => ({
  semver,
  card: { title: { en: semver } },
  files,
  shapes,
});

test('added, removed, changed, renamed and unchanged files', () => {
  const kept = file('same.csv', '1');
  const from = side('1.0.0', [
    kept,
    file('old/a.csv', '2'),
    file('gone.csv', '3'),
    file('edit.csv', '4'),
  ]);
  const to = side('1.1.0', [
    kept,
    file('new/a.csv', '2'),
    file('fresh.csv', '5'),
    file('edit.csv', '6', 20),
  ]);
  expect(diffVersions(from, to)).toEqual({
    from: '1.0.0',
    to: '1.1.0',
    added: [fileView(file('fresh.csv', '5'))],
    removed: [fileView(file('gone.csv', '3'))],
    changed: [
      {
        path: 'edit.csv',
        before: { sha256: '4'.repeat(64), sizeBytes: 10 },
        after: { sha256: '6'.repeat(64), sizeBytes: 20 },
      },
    ],
    renamed: [{ from: 'old/a.csv', to: 'new/a.csv', sha256: '2'.repeat(64), sizeBytes: 10 }],
    unchanged: 1,
    cardFields: ['title'],
    counts: { added: 1, removed: 1, changed: 1, renamed: 1 },
  });
});

test('columns and rows of a changed table', () => {
  const a = file('t.csv', '1');
  const b = file('t.csv', '2');
  const before = {
    rows: 10,
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'old', type: 'string' },
    ],
  };
  const after = {
    rows: 12,
    columns: [
      { name: 'id', type: 'string' },
      { name: 'new', type: 'date' },
    ],
  };
  const shapes = new Map([
    [shapeKey(a), before],
    [shapeKey(b), after],
  ]);
  expect(
    diffVersions(side('1.0.0', [a], shapes), side('2.0.0', [b], shapes)).changed[0]?.table,
  ).toEqual({
    rowsBefore: 10,
    rowsAfter: 12,
    columnsAdded: ['new'],
    columnsRemoved: ['old'],
    columnsRetyped: [{ name: 'id', before: 'integer', after: 'string' }],
  });
});

test('one content twice is renamed once, and lists are cut while counts are not', () => {
  const twice = diffVersions(
    side('1.0.0', [file('a', '1')]),
    side('1.0.1', [file('b', '1'), file('c', '1')]),
  );
  expect([twice.renamed.map((r) => r.to), twice.added.map((f) => f.path)]).toEqual([['b'], ['c']]);
  const many = Array.from({ length: 1500 }, (_, i) => file(`f${i}`, '9', i));
  const cut = diffVersions(side('1.0.0', []), side('1.0.1', many));
  expect([cut.added.length, cut.counts.added]).toEqual([1000, 1500]);
});
