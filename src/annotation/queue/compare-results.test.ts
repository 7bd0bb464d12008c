import { expect, test } from 'vitest';
import { meanAgreement, resultAgreement } from './compare-results.ts';

const choice = (value: string) => ({
  id: '1',
  from_name: 'mood',
  to_name: 'text',
  type: 'choices',
  value: { choices: [value] },
});
const box = (x: number) => ({
  id: `b${x}`,
  from_name: 'box',
  to_name: 'image',
  type: 'rectanglelabels',
  original_width: 100,
  original_height: 100,
  value: { x, y: 0, width: 10, height: 10, rotation: 0, rectanglelabels: ['cat'] },
});
const span = (start: number, end: number) => ({
  id: `s${start}`,
  from_name: 'who',
  to_name: 'text',
  type: 'labels',
  value: { start, end, text: 'x', labels: ['PER'] },
});

test('answers agree when they are equal, marks by F1, and controls count alike', () => {
  expect(resultAgreement([], [])).toBe(1);
  expect(resultAgreement([choice('a')], [choice('a')])).toBe(1);
  expect(resultAgreement([choice('a')], [choice('b')])).toBe(0);
  expect(resultAgreement([box(0), box(50)], [box(1), box(50)])).toBe(1);
  expect(resultAgreement([box(0), box(50)], [box(50)])).toBeCloseTo(2 / 3, 12);
  expect(resultAgreement([span(0, 2)], [span(0, 3)])).toBe(0);
  expect(resultAgreement([choice('a'), box(0)], [choice('b'), box(0)])).toBe(0.5);
});

test('the mean is over pairs', () => {
  expect(meanAgreement([[choice('a')]])).toBe(null);
  expect(meanAgreement([[choice('a')], [choice('a')], [choice('b')]])).toBeCloseTo(1 / 3, 12);
});
