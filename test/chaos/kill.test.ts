import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { readConfig } from '#src/config.ts';
import { openHub } from '#src/main.hub.ts';
import { freshDatabase, type TestDatabase } from '#test/support/database.ts';
import { HubProcess } from '#test/support/hub-process.ts';
import type { TestHub } from '#test/support/hub.ts';
import { ApiClient, createUpload, draftDataset, provider } from '#test/support/provider.ts';

/** Kills to survive. Set BANYAN_KILLS for another number, whatever time it takes. */
const wanted = Number(process.env['BANYAN_KILLS'] ?? 50);
/** On a machine too busy for all of them in this time, it ends earlier and says so. */
const budgetMs = process.env['BANYAN_KILLS'] === undefined ? 45_000 : 3_000_000;
const leastKills = Math.min(wanted, 4);
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-kill-'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Transfer {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Known once the creation was answered. */
  location?: string;
  /** What the server has said it keeps. */
  acknowledged: number;
}

let database: TestDatabase;
let hub: HubProcess;
let client: ApiClient;
let token: string;
let dataset: string;
let serial = 0;
/** path → digest of every upload that was answered as complete. */
const finished = new Map<string, string>();
/** version → paths that were complete before its publication was asked for, of those answered. */
const published = new Map<string, readonly string[]>();
const unfinished: Transfer[] = [];
const verified = new Set<string>();
const counts = { patches: 0, resumed: 0, publications: 0 };

