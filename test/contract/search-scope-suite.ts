import { describe, expect, it } from 'vitest';
import type { Search, SearchScope } from '#src/ports/search.ts';
import { idsOf, library, ours, publicOnly, secrets, theirs, uuid } from './search-documents.ts';

const member: SearchScope = { orgIds: [theirs], all: false };
const outsider: SearchScope = { orgIds: [ours], all: false };
const staff: SearchScope = { orgIds: [], all: true };

/** Every check is made twice: for those who may see (the data is there) and those who may not. */
export function searchScopeSuite(open: () => Search): void {
  describe('scope', () => {
    it('finds and counts what belongs to an organisation for it alone, and for staff', async () => {
      for (const text of ['zirconium', '锆矿储备', 'Zirconium stockpile ledger', 'zirc']) {
        for (const scope of [member, staff])
          expect(idsOf(await open().search({ text }, scope)), text).toEqual([uuid(20)]);
        for (const scope of [publicOnly, outsider]) {
          const result = await open().search({ text }, scope);
          expect([result.total, idsOf(result), result.corrected], text).toEqual([0, [], undefined]);
          expect(JSON.stringify(result)).not.toContain(uuid(20));
        }
      }
    });
    it('counts everything within the scope, totals and facets alike', async () => {
      const totals = async (scope: SearchScope) => {
        const result = await open().search({}, scope);
        return [
          result.total,
          result.facets.visibility.find((f) => f.value === 'organisation')?.count ?? 0,
          result.facets.domain.find((f) => f.value === 'finance')?.count ?? 0,
        ];
      };
      expect(await totals(publicOnly)).toEqual([library.length, 0, 0]);
      expect(await totals(outsider)).toEqual([library.length, 0, 0]);
      expect(await totals(member)).toEqual([library.length + secrets.length, 2, 1]);
      expect(await totals(staff)).toEqual([library.length + secrets.length, 2, 1]);
    });
    it('keeps a narrowed facet’s own counts within the scope', async () => {
      const counts = async (scope: SearchScope) =>
        (
          await open().search(
            { text: 'brain', filters: { visibility: ['organisation', 'public'] } },
            scope,
          )
        ).facets.visibility;
      expect(await counts(publicOnly)).toEqual([
        { value: 'gated', count: 1 },
        { value: 'public', count: 1 },
      ]);
      expect(await counts(member)).toEqual([
        { value: 'gated', count: 1 },
        { value: 'organisation', count: 1 },
        { value: 'public', count: 1 },
      ]);
    });
    it('suggests within the scope', async () => {
      const texts = async (prefix: string, scope: SearchScope) =>
        (await open().suggest(prefix, scope)).map((s) => s.text);
      for (const scope of [member, staff]) {
        expect(await texts('zirc', scope)).toEqual(
          expect.arrayContaining(['zirconium', 'Zirconium stockpile ledger']),
        );
        expect(await texts('锆', scope)).toContain('锆矿储备台账');
      }
      for (const scope of [publicOnly, outsider]) {
        expect(await texts('zirc', scope)).toEqual([]);
        expect(await texts('锆', scope)).toEqual([]);
        expect(await texts('internal', scope)).toEqual([]);
      }
    });
    it('corrects to words of the scope only', async () => {
      expect(idsOf(await open().search({ text: 'zirconiun' }, member))).toEqual([uuid(20)]);
      const result = await open().search({ text: 'zirconiun' }, publicOnly);
      expect([result.total, result.corrected]).toEqual([0, undefined]);
    });
    it('says what to loosen by counts of the scope only', async () => {
      const query = { text: 'zirconium', filters: { domain: ['health'] } };
      expect((await open().search(query, member)).loosen).toContainEqual({
        drop: 'filter',
        facet: 'domain',
        total: 1,
      });
      const outside = (await open().search(query, publicOnly)).loosen ?? [];
      expect(outside.filter((l) => l.drop === 'filter')).toEqual([]);
    });
    it('follows a change of visibility both ways', async () => {
      const [secret] = secrets;
      await open().index([{ ...secret!, visibility: 'public' }]);
      expect(idsOf(await open().search({ text: 'zirconium' }, publicOnly))).toEqual([uuid(20)]);
      expect((await open().suggest('zirc', publicOnly)).length).toBe(2);
      await open().index([secret!]);
      expect((await open().search({ text: 'zirconium' }, publicOnly)).total).toBe(0);
      expect(await open().suggest('zirc', publicOnly)).toEqual([]);
    });
    it('finds gated datasets for everyone', async () => {
      expect(idsOf(await open().search({ text: '核磁共振' }, publicOnly))).toEqual([uuid(8)]);
    });
  });
}
