import { expect, test } from 'vitest';
import { ArchiveNames, imageName, stemOf } from './archive-names.ts';

test('the name in any reference to an image is one safe segment', () => {
  const names: Record<string, string> = {
    'a.jpg': 'a.jpg',
    '../../etc/passwd': 'passwd',
    '/absolute/b.png': 'b.png',
    '..\\..\\windows\\c.bmp': 'c.bmp',
    'C:\\users\\d.jpg': 'd.jpg',
    'C:e.jpg': 'C_e.jpg',
    'nul\u0000l.jpg': 'nul_l.jpg',
    'con.jpg': '_con.jpg',
    'https://host/x/%E5%9B%BE%20%F0%9F%98%80.jpg?sig=a/b#c': '图 😀.jpg',
    'https://host/%2e%2e%2f%2e%2e%2fetc%2fpasswd': 'passwd',
    'https://host/': 'file',
    '/data/local-files/?d=folder/f%20g.jpg': 'f g.jpg',
    's3://bucket/key/h.jpg': 'h.jpg',
    '': 'file',
    '..': 'file',
    'right\u202egpj.exe': 'right_gpj.exe',
  };
  expect(Object.keys(names).map(imageName)).toEqual(Object.values(names));
});

test('no two entries share a name, also without case, extension or normal form', () => {
  const names = new ArchiveNames();
  const take = (name: string) => names.take(name, stemOf);
  expect(['a.jpg', 'A.JPG', 'a.png', 'a (2).gif', '\u00e9.jpg', 'e\u0301.jpg'].map(take)).toEqual([
    'a.jpg',
    'A (2).JPG',
    'a (3).png',
    'a (2) (2).gif',
    '\u00e9.jpg',
    'e\u0301 (2).jpg',
  ]);
});

test('a hundred thousand images of one name take no square of time', () => {
  const names = new ArchiveNames();
  const started = performance.now();
  let last = '';
  for (let n = 0; n < 100_000; n++) last = names.take('image.jpg', stemOf);
  expect(last).toBe('image (100000).jpg');
  expect(performance.now() - started).toBeLessThan(10_000);
});