beforeAll(async () => {
  database = await freshDatabase();
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
  };
  const node = await openHub(
    readConfig({ ...env, SEED: 'none' }),
    createJsonLog(() => undefined),
  );
  const owner = await provider({ node, url: '' } as TestHub, 'chaos');
  token = owner.client.token ?? '';
  await node.close();
  hub = new HubProcess({ ...env, NODE_COMPILE_CACHE: join(dataDir, 'compile-cache') });
  await hub.start();
  dataset = await draftDataset({ ...owner, client: new ApiClient(hub.url, token) }, 'killed');
  // A quiet end also fills the compile cache, so that the many starts below are short.
  await hub.kill('SIGTERM');
});
afterAll(async () => {
  await hub.kill();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const tusHeaders = () => ({ ...client.headers(), 'tus-resumable': '1.0.0' });

/** Goes on with a transfer until it is complete; throws when the server dies. */
async function send(transfer: Transfer): Promise<void> {
  const { bytes, path } = transfer;
  if (transfer.location === undefined) {
    const created = await createUpload(client, { dataset, path }, bytes.length);
    if (created.status !== 201) throw new Error(`creation: ${created.status}`);
    transfer.location = created.headers.get('location') ?? '';
    if (bytes.length === 0) return;
  }
  const head = await fetch(client.url + transfer.location, {
    method: 'HEAD',
    headers: tusHeaders(),
  });
  expect(head.status).toBe(200);
  let offset = Number(head.headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(transfer.acknowledged);
  while (offset < bytes.length) {
    const answer = await fetch(client.url + transfer.location, {
      method: 'PATCH',
      headers: {
        ...tusHeaders(),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: bytes.subarray(offset, offset + 150_000),
    });
    expect(answer.status).toBe(204);
    offset = Number(answer.headers.get('upload-offset'));
    transfer.acknowledged = offset;
    counts.patches += 1;
  }
}

/** Sends files one after another until the server dies, beginning with what was interrupted. */
async function uploader(running: () => boolean): Promise<void> {
  while (running()) {
    const interrupted = unfinished.shift();
    if (interrupted) counts.resumed += 1;
    serial += 1;
    const transfer: Transfer = interrupted ?? {
      path: `f/${serial}.bin`,
      bytes: randomBytes(serial % 9 === 0 ? 0 : Math.ceil(Math.random() * 500_000)),
      acknowledged: 0,
    };
    try {
      await send(transfer);
      finished.set(transfer.path, sha256(transfer.bytes));
    } catch (error) {
      if (running()) throw error;
      // A creation whose answer was lost is tried again under another name by another transfer.
      if (transfer.location !== undefined) unfinished.push(transfer);
      return;
    }
  }
}

/** Publishes the draft again and again until the server dies. */
async function publisher(running: () => boolean): Promise<void> {
  while (running()) {
    try {
      const before = [...finished.keys()];
      const check = await client.json(client.get(`/api/v1/datasets/${dataset}/draft/check`));
      const page = await client.json(client.get(`/api/v1/datasets/${dataset}`));
      const version: string = check.suggested.patch;
      const answer = await client.send(`/api/v1/datasets/${dataset}/versions`, {
        revision: page.dataset.revision,
        version,
        acknowledgeSensitive: true,
      });
      await answer.text();
      if (answer.status === 201) published.set(version, before);
      else if (answer.status !== 422 && answer.status !== 409) throw new Error(`${answer.status}`);
      counts.publications += answer.status === 201 ? 1 : 0;
    } catch (error) {
      if (running()) throw error;
      return;
    }
  }
}

async function work(ms: number): Promise<void> {
  let running = true;
  const alive = () => running;
  const all = Promise.all([uploader(alive), uploader(alive), uploader(alive), publisher(alive)]);
  const killed = new Promise((r) => setTimeout(r, ms)).then(() => {
    running = false;
    return hub.kill();
  });
  await Promise.all([all, killed]);
}

interface Listed {
  readonly path: string;
  readonly sha256: string;
}

async function draftFiles(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor = '';
  do {
    const page: { items: Listed[]; next?: string } = await client.json(
      client.get(`/api/v1/datasets/${dataset}/draft/files?limit=100${cursor}`),
    );
    for (const file of page.items) found.set(file.path, file.sha256);
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return found;
}

/** Everything the server ever acknowledged is there, and what is published is whole. */
async function checkAll(): Promise<void> {
  const draft = await draftFiles();
  const lost = [...finished].filter(([path, digest]) => draft.get(path) !== digest);
  expect(lost).toEqual([]);
  for (const [version, paths] of published) {
    if (verified.has(version)) continue;
    const at = `/api/v1/datasets/${dataset}/versions/${version}`;
    const manifest = await client.json(client.get(`${at}/manifest.json`));
    const { fileCount } = await client.json(client.get(at));
    const held = new Map(manifest.files.map((f: Listed) => [f.path, f.sha256]));
    expect([version, manifest.files.length]).toEqual([version, fileCount]);
    expect(paths.filter((path) => held.get(path) !== finished.get(path))).toEqual([]);
    for (const file of manifest.files as Listed[]) await checkBytes(at, file);
    verified.add(version);
  }
}

async function checkBytes(at: string, file: Listed): Promise<void> {
  if (verified.has(file.sha256)) return;
  const raw = await client.get(`${at}/raw/${file.path}`);
  expect([file.path, raw.status, sha256(new Uint8Array(await raw.arrayBuffer()))]).toEqual([
    file.path,
    200,
    file.sha256,
  ]);
  verified.add(file.sha256);
}

/** Every file of the store is what its name says. */
async function checkStore(): Promise<number> {
  const root = join(dataDir, 'blobs/sha256');
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );
  for (const entry of names) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(entry.parentPath, entry.name)))
      hash.update(chunk);
    expect(hash.digest('hex')).toBe(entry.name);
  }
  return names.length;
}

test(
  `${wanted} times kill -9 during upload and publication lose nothing that was acknowledged`,
  { timeout: budgetMs + 120_000 },
  async () => {
    const end = Date.now() + budgetMs;
    let kills = 0;
    while (kills < wanted && Date.now() < end) {
      await hub.start();
      client = new ApiClient(hub.url, token);
      await checkAll();
      await work(150 + Math.random() * 1200);
      kills += 1;
    }
    await hub.start();
    client = new ApiClient(hub.url, token);
    await checkAll();
    const stored = await checkStore();
    console.log({ kills, files: finished.size, versions: published.size, stored, ...counts });
    expect(kills).toBeGreaterThanOrEqual(leastKills);
    // The work was real: files were completed, interrupted ones resumed, versions published.
    expect(finished.size).toBeGreaterThan(kills / 2);
    expect(published.size).toBeGreaterThan(kills / 20);
    expect(counts.resumed).toBeGreaterThan(0);
  },
);
