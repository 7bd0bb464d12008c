import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Search, SearchDocument } from '#src/ports/search.ts';
import { allPages, documentOf, publicOnly, uuid } from './search-documents.ts';

const many: readonly SearchDocument[] = Array.from({ length: 57 }, (_, i) =>
  documentOf(1_000 + i, {
    titleEn: `Quokka census ${i}`,
    // equal keys on purpose: the id must decide
    publishedAt: new Date(Date.UTC(2025, 0, 1 + Math.floor(i / 5))),
    downloads: Math.floor(i / 7),
    descriptionEn: i % 3 === 0 ? 'With notes on quokka diets.' : '',
  }),
);

/** Order and paging; the documents are taken away afterwards. */
export function searchPagingSuite(open: () => Search): void {
  describe('order and paging', () => {
    beforeAll(() => open().index(many));
    afterAll(() =>
      open().remove([
        ...many.map((d) => d.id),
        ...Array.from({ length: 40 }, (_, i) => uuid(2_000 + i)),
      ]),
    );
    const sorted = (key: (d: SearchDocument) => number): string[] =>
      many.toSorted((a, b) => key(b) - key(a) || (a.id < b.id ? -1 : 1)).map((d) => d.id);

    it('sorts by newest and by downloads, ties by id', async () => {
      expect(await allPages(open(), { text: 'quokka', sort: 'newest', limit: 7 })).toEqual(
        sorted((d) => d.publishedAt.getTime()),
      );
      expect(await allPages(open(), { text: 'quokka', sort: 'downloads', limit: 10 })).toEqual(
        sorted((d) => d.downloads),
      );
    });
    it('pages through all by relevance, each once, the same every time', async () => {
      const first = await allPages(open(), { text: 'quokka census', limit: 10 });
      expect(first.toSorted()).toEqual(many.map((d) => d.id).toSorted());
      expect(await allPages(open(), { text: 'quokka census', limit: 13 })).toEqual(first);
    });
    it('counts exactly, whatever the page', async () => {
      const result = await open().search({ text: 'quokka', limit: 5 }, publicOnly);
      expect([result.total, result.totalIsExact, result.hits.length]).toEqual([57, true, 5]);
    });
    it('neither repeats nor skips when newer ones arrive between pages', async () => {
      const ids = await allPages(open(), { text: 'quokka', sort: 'newest', limit: 6 }, (page) =>
        open().index([
          documentOf(2_000 + page, {
            titleEn: 'Quokka latest',
            publishedAt: new Date(Date.UTC(2026, 5, 1 + page)),
          }),
        ]),
      );
      expect(ids).toEqual(sorted((d) => d.publishedAt.getTime()));
    });
    it('goes on as it began when a rare query becomes a frequent one', async () => {
      const rare = [1, 2, 3].map((n) =>
        documentOf(2_030 + n, { titleEn: `Numbat ${n}`, downloads: 100 - n }),
      );
      await open().index([
        ...rare,
        documentOf(2_034, { titleEn: 'Numbats of the west', downloads: 1 }),
      ]);
      const ids = await allPages(open(), { text: 'numb', limit: 2, sort: 'downloads' }, () =>
        open().index(
          [5, 6, 7, 8, 9].map((n) =>
            documentOf(2_030 + n, { titleEn: 'Numb', downloads: 1_000 + n }),
          ),
        ),
      );
      expect(ids).toEqual([2_031, 2_032, 2_033, 2_034].map(uuid));
    });
  });
}
