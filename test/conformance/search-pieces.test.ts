import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCatalog, reindex } from '#src/catalog/index.ts';
import { checkPieces, type Titled } from '#test/contract/search-pieces.ts';
import { freePort } from '#test/support/free-port.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { startWorker, type LocalWorker } from '../../deploy/worker.ts';

const shared =
  process.env['BANYAN_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const file = `${shared}/fixtures/data/catalog/catalog.jsonl`;

let hub: TestHub;
let worker: LocalWorker;
const titles: Titled[] = [];

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}

/** Search over HTTP, as any client asks. */
const asking = (url: string) => async (query: { text: string; limit: number; cursor?: string }) => {
  const parameters = new URLSearchParams({ q: query.text, limit: String(query.limit) });
  if (query.cursor) parameters.set('cursor', query.cursor);
  const reply = await fetch(`${url}/api/v1/search?${parameters}`);
  if (reply.status !== 200) throw new Error(`${reply.status}: ${await reply.text()}`);
  const page = (await reply.json()) as { items: { id: string }[]; next?: string };
  return { hits: page.items, ...(page.next === undefined ? {} : { next: page.next }) };
};

beforeAll(async () => {
  if (!existsSync(file)) return;
  hub = await startHub({ jobs: false });
  await importCatalog(hub.node.hub, linesOf(readFileSync(file, 'utf8')));
  await reindex(hub.node.hub);
  const { rows } = await hub.node.pool.query<{ id: string; title_zh: string }>(
    `select id, title_zh from catalog.dataset where title_zh ~ '[一-龥]{2}' order by id limit 200`,
  );
  for (const row of rows) titles.push({ id: row.id, titleZh: row.title_zh });
  worker = await startWorker(hub.node, hub.database.appUrl, await freePort());
}, 300_000);

afterAll(async () => {
  await worker?.stop();
  await hub?.stop();
});

test.runIf(existsSync(file))(
  'every two-character piece of 200 Chinese titles finds its dataset on Node',
  async () => {
    expect(titles.length).toBe(200);
    const { asked, missed } = await checkPieces(asking(hub.url), titles);
    console.log(`Node: ${asked} pieces asked`);
    expect(missed).toEqual([]);
  },
);

test.runIf(existsSync(file))('and in workerd', async () => {
  const { asked, missed } = await checkPieces(asking(worker.url), titles);
  console.log(`workerd: ${asked} pieces asked`);
  expect(missed).toEqual([]);
});
