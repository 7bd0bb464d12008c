import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import { quoteValue, scopeFilter } from '#src/adapters/search/meilisearch-filter.ts';
import {
  encodePair,
  meilisearchRecord,
  queryTerms,
} from '#src/adapters/search/meilisearch-record.ts';
import { MeilisearchSearch } from '#src/adapters/search/meilisearch.ts';
import { library, publicOnly, streamOf, theirs, uuid } from './search-documents.ts';
import { startMeilisearchStub, type MeilisearchStub } from './search-meilisearch-stub.ts';
import { searchSuite } from './search-suite.ts';

const url = process.env['MEILI_URL'];

if (url) {
  describe('search in Meilisearch', () => {
    searchSuite(
      () =>
        new MeilisearchSearch({
          url,
          key: process.env['MEILI_KEY'],
          index: `contract_${Date.now()}`,
        }),
    );
  });
} else {
  console.log(
    'not run: no Meilisearch (the contract suite runs where MEILI_URL points at a server)',
  );
}

describe('Meilisearch adapter against a stub', () => {
  let stub: MeilisearchStub;
  let search: MeilisearchSearch;
  beforeAll(async () => {
    stub = await startMeilisearchStub();
  });
  afterAll(() => stub.stop());
  beforeEach(() => {
    stub.requests.length = 0;
    stub.answers.clear();
    stub.task = { polls: 1 };
    search = new MeilisearchSearch({ url: stub.url, key: 'stub-key' });
  });
  const asked = (method: string, path: string) =>
    stub.requests.filter((r) => r.method === method && r.path === path);
  function bodyOf(path: string, n = 0): unknown {
    const request = asked('POST', path)[n];
    if (request === undefined) throw new Error(`not asked: ${path}`);
    return request.body;
  }
  const queriesOf = (n = 0) =>
    (bodyOf('/multi-search', n) as { queries: Record<string, unknown>[] }).queries;

  it('escapes quotes and backslashes in filter values', () => {
    expect(quoteValue('a"b')).toBe(String.raw`"a\"b"`);
    expect(quoteValue(String.raw`a\"b`)).toBe(String.raw`"a\\\"b"`);
    expect(quoteValue('x] OR visibility EXISTS')).toBe('"x] OR visibility EXISTS"');
  });
  it('narrows every query to the scope', async () => {
    expect(scopeFilter({ orgIds: [], all: true })).toBe('');
    expect(scopeFilter({ orgIds: ['a"', 'b'], all: false })).toBe(
      String.raw`(facet_visibility IN ["public", "gated"] OR orgId IN ["a\"", "b"])`,
    );
    await search.search(
      { text: 'x', filters: { domain: ['health'] } },
      { orgIds: [theirs], all: false },
    );
    await search.suggest('x', publicOnly);
    const every = stub.requests
      .filter((r) => r.path === '/multi-search')
      .flatMap((r) => (r.body as { queries: { filter: string[] }[] }).queries);
    expect(every.length).toBeGreaterThan(3);
    for (const query of every)
      expect(query.filter[0]).toContain('facet_visibility IN ["public", "gated"]');
    expect((bodyOf('/indexes/datasets/facet-search') as { filter: string[] }).filter).toEqual([
      'facet_visibility IN ["public", "gated"]',
    ]);
  });
  it('asks for page, total and each narrowed facet in one request, with the key', async () => {
    stub.answers.set('POST /multi-search', [
      {
        status: 200,
        body: {
          results: [
            { hits: [{ id: uuid(3), texts: { titleEn: 'Brain scans' } }] },
            {
              hits: [],
              totalHits: 7,
              facetDistribution: { facet_domain: { health: 7 }, facet_format: { csv: 2, png: 5 } },
            },
            {
              hits: [],
              totalHits: 9,
              facetDistribution: { facet_domain: { health: 7, marine: 2 } },
            },
          ],
        },
      },
    ]);
    const result = await search.search(
      { text: '脑影像 brain', filters: { domain: ['health'] }, limit: 5 },
      publicOnly,
    );
    const scope = 'facet_visibility IN ["public", "gated"]';
    expect(queriesOf()[0]).toEqual({
      indexUid: 'datasets',
      q: `${encodePair('脑影')} ${encodePair('影像')} brain`,
      filter: [scope, 'facet_domain IN ["health"]'],
      matchingStrategy: 'all',
      sort: ['prior:desc', 'tie:asc'],
      limit: 6,
      offset: 0,
    });
    expect(queriesOf()[2]?.['filter']).toEqual([scope]);
    expect(asked('POST', '/multi-search').map((r) => r.authorization)).toEqual(['Bearer stub-key']);
    expect([result.total, result.totalIsExact, result.next]).toEqual([7, true, undefined]);
    expect(result.facets.domain).toEqual([
      { value: 'health', count: 7 },
      { value: 'marine', count: 2 },
    ]);
    expect(result.facets.format).toEqual([
      { value: 'png', count: 5 },
      { value: 'csv', count: 2 },
    ]);
    expect(result.hits).toEqual([
      {
        id: uuid(3),
        score: 10_000,
        highlights: { titleEn: { text: 'Brain scans', ranges: [[0, 5]] } },
      },
    ]);
  });
  it('pages newest by key, not by offset', async () => {
    const hit = (n: number) => ({ id: uuid(n), publishedMs: 1_000 - n, texts: {} });
    stub.answers.set('POST /multi-search', [
      {
        status: 200,
        body: { results: [{ hits: [hit(1), hit(2), hit(3)] }, { hits: [], totalHits: 3 }] },
      },
    ]);
    const { next } = await search.search({ sort: 'newest', limit: 2 }, publicOnly);
    await search.search({ sort: 'newest', limit: 2, cursor: next ?? '' }, publicOnly);
    expect(queriesOf(1)[0]).toMatchObject({
      offset: 0,
      filter: [
        'facet_visibility IN ["public", "gated"]',
        '(publishedMs < 998 OR (publishedMs = 998 AND tie > 2))',
      ],
    });
    expect(queriesOf(1)[1]?.['filter']).toEqual(['facet_visibility IN ["public", "gated"]']);
  });
  it('waits for its tasks and fails when one failed', async () => {
    stub.task = { polls: 3 };
    await search.index([library[0]!]);
    const documents = asked('POST', '/indexes/datasets/documents');
    expect(documents.map((r) => r.body)).toEqual([
      [structuredClone(meilisearchRecord(library[0]!))],
    ]);
    expect(stub.requests.filter((r) => r.path.startsWith('/tasks/')).length).toBeGreaterThanOrEqual(
      4,
    );
    stub.task = { polls: 0, error: { code: 'invalid_document_id', message: 'secret words' } };
    const failed = search.index([library[0]!]);
    await expect(failed).rejects.toBeInstanceOf(AppError);
    await expect(failed).rejects.toMatchObject({ spec: { code: 'hub.unavailable' } });
  });
  it('rebuilds into an index of its own and swaps it in', async () => {
    expect(await search.rebuild(streamOf(library))).toEqual({ indexed: library.length });
    const swap = asked('POST', '/swap-indexes')[0]?.body as { indexes: string[] }[];
    expect(swap.length).toBe(1);
    expect(swap[0]?.indexes[0]).toBe('datasets');
    expect(swap[0]?.indexes[1]).toMatch(/^datasets_next_[0-9a-f]{32}$/);
    expect(
      asked('POST', `/indexes/${swap[0]?.indexes[1]}/documents`).map(
        (r) => (r.body as unknown[]).length,
      ),
    ).toEqual([library.length]);
  });
  it('turns an error of the server into hub.unavailable without its words', async () => {
    stub.answers.set('POST /multi-search', [
      {
        status: 500,
        body: { message: 'key stub-key leaked', code: 'internal', type: 'internal', link: '' },
      },
    ]);
    const error = await search.search({ text: 'x' }, publicOnly).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect([(error as AppError).spec.code, (error as AppError).message]).toEqual([
      'hub.unavailable',
      'hub.unavailable',
    ]);
  });
  it('is not ready when the server cannot be reached', async () => {
    expect(await search.ready()).toBe(true);
    expect(await new MeilisearchSearch({ url: 'http://127.0.0.1:1' }).ready()).toBe(false);
  });
  it('sends Chinese as pairs that the server does not cut', () => {
    expect(queryTerms('數據 data')).toEqual([encodePair('数据'), 'data']);
    expect(meilisearchRecord(library[1]!).headPairs.split(' ')).toContain(encodePair('动力'));
  });
});
