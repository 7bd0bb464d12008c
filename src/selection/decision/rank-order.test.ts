import { expect, test } from 'vitest';
import { compareRanked, splitTies, suggest, type Ranked } from './rank-order.ts';

const item = (id: string, score: number | null, value = 0): Ranked => ({
  id,
  score,
  byCriterion: { value },
});
const eleven = Array.from({ length: 11 }, (_, n) => item(`i${n + 1}`, 90 - n));

test('the first ten are suggested', () => {
  expect(suggest(eleven, 10, [])).toEqual({
    selected: ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10'],
    tied: [],
    empty: 0,
  });
  expect(suggest(eleven, 0, []).selected).toEqual([]);
  expect(suggest([], 10, []).selected).toEqual([]);
});

test('a tie at ranks 10 and 11 is resolved by what was declared, else the slot is left empty', () => {
  const tied = [...eleven.slice(0, 9), item('x', 70, 3), item('y', 70, 4)];
  expect(suggest(tied, 10, ['value']).selected.at(-1)).toBe('y');
  expect(suggest(tied, 10, [])).toEqual({
    selected: ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9'],
    tied: ['x', 'y'],
    empty: 1,
  });
  const three = [...eleven.slice(0, 8), item('a', 70), item('b', 70), item('c', 70)];
  expect(suggest(three, 10, ['value'])).toMatchObject({ tied: ['a', 'b', 'c'], empty: 2 });
  expect(suggest(tied, 11, [])).toMatchObject({ tied: [], empty: 0 });
});

test('sums of binary fractions are equal when they are meant to be', () => {
  expect(compareRanked(item('a', 0.1 + 0.2), item('b', 0.3), [])).toBe(0);
  expect(compareRanked(item('a', null), item('b', null), [])).toBe(0);
  expect(compareRanked(item('a', null), item('b', 1), [])).toBeGreaterThan(0);
});

test('who ties with a selected one and is left out is named', () => {
  const [x, y, z] = [item('x', 70), item('y', 70), item('z', 69)];
  expect(splitTies([x], [y, z], [])).toEqual(['y']);
  expect(splitTies([x, y], [z], [])).toEqual([]);
});
