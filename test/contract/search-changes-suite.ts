import { describe, expect, it } from 'vitest';
import type { Search } from '#src/ports/search.ts';
import { idsOf, library, publicOnly, secrets, streamOf, uuid } from './search-documents.ts';

/** Replacing, removing and rebuilding, alone and at the same time. */
export function searchChangesSuite(open: () => Search): void {
  const find = (text: string) => open().search({ text }, publicOnly);
  describe('changes', () => {
    it('replace, remove and rebuild', async () => {
      await open().index([{ ...library[5]!, titleZh: '普洱古树图谱', keywords: ['古树'] }]);
      expect(idsOf(await find('普洱'))).toEqual([uuid(6)]);
      expect((await find('茶叶病虫害图像')).hits[0]?.highlights.titleZh).toBeUndefined();
      await open().remove([uuid(6)]);
      expect((await find('普洱')).total).toBe(0);
      await open().rebuild(streamOf([...library, ...secrets]));
      expect(idsOf(await find('茶叶'))).toEqual([uuid(6)]);
      expect((await open().search({}, publicOnly)).total).toBe(library.length);
    });
    it('leave everything as it was when the source of a rebuild fails', async () => {
      const failing = open().rebuild(
        (async function* failingSource() {
          yield library[0]!;
          throw new Error('the source broke');
        })(),
      );
      await expect(failing).rejects.toThrow();
      expect((await open().search({}, publicOnly)).total).toBe(library.length);
    });
    it('go on during a rebuild, and are not lost by it', async () => {
      const seen: number[] = [];
      await open().rebuild(
        (async function* rebuildSource() {
          yield library[0]!;
          await open().index([{ ...library[5]!, titleZh: '岩茶审评记录' }]);
          await open().remove([uuid(1)]);
          seen.push((await find('岩茶')).total);
          yield* library.slice(1);
          yield* secrets;
        })(),
      );
      expect(seen).toEqual([1]);
      expect(idsOf(await find('岩茶'))).toEqual([uuid(6)]);
      expect((await find('充电桩')).total).toBe(0);
      await open().rebuild(streamOf([...library, ...secrets]));
    });
  });
}
