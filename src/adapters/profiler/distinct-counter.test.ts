import { expect, test } from 'vitest';
import { distinctBudget, DistinctCounter } from './distinct-counter.ts';

const add = (counter: DistinctCounter, value: string): void => {
  const bytes = Buffer.from(value);
  counter.add(bytes, 0, bytes.length);
};

test('exact up to 65,536 different values, with their frequencies', () => {
  const counter = new DistinctCounter(distinctBudget());
  for (let i = 0; i < 60_000; i++) add(counter, `value ${i}`);
  for (let i = 0; i < 3; i++) add(counter, 'value 7');
  add(counter, 'value 福州');
  add(counter, 'value 福州');
  expect(counter.distinct()).toEqual({ count: 60_001, approximate: false });
  expect(counter.top(10)).toEqual({
    values: [
      { value: 'value 7', count: 4 },
      { value: 'value 福州', count: 2 },
    ],
    approximate: false,
  });
});

test('estimated within 4 % beyond, while what repeats is still counted', () => {
  const counter = new DistinctCounter(distinctBudget());
  for (let i = 0; i < 300_000; i++) {
    add(counter, String(i));
    if (i % 3 === 0) add(counter, 'often');
  }
  const { count, approximate } = counter.distinct();
  expect(approximate).toBe(true);
  expect(Math.abs(count / 300_001 - 1)).toBeLessThan(0.04);
  expect(counter.top(1)).toEqual({
    values: [{ value: 'often', count: 100_000 }],
    approximate: true,
  });
});

test('many columns share one budget and go over to estimates when it is spent', () => {
  const budget = { entries: 10, bytes: 1000 };
  const [first, second] = [new DistinctCounter(budget), new DistinctCounter(budget)];
  for (let i = 0; i < 8; i++) add(first, `a${i}`);
  for (let i = 0; i < 8; i++) add(second, `b${i}`);
  expect([first.distinct(), second.distinct()]).toEqual([
    { count: 8, approximate: false },
    { count: 8, approximate: true },
  ]);
});

test('a long value is shown cut, on a whole character', () => {
  const counter = new DistinctCounter(distinctBudget());
  for (let i = 0; i < 2; i++) add(counter, '福'.repeat(100));
  expect(counter.top(1).values).toEqual([{ value: `${'福'.repeat(66)}…`, count: 2 }]);
});
