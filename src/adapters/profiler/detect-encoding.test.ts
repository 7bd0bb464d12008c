import { describe, expect, test } from 'vitest';
import { EncodingEvidence, guessEncoding, wholeUtf8 } from './detect-encoding.ts';

test.each<[string, Buffer, string]>([
  ['plain', Buffer.from('a,b\n1,福\n'), 'utf-8'],
  ['UTF-8 mark', Buffer.from('\ufeffa,b'), 'utf-8-sig'],
  ['UTF-16 little endian mark', Buffer.from('\ufeffa', 'utf16le'), 'utf-16le'],
  ['UTF-16 big endian mark', Buffer.from('\ufeffa', 'utf16le').swap16(), 'utf-16be'],
  ['UTF-16 without mark', Buffer.from('alpha,beta\n', 'utf16le'), 'utf-16le'],
  ['UTF-16 big endian without mark', Buffer.from('alpha,beta\n', 'utf16le').swap16(), 'utf-16be'],
  ['one NUL', Buffer.from('a,b,c\n\0,2,3'), 'utf-8'],
])('%s', (_, bytes, expected) => {
  expect(guessEncoding(bytes)).toBe(expected);
});

describe('bytes that are not UTF-8', () => {
  const verdict = (bytes: Buffer): string => {
    const evidence = new EncodingEvidence();
    evidence.add(bytes, bytes.length);
    return evidence.verdict();
  };
  test('Chinese pairs are GB 18030', () => {
    expect(verdict(Buffer.from('d0d5c3fb2cb3c7cad00ad5c5c8fd2cb8a3d6dd0a', 'hex'))).toBe('gb18030');
  });
  test('single high bytes among letters are Latin-1', () => {
    expect(verdict(Buffer.from('caf\xe9,na\xefve,\xa9\n', 'latin1'))).toBe('latin-1');
  });
  test('one bad byte in much good UTF-8 is damage', () => {
    expect(verdict(Buffer.concat([Buffer.from('福州'.repeat(100)), Buffer.from([0xff])]))).toBe(
      'utf-8',
    );
  });
});

test('a cut inside a character is found', () => {
  const bytes = Buffer.from('a福𠀀');
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((length) => wholeUtf8(bytes, 0, length))).toEqual([
    1, 1, 1, 4, 4, 4, 4, 8,
  ]);
});
