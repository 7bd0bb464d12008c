import { expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';

test('what guessing finds first is refused', () => {
  const common = [
    'Password123',
    'P@ssw0rd2026!',
    'qwertyuiop',
    '1qaz2wsx3edc',
    'woaini1314520',
    '1234567890',
    '0987654321',
    '13800138000',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    'admin@123456',
  ];
  expect(common.filter((p) => !isCommonPassword(p))).toEqual([]);
  expect(isCommonPassword('lin.xiaoming88', 'lin.xiaoming@example.cn')).toBe(true);
  expect(isCommonPassword('LIN@example.cn', 'lin@example.cn')).toBe(true);
});

test('ordinary long passwords pass', () => {
  const fine = [
    'correct horse battery',
    '荔枝湾的早茶十点开始',
    'a long enough password',
    'kX9#mQ2!vL',
  ];
  expect(fine.filter((p) => isCommonPassword(p, 'lin@example.cn'))).toEqual([]);
});
