import { expect, test } from 'vitest';
import { facetNames } from '#src/catalog/search-schema.ts';
import { facetOrder, readSearch, searchHref, toggle, withoutWord } from './search-state.ts';

const read = (query: string) => readSearch(new URLSearchParams(query));

test('the page shows every facet the search has, in its order', () => {
  expect([...facetOrder]).toEqual([...facetNames]);
});

test('an address is read in one order, without repetition and without strangers', () => {
  expect(read('format=csv&q=%20a%20b&domain=marine&domain=marine&x=1&sort=oldest')).toEqual({
    q: 'a b',
    filters: [
      ['domain', 'marine'],
      ['format', 'csv'],
    ],
    sort: undefined,
    cursor: undefined,
  });
});

test('writing what was read gives one canonical address', () => {
  expect(searchHref(read('sort=newest&format=csv&q=新能源&domain=marine&cursor=c1'))).toBe(
    '/search?q=%E6%96%B0%E8%83%BD%E6%BA%90&domain=marine&format=csv&sort=newest&cursor=c1',
  );
  expect(searchHref(read(''))).toBe('/search');
});

test('switching a filter goes to the first page, and twice gives the same again', () => {
  const state = read('q=a&format=csv&cursor=c1');
  const on = toggle(state, 'domain', 'marine');
  expect(searchHref(on)).toBe('/search?q=a&domain=marine&format=csv');
  expect(searchHref(toggle(on, 'domain', 'marine'))).toBe('/search?q=a&format=csv');
});

test('a word leaves the query without a gap', () => {
  expect(withoutWord('新能源 汽车 电池', '汽车')).toBe('新能源 电池');
});
