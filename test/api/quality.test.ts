import { afterAll, beforeAll, expect, test } from 'vitest';
import { qualityJobs, scorecardOf } from '#src/quality/index.ts';
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
let owner: Provider;
let visitor: ApiClient;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'scored');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const table = 'station,salinity\n1,33.1\n2,\n3,34.0\n4,33.7\n';
const indicatorsOf = (card: any) => card.families.flatMap((f: any) => f.indicators);
const one = (card: any, key: string) => indicatorsOf(card).find((i: any) => i.key === key);
const profiled = (dataset: string, path: string) =>
  expect
    .poll(
      async () =>
        (
          await owner.client.json(
            owner.client.get(`/api/v1/datasets/${dataset}/draft/files/${path}/profile`),
          )
        ).state,
      { timeout: 30_000 },
    )
    .toBe('ready');
const draftCard = (dataset: string) =>
  owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}/draft/scorecard`));
const cardAt = (dataset: string, version = 'latest') =>
  `/api/v1/datasets/${dataset}/versions/${version}/scorecard`;
async function scored(dataset: string, seen: (card: any) => boolean = () => true): Promise<any> {
  let card: any;
  await expect
    .poll(
      async () => {
        const answer = await visitor.get(cardAt(dataset));
        if (answer.status !== 200) return false;
        card = await answer.json();
        return seen(card);
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  return card;
}

test('a published version is scored from its files, and its short form stands on the page', async () => {
  const dataset = await draftDataset(owner, 'tides');
  await uploadFile(owner.client, dataset, 'a.csv', table);
  await profiled(dataset, 'a.csv');
  const promised = await draftCard(dataset);
  await publish(owner.client, dataset, '1.0.0');
  const card = await scored(dataset);
  expect(one(card, 'cells-filled')).toMatchObject({
    score: 88,
    state: 'scored',
    evidence: { en: '1 of 8 cells are empty (12.5%).' },
  });
  expect(one(card, 'rows-regular').score).toBe(100);
  // What the provider saw of the draft is what was published, to the last byte.
  expect(card).toEqual({ ...promised, computedAt: card.computedAt });
  const page = await visitor.json(visitor.get(`/api/v1/datasets/${dataset}`));
  const rows = await visitor.json(visitor.get('/api/v1/datasets?org=scored'));
  expect(
    rows.items.map((row: { name: string; quality: number | null }) => [row.name, row.quality]),
  ).toEqual([['tides', Math.round(page.version.quality.total)]]);
  expect(page.version.quality).toEqual({
    rulesVersion: card.rulesVersion,
    total: card.total,
    families: card.families.map(({ key, score, state }: any) => ({ key, score, state })),
  });
});

test('each promised gain comes true when the provider does what the fix says', async () => {
  const dataset = await draftDataset(owner, 'raised');
  await uploadFile(owner.client, dataset, 'a.csv', table);
  await profiled(dataset, 'a.csv');
  const cents = (figure: number) => Math.round(figure * 100);
  let before = await draftCard(dataset);
  const edit = async (change: object) => {
    const { dataset: row } = await owner.client.json(
      owner.client.get(`/api/v1/datasets/${dataset}`),
    );
    const body = { revision: row.revision, card: { ...row.card, ...change } };
    await owner.client.json(owner.client.send(`/api/v1/datasets/${dataset}`, body, 'PATCH'));
  };
  const does = async (key: string, work: () => Promise<unknown>) => {
    const { gain } = one(before, key).fix;
    await work();
    const after = await draftCard(dataset);
    expect([key, cents(after.total)]).toEqual([key, cents(before.total) + cents(gain)]);
    expect(one(after, key)).toMatchObject({ score: 100, fix: null });
    before = after;
  };
  await does('contact', () => edit({ contact: { email: 'data@example.cn' } }));
  await does('citation', () => edit({ citation: 'Scored Lab, 2026.' }));
  await does('description', () =>
    edit({
      description: { zh: '福建沿海各站盐度。'.repeat(8), en: 'Salinity of stations. '.repeat(4) },
    }),
  );
  await does('frequency', () => edit({ updateFrequency: 'once' }));
  await does('coverage', () => edit({ coverage: { from: '2026-01-01', to: '2026-03-31' } }));
  await does('columns-explained', () => edit({ readme: 'station and salinity' }));
  await does('cells-filled', async () => {
    await uploadFile(owner.client, dataset, 'a.csv', table.replace('2,\n', '2,33.3\n'));
    await profiled(dataset, 'a.csv');
  });
});

test('a version published before its files were looked into is unknown first and known later', async () => {
  const dataset = await draftDataset(owner, 'hasty', 'public');
  await uploadFile(owner.client, dataset, 'late.csv', table.replaceAll('33', '31'));
  const { dataset: row } = await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}`));
  const body = { revision: row.revision, version: '1.0.0', acknowledgeSensitive: true };
  await owner.client.json(owner.client.send(`/api/v1/datasets/${dataset}/versions`, body), 201);
  const known = await scored(dataset, (card) => one(card, 'files-readable').state === 'scored');
  expect(one(known, 'files-readable').score).toBe(100);
});

test('scoring again leaves everything as it was: card, digest, time and row', async () => {
  const { store } = hub.node.hub;
  const row = () =>
    store.read(systemActor('test'), (db) =>
      db
        .selectFrom('quality.scorecard as s')
        .innerJoin('catalog.dataset as d', 'd.id', 's.dataset_id')
        .selectAll('s')
        .where('d.name', '=', 'tides')
        .execute(),
    );
  const before = await row();
  expect(before).toHaveLength(1);
  const versionId = before[0]?.version_id ?? '';
  const jobs = qualityJobs(hub.node.hub);
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  await jobs['catalog.content-settled']?.({ versionId }, context);
  await jobs['quality.score-missing']?.({}, context);
  expect(await row()).toEqual(before);
  const kept = await store.read(systemActor('test'), (db) => scorecardOf(db, versionId));
  expect(kept?.digest).toBe(before[0]?.digest);
});

test('who sees no version sees no card: neither by route nor by row', async () => {
  const dataset = await draftDataset(owner, 'inside', 'organisation');
  await uploadFile(owner.client, dataset, 'a.csv', table);
  await profiled(dataset, 'a.csv');
  await publish(owner.client, dataset, '1.0.0');
  await expect
    .poll(async () => (await owner.client.get(cardAt(dataset))).status, { timeout: 30_000 })
    .toBe(200);
  for (const path of [cardAt(dataset), cardAt(dataset, '1.0.0')])
    expect((await visitor.get(path)).status).toBe(404);
  const seen = await hub.node.hub.store.read({ kind: 'anonymous' }, (db) =>
    db
      .selectFrom('quality.scorecard as s')
      .innerJoin('catalog.version as v', 'v.id', 's.version_id')
      .select('s.version_id')
      .execute(),
  );
  const all = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db.selectFrom('quality.scorecard').select('version_id').execute(),
  );
  expect(seen.length).toBe(all.length - 1);
  expect((await visitor.get(`/api/v1/datasets/${dataset}/draft/scorecard`)).status).toBe(401);
  const stranger = await provider(hub, 'curious');
  const refused = await stranger.client.get(`/api/v1/datasets/${dataset}/draft/scorecard`);
  expect(refused.status).toBe(404);
  const changed = hub.node.hub.store.write({ kind: 'anonymous' }, (trx) =>
    trx.updateTable('quality.scorecard').set({ total: 10_000 }).executeTakeFirstOrThrow(),
  );
  expect((await changed).numUpdatedRows).toBe(0n);
});
