import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUscc, usccCheckCharacter } from './uscc.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const characters = (n: number, from = alphabet) =>
  fc
    .array(fc.constantFrom(...from.split('')), { minLength: n, maxLength: n })
    .map((c) => c.join(''));
const first17 = fc
  .tuple(characters(2), characters(6, '0123456789'), characters(9))
  .map((parts) => parts.join(''));

describe('unified social credit code (GB 32100-2015)', () => {
  test('accepts codes that are in use', () => {
    const published = [
      '91350100M000100Y43', // the worked example circulated with the standard
      '91110000802100433B', // a Beijing internet company
      '9144030071526726XG', // a Shenzhen internet company; the body ends in X
    ];
    expect(published.filter((code) => !isUscc(code))).toEqual([]);
  });

  test('refuses every other check character, and every single substitution', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.nat(30), (body, at, other) => {
        const check = usccCheckCharacter(body) ?? '';
        expect(alphabet.split('').filter((c) => isUscc(body + c))).toEqual([check]);
        const replaced = alphabet[other] ?? '';
        const damaged = body.slice(0, at) + replaced + body.slice(at + 1);
        expect(isUscc(damaged + check)).toBe(damaged === body);
      }),
      { numRuns: 300 },
    );
  });

  test('refuses I, O, S, V and Z, small letters and other lengths', () => {
    const code = '91350100M000100Y43';
    const wrong = ['I', 'O', 'S', 'V', 'Z'].flatMap((letter) =>
      Array.from({ length: 18 }, (_, at) => code.slice(0, at) + letter + code.slice(at + 1)),
    );
    wrong.push(code.toLowerCase(), code.slice(1), `${code}0`, '', `${code}\n`, ` ${code}`);
    wrong.push('91A50100M000100Y43', '９１350100M000100Y43');
    expect(wrong.filter((c) => isUscc(c))).toEqual([]);
    expect(usccCheckCharacter('91350100I000100Y4')).toBeUndefined();
    expect(usccCheckCharacter('9135')).toBeUndefined();
  });
});
