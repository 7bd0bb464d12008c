import { expect, test } from 'vitest';
import { hexOf } from './colour.ts';

test('the ways to write a colour become what a colour field takes', () => {
  const written = [
    '#0F7B6C',
    '#abc',
    '#abcd',
    '#0f7b6c80',
    'rgba(218, 1, 238, 1)',
    'Red',
    'bad',
    undefined,
  ];
  expect(written.map(hexOf)).toEqual([
    '#0f7b6c',
    '#aabbcc',
    '#aabbcc',
    '#0f7b6c',
    '#da01ee',
    '#ff0000',
    undefined,
    undefined,
  ]);
});
