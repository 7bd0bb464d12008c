import { expect, it } from 'vitest';
import { assembleFacets, countIds, type FacetValue } from './facet-counts.ts';

const values = new Map<number, FacetValue>([
  [1, ['domain', 'health']],
  [2, ['domain', 'marine']],
  [3, ['format', 'csv']],
  [300, ['format', 'pdf']],
]);
const bytes = (...ids: number[]): Uint8Array =>
  Uint8Array.from(ids.flatMap((id) => [id >> 8, id & 255]));

it('counts two-byte ids, from nothing each time', () => {
  const counts = new Map([
    [1, 2],
    [300, 1],
  ]);
  expect(countIds(bytes(1, 300, 1))).toEqual(counts);
  expect(countIds(bytes(1, 300, 1))).toEqual(counts);
  expect(countIds(new Uint8Array())).toEqual(new Map());
});

it('adds to a narrowed facet, and to it alone, what only its own filter keeps out', () => {
  const base = countIds(bytes(1, 3, 1, 3, 300));
  const own = new Map([['format' as const, countIds(bytes(1, 300, 2, 300))]]);
  const { domain, format } = assembleFacets(base, own, values);
  expect({ domain, format }).toEqual({
    domain: [{ value: 'health', count: 2 }],
    format: [
      { value: 'pdf', count: 3 },
      { value: 'csv', count: 2 },
    ],
  });
});
