import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32Hex, isTokenText, newTokenText } from './token-text.ts';

test('CRC-32 has its published check value', () => {
  expect(crc32Hex('123456789')).toBe('cbf43926');
});

test('a new token is accepted, any changed character is not', () => {
  fc.assert(
    fc.property(fc.nat(57), fc.constantFrom(...'abcXYZ019_-'.split('')), (at, character) => {
      const token = newTokenText();
      expect(token).toMatch(/^banyan_[\w-]{43}[0-9a-f]{8}$/);
      const damaged = token.slice(0, at) + character + token.slice(at + 1);
      expect(isTokenText(damaged)).toBe(damaged === token);
    }),
  );
  expect([isTokenText(''), isTokenText('banyan_'), isTokenText(`${newTokenText()}\n`)]).toEqual([
    false,
    false,
    false,
  ]);
});
