import { expect, test } from 'vitest';
import { scoreFaults, totalOf } from './total-of.ts';

const words = { zh: '', en: '' };
const rubric = [
  { key: 'use', title: words, help: words, weight: 3, min: 0, max: 10 },
  { key: 'rights', title: words, help: words, weight: 1, min: 1, max: 5 },
];

test('scores of different ranges count by weight alone', () => {
  expect(totalOf(rubric, { use: 10, rights: 5 })).toBe(100);
  expect(totalOf(rubric, { use: 0, rights: 1 })).toBe(0);
  expect(totalOf(rubric, { use: 5, rights: 5 })).toBe(62.5);
});

test('gaps and values out of range are named', () => {
  expect(scoreFaults(rubric, { use: 11 }, false)).toEqual([
    { key: 'use', min: 0, max: 10 },
    { key: 'rights', min: 1, max: 5 },
  ]);
  expect(scoreFaults(rubric, { use: 11 }, true)).toEqual([{ key: 'use', min: 0, max: 10 }]);
  expect(scoreFaults(rubric, { use: Number.NaN, rights: 1 }, true)).toHaveLength(1);
});
