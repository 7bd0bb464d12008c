import { describe, expect, it } from 'vitest';
import { allowedEdits, deletions, editDistance, nearest } from './spelling.ts';

describe('spelling', () => {
  it.each([
    ['segmantation', 'segmentation', 1],
    ['recieve', 'receive', 1],
    ['climat', 'climate', 1],
    ['abc', 'abc', 0],
    ['kitten', 'sitting', Infinity],
  ])('%s and %s are %s apart', (a, b, expected) => {
    expect(editDistance(a, b, 2)).toBe(expected);
  });
  it('shares a deletion with every word within the allowed edits', () => {
    for (const [typed, meant] of [
      ['segmantation', 'segmentation'],
      ['transprot', 'transport'],
      ['helth', 'health'],
      ['ducation', 'education'],
      ['clmiate', 'climate'],
    ] as const)
      expect(
        deletions(typed).some((d) => deletions(meant).includes(d)),
        typed,
      ).toBe(true);
  });
  it('stores at most 29 strings a word', () => {
    expect(deletions('abcdefghijkl').length).toBe(29);
  });
  it('forgives nothing in short words, and prefers near and frequent ones', () => {
    expect([allowedEdits('cat'), allowedEdits('cats'), allowedEdits('category')]).toEqual([
      0, 1, 2,
    ]);
    const candidates = [
      { word: 'forest', documents: 9 },
      { word: 'forests', documents: 2 },
      { word: 'format', documents: 50 },
    ];
    expect(nearest('forrest', candidates)).toBe('forest');
    expect(nearest('xyzzyx', candidates)).toBeUndefined();
  });
});
