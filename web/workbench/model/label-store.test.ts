import { expect, test } from 'vitest';
import { emptyLabels, LabelStore, reduceLabels } from './label-store.ts';
import type { Region } from './result.ts';

const box = (id: string, x: number): Region => ({
  id,
  from_name: 'box',
  to_name: 'image',
  type: 'rectanglelabels',
  value: { x, y: 1, width: 2, height: 3, rectanglelabels: ['Car'] },
});
const note: Region = {
  id: 'a',
  from_name: 'note',
  to_name: 'image',
  type: 'textarea',
  value: { text: ['dented'] },
};

test('undo and redo go through every change and forget the future at a new one', () => {
  const store = new LabelStore();
  store.dispatch({ do: 'put', item: box('a', 1) });
  store.dispatch({ do: 'put', item: box('b', 1) });
  store.dispatch({ do: 'put', item: box('a', 5) });
  store.dispatch({ do: 'undo' });
  expect(store.get().items).toEqual([box('a', 1), box('b', 1)]);
  store.dispatch({ do: 'undo' });
  store.dispatch({ do: 'redo' });
  expect(store.get().items).toEqual([box('a', 1), box('b', 1)]);
  store.dispatch({ do: 'remove', id: 'b' });
  store.dispatch({ do: 'redo' });
  expect(store.get().items).toEqual([box('a', 1)]);
});

test('one gesture is one step back', () => {
  const store = new LabelStore();
  store.dispatch({ do: 'put', item: box('a', 1) });
  for (const x of [2, 3, 4]) store.dispatch({ do: 'put', item: box('a', x), gesture: 'nudge a' });
  expect(store.get().items).toEqual([box('a', 4)]);
  store.dispatch({ do: 'undo' });
  expect(store.get().items).toEqual([box('a', 1)]);
});

test('a region goes with its answers and its relations', () => {
  const line = { type: 'relation', from_id: 'b', to_id: 'a', direction: 'right' } as const;
  const items = [box('a', 1), note, box('b', 2), line];
  const loaded = reduceLabels(emptyLabels, { do: 'load', items });
  const selected = reduceLabels(loaded, { do: 'select', id: 'a' });
  const after = reduceLabels(selected, { do: 'remove', id: 'a' });
  expect([after.items, after.selected]).toEqual([[box('b', 2)], undefined]);
});

test('an answer about a region replaces only itself', () => {
  const loaded = reduceLabels(emptyLabels, { do: 'load', items: [box('a', 1), note] });
  const changed = { ...note, value: { text: ['fine'] } };
  expect(reduceLabels(loaded, { do: 'put', item: changed }).items).toEqual([box('a', 1), changed]);
});

test('loading is no change of a person', () => {
  const store = new LabelStore();
  store.dispatch({ do: 'put', item: box('a', 1) });
  store.dispatch({ do: 'load', items: [] });
  expect([store.get().changes, store.get().past]).toEqual([0, []]);
});
