import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
/** Text of every statement of this process, in order. */
const statements: string[] = [];
const query = pg.Client.prototype.query;

beforeAll(async () => {
  // Watches what is sent, and sends it all the same.
  pg.Client.prototype.query = function (this: pg.Client, ...args: [any]) {
    const [first] = args;
    statements.push(typeof first === 'string' ? first : String(first.text));
    return Reflect.apply(query, this, args);
  } as typeof query;
  hub = await startHub({ jobs: false });
  org = await provider(hub, 'cost-lab');
  visitor = new ApiClient(hub.url);
});
afterAll(async () => {
  pg.Client.prototype.query = query;
  await hub.stop();
});

/** A published dataset of `count` files that share one content, a thousand to a folder. */
async function datasetOf(name: string, count: number): Promise<string> {
  const path = await draftDataset(org, name);
  await uploadFile(org.client, path, '0/f0.csv', 'a\n1\n');
  const files = await org.client.json(org.client.get(`/api/v1/datasets/${path}/draft/files`));
  const { sha256, sizeBytes } = files.items[0];
  for (let from = 1; from < count; from += 1000) {
    const { dataset } = await org.client.json(org.client.get(`/api/v1/datasets/${path}`));
    const more = Array.from({ length: Math.min(1000, count - from) }, (_, i) => ({
      path: `${Math.floor((from + i) / 1000)}/f${from + i}.csv`,
      sha256,
      sizeBytes,
    }));
    await org.client.json(
      org.client.send(`/api/v1/datasets/${path}/draft/files`, {
        revision: dataset.revision,
        files: more,
      }),
    );
  }
  await publish(org.client, path, '1.0.0');
  return `/api/v1/datasets/${path}`;
}

const work = (all: readonly string[]) =>
  all.filter((s) => !/^\s*(begin|start transaction|commit|rollback|set )/i.test(s));

async function cost(client: ApiClient, path: string): Promise<number> {
  statements.length = 0;
  const response = await client.get(path);
  await response.arrayBuffer();
  expect(response.status).toBe(200);
  return work(statements).length;
}

test('a page takes at most four statements, for one file and for five thousand', async () => {
  const small = await datasetOf('small', 1);
  const large = await datasetOf('large', 5000);
  const seen = await visitor.json(visitor.get(large));
  expect([seen.files.fileCount, seen.files.folders.length, seen.files.items.length]).toEqual([
    5000, 5, 0,
  ]);
  const level = await visitor.json(visitor.get(`${large}/versions/1.0.0/files?folder=3&limit=100`));
  expect([level.items.length, level.folders.length, typeof level.next]).toEqual([100, 0, 'string']);
  // One of the three names the actor to the row policies.
  expect([await cost(visitor, small), await cost(visitor, large)]).toEqual([3, 3]);
  for (const path of [small, large]) {
    const times: number[] = [];
    for (let i = 0; i < 150; i += 1) {
      const started = performance.now();
      await (await visitor.get(path)).arrayBuffer();
      times.push(performance.now() - started);
    }
    const sorted = times.slice(20).toSorted((a, b) => a - b);
    const at = (q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;
    process.stdout.write(
      `${path}: p5 ${at(0.05).toFixed(1)} ms, p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms\n`,
    );
  }
});
