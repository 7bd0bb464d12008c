import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderOf, pathKey, pathProblem, pathsCollide } from './file-path.ts';

const codeOf = (path: string) => pathProblem(path)?.code;

test('ordinary names in any script are taken', () => {
  const paths = [
    'data.csv',
    '数据/说明.csv',
    'a/b/c.tar.gz',
    'ÄÖÜ ß.txt',
    '.hidden',
    'con1.txt',
    'a b/c',
    'é/ü.json',
  ];
  expect(paths.map(codeOf)).toEqual(paths.map(() => undefined));
});

test.each([
  ['', 'empty'],
  ['../x', 'dots'],
  ['a/../b', 'dots'],
  ['./a', 'dots'],
  ['/etc/passwd', 'absolute'],
  ['a//b', 'empty_segment'],
  ['a/', 'empty_segment'],
  ['a\0b', 'control'],
  ['a\nb', 'control'],
  ['a\u0085b', 'control'],
  ['a\\b', 'reserved'],
  ['C:/x', 'reserved'],
  ['what?.csv', 'reserved'],
  ['CON', 'device'],
  ['con.txt', 'device'],
  ['x/NUL.tar.gz', 'device'],
  ['LPT9', 'device'],
  ['COM¹', 'device'],
  ['name.', 'ends'],
  ['name ', 'ends'],
  ['folder /x', 'ends'],
  [' x', 'starts'],
  ['invoice\u202Egpj.exe', 'bidi'],
  ['a\u2066b', 'bidi'],
  ['\u200Fx', 'bidi'],
  ['\uD800', 'surrogate'],
  [`${'据'.repeat(85)}a`, 'segment_too_long'],
  [`${'a/'.repeat(512)}b`, 'too_long'],
])('%j is refused as %s', (path, code) => {
  expect(codeOf(path)).toBe(code);
});

test('255 bytes in a name and 1,024 in a path are the last that are taken', () => {
  expect(codeOf('据'.repeat(85))).toBeUndefined();
  expect(codeOf(`${'a'.repeat(204)}/`.repeat(4) + 'b'.repeat(204))).toBeUndefined();
  expect(codeOf(`${'a'.repeat(204)}/`.repeat(4) + 'b'.repeat(205))).toBe('too_long');
});

test('a sentence never holds the path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 4 }), (path) => {
      expect(pathProblem(`${path}\u0000`)?.message ?? '').not.toContain(path);
    }),
  );
});

test('what passes is one relative path without escape', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
      const path = parts.join('/');
      if (pathProblem(path)) return;
      const address = new URL(path.split('/').map(encodeURIComponent).join('/'), 'http://h/base/');
      expect(address.pathname.startsWith('/base/')).toBe(true);
    }),
  );
});

test('paths that a folding file system takes for one have one key', () => {
  expect(pathKey('Data/É.CSV')).toBe(pathKey('data/e\u0301.csv'));
  expect(pathKey('STRASSE')).toBe(pathKey('straße'));
  expect(pathKey('ｆｕｌｌ')).toBe(pathKey('full'));
  expect(pathKey('a')).not.toBe(pathKey('b'));
});

test('folders', () => {
  expect([folderOf('a/b/c.csv'), folderOf('c.csv')]).toEqual(['a/b', '']);
  expect([pathsCollide('a', 'a/b'), pathsCollide('a/b', 'a'), pathsCollide('a', 'ab')]).toEqual([
    true,
    true,
    false,
  ]);
});
