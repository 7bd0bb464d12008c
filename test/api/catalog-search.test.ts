import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '#src/audit/index.ts';
import { importCatalog, reindex, setRecommendation, sitemapEntries } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

let hub: TestHub;
let org: Provider;
let visitor: ApiClient;

const record = (id: number, more: object) =>
  JSON.stringify({
    id: `made:${id}`,
    source: 'made',
    title: `Record ${id}`,
    url: `https://data.example/${id}`,
    language: 'en',
    ...more,
  });
const lines = [
  record(1, { title: 'Harbour tides', keywords: ['ocean', 'tides'], licence: 'CC-BY-4.0' }),
  record(2, {
    title: 'Bus stops',
    keywords: ['GTFS schedule'],
    licence: 'https://example.org/terms',
  }),
  record(3, { title: '海洋浮标观测', keywords: ['海洋观测'], language: 'zh' }),
  '{"id":"made:4"',
  record(5, { title: '' }),
  record(1, { title: 'Harbour tides again' }),
  '',
  record(6, { title: 'No link', url: 'ask at the desk' }),
];
async function* from(all: readonly string[]) {
  yield* all;
}

/** Waits until the jobs that index have run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const { rows } = await hub.node.withOwner((pool) =>
      pool.query<{ n: string }>(
        "select count(*) n from graphile_worker.jobs where task_identifier = 'catalog.index-dataset'",
      ),
    );
    if (Number(rows[0]?.n) === 0) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error('the index was not brought up to date in ten seconds');
}

const search = async (query: string, client = visitor) =>
  client.json(client.get(`/api/v1/search?${query}`));
const names = (reply: { items: { name: string }[] }) => reply.items.map((i) => i.name).toSorted();

beforeAll(async () => {
  hub = await startHub();
  org = await provider(hub, 'harbour');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

test('an import takes what it can, says what it cannot, and finds its own again', async () => {
  const rejected = [
    { line: 4, reason: 'is not JSON' },
    { line: 5, reason: 'title must be a title of 1 to 500 characters' },
    { line: 6, reason: 'has the id of line 1' },
  ];
  const first = await importCatalog(hub.node.hub, from(lines));
  expect(first).toEqual({
    lines: 7,
    created: 4,
    updated: 0,
    unchanged: 0,
    withoutLink: 1,
    organisations: 1,
    rejected,
    notes: [{ line: 8, reason: 'url is no http or https address; taken in without a link' }],
  });
  const changed = [
    record(1, { title: 'Harbour tides 2026', keywords: ['ocean'] }),
    ...lines.slice(1),
  ];
  const second = await importCatalog(hub.node.hub, from(changed));
  expect(second).toEqual({ ...first, created: 0, updated: 1, unchanged: 3, rejected });
  await settled();
});

test('an imported dataset is a page with a link and no files', async () => {
  const { items } = await search('q=Bus+stops');
  const page = await visitor.json(visitor.get(`/api/v1/datasets/external-made/${items[0].name}`));
  expect([
    page.dataset.externalUrl,
    page.dataset.card.domain,
    page.dataset.card.licence,
    page.version,
    page.files.fileCount,
  ]).toEqual([
    'https://data.example/2',
    'transport',
    { name: 'example.org', url: 'https://example.org/terms' },
    null,
    0,
  ]);
});
test('words in two languages, facets and filters', async () => {
  const all = await search('');
  expect([all.total, all.totalIsExact]).toEqual([4, true]);
  const tides = await search('q=tides');
  expect(tides.items.map((i: { title: object }) => i.title)).toEqual([
    { en: 'Harbour tides 2026' },
  ]);
  expect(
    (await search(`q=${encodeURIComponent('浮标')}`)).items.map((i: { title: object }) => i.title),
  ).toEqual([{ zh: '海洋浮标观测' }]);
  const marine = await search('domain=marine&domain=transport');
  expect(marine.total).toBe(3);
  const domain = all.facets.find((f: { name: string }) => f.name === 'domain');
  expect(
    domain.values.toSorted((a: { value: string }, b: { value: string }) =>
      a.value < b.value ? -1 : 1,
    ),
  ).toEqual([
    { value: 'marine', count: 2 },
    { value: 'other', count: 1 },
    { value: 'transport', count: 1 },
  ]);
  const organisation = all.facets.find((f: { name: string }) => f.name === 'organisation');
  expect(organisation.values).toEqual([
    {
      value: 'external-made',
      label: { zh: '外部目录：made', en: 'Outside catalogue: made' },
      count: 4,
    },
  ]);
  const none = await search('q=tides&domain=transport');
  expect([none.total, none.loosen.length > 0]).toEqual([0, true]);
});

test('drafts and private datasets are found by nobody else', async () => {
  await draftDataset(org, 'quay-walls', 'organisation');
  await uploadFile(org.client, 'harbour/quay-walls', 'a.csv', 'a\n1\n');
  await settled();
  expect((await search('q=Test+data', org.client)).total).toBe(0);
  await publish(org.client, 'harbour/quay-walls', '1.0.0');
  await settled();
  expect((await search('q=Test+data')).total).toBe(0);
  expect(names(await search('q=Test+data', org.client))).toEqual(['quay-walls']);
  const { dataset } = await org.client.json(org.client.get('/api/v1/datasets/harbour/quay-walls'));
  await org.client.json(
    org.client.send('/api/v1/datasets/harbour/quay-walls/visibility', {
      revision: dataset.revision,
      visibility: 'public',
      acknowledgeSensitive: true,
    }),
  );
  await settled();
  expect(names(await search('q=Test+data'))).toEqual(['quay-walls']);
  const suggested = await visitor.json(visitor.get('/api/v1/search/suggest?q=Test'));
  expect(suggested.items).toContainEqual({
    text: 'Test data',
    kind: 'dataset',
    org: 'harbour',
    name: 'quay-walls',
  });
});

test('home, lists and a rebuilt index agree', async () => {
  const home = await visitor.json(visitor.get('/api/v1/home'));
  expect([
    home.counts,
    home.newest[0].name,
    home.domains.find((d: { domain: string }) => d.domain === 'marine'),
  ]).toEqual([
    { datasets: 5, organisations: 2, files: 1, downloads: 0 },
    'quay-walls',
    { domain: 'marine', count: 2 },
  ]);
  const seen: string[] = [];
  let cursor = '';
  for (let i = 0; i < 10; i += 1) {
    const page = await visitor.json(visitor.get(`/api/v1/datasets?limit=2${cursor}`));
    seen.push(...page.items.map((d: { id: string }) => d.id));
    if (!page.next) break;
    cursor = `&cursor=${page.next}`;
  }
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  expect(await reindex(hub.node.hub)).toEqual({ indexed: 5 });
  expect((await search('')).total).toBe(5);
});

test('downloads and a recommendation reach lists and search', async () => {
  const { items } = await search('q=Test+data');
  const [{ id }] = items;
  const page = await visitor.json(visitor.get('/api/v1/datasets/harbour/quay-walls'));
  await visitor.json(
    visitor.get('/api/v1/datasets/harbour/quay-walls/versions/1.0.0/raw/a.csv').then(async (r) => {
      expect(await r.text()).toBe('a\n1\n');
      return new Response('{}');
    }),
  );
  const actor = systemActor('test');
  await hub.node.hub.store.write(actor, (trx) =>
    setRecommendation(
      { trx, actor, deps: hub.node.hub, audit: (record) => recordAudit(trx, actor, record) },
      id,
      2026,
    ),
  );
  await settled();
  const found = await search('recommended=2026');
  expect(
    found.items.map((i: { name: string; recommendedIn: number }) => [i.name, i.recommendedIn]),
  ).toEqual([['quay-walls', 2026]]);
  for (let i = 0; i < 100; i += 1) {
    const now = await visitor.json(visitor.get('/api/v1/datasets/harbour/quay-walls'));
    if (now.dataset.downloads > page.dataset.downloads) break;
    await new Promise((r) => setTimeout(r, 50));
  }
  const after = await visitor.json(visitor.get('/api/v1/datasets/harbour/quay-walls'));
  expect([after.dataset.downloads - page.dataset.downloads, after.version.downloads]).toEqual([
    1, 1,
  ]);
});

test('the site map holds what is open to everyone', async () => {
  const addresses = [];
  for await (const entry of sitemapEntries(hub.node.hub))
    addresses.push(`${entry.org}/${entry.name}`);
  expect([addresses.length, addresses.includes('harbour/quay-walls')]).toEqual([5, true]);
});
