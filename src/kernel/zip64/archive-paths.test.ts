import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archivePaths } from './archive-paths.ts';

test.each([
  ['data/a.csv', 'data/a.csv'],
  ['数据/说明.csv', '数据/说明.csv'],
  ['../x', 'x'],
  ['a/../../x', 'a/x'],
  ['/etc/passwd', 'etc/passwd'],
  ['C:\\Windows\\x', 'C_/Windows/x'],
  ['\\\\server\\share\\x', 'server/share/x'],
  ['a\0b', 'a_b'],
  ['CON', '_CON'],
  ['con.txt', '_con.txt'],
  ['console', 'console'],
  ['lpt1.csv', '_lpt1.csv'],
  ['a.', 'a_'],
  ['a ', 'a_'],
  ['...', '___'],
  ['a//./b', 'a/b'],
  ['', 'file'],
  ['..', 'file'],
  ['a:b', 'a_b'],
  ['a\nb', 'a_b'],
  ['\u200Fשלום.csv', '\u200Fשלום.csv'],
  ['gpj\u202Eexe.csv', 'gpj_exe.csv'],
  ['\ud800x', '\ufffdx'],
  ['x'.repeat(300) + '.csv', 'x'.repeat(251) + '.csv'],
  ['数'.repeat(100) + '.csv', '数'.repeat(83) + '.csv'],
])('%j', (path, name) => expect(archivePaths([path])).toEqual([name]));

test('equal names are numbered, also where only case or normal form differ', () => {
  expect(
    archivePaths(['a.csv', 'A.csv', './a.csv', 'caf\u00e9', 'cafe\u0301', 'd/x', 'd']),
  ).toEqual(['a.csv', 'A (2).csv', 'a (3).csv', 'caf\u00e9', 'cafe\u0301 (2)', 'd/x', 'd (2)']);
  expect(archivePaths(['manifest.SHA256'], ['MANIFEST.sha256'])).toEqual(['manifest (2).SHA256']);
});

test('whatever the paths, the names are safe and distinct', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '..',
    '.',
    'a',
    'A',
    ':',
    '\0',
    'CON',
    ' ',
    '数',
    '\u202e',
    '.csv',
  );
  const path = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
      const names = archivePaths(paths);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(paths.length);
      for (const name of names)
        for (const segment of name.split('/'))
          expect(segment).toMatch(/^(?!\.{1,2}$)(?!con(\.|$))[^\0\\:\u202e]*[^. \0\\:\u202e]$/i);
    }),
  );
});
