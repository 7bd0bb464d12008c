import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { HubProcess } from '#test/support/hub-process.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password } from '#test/support/people.ts';
import { draftDataset, provider, type Provider } from '#test/support/provider.ts';
import { patienceMs, pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import { Visitor } from '#test/support/visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-e2e-'));
const sizeBytes = 40_000_000;
/** Bytes a second of a slow line: the file takes ten seconds, time enough to break it. */
const slow = 4_000_000;

/** Prepares people and data in the same database and folder; what browsers talk to is `served`. */
let hub: TestHub;
let served: HubProcess;
let browser: Browser;
let of: Provider;
let session: Visitor;
const windows: Surfer[] = [];

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  of = await provider(hub, 'minjiang');
  await draftDataset(of, 'reloaded');
  await draftDataset(of, 'killed');
  session = await new Visitor(hub).signIn(of.email, password);
  served = new HubProcess({
    PORT: String(await freePort()),
    DATABASE_URL: hub.database.ownerUrl,
    DATABASE_APP_URL: hub.database.appUrl,
    DATA_DIR: hub.dataDir,
  });
  await served.start();
  browser = await openBrowser();
}, 180_000);

pictureFailures(() => windows);

afterAll(async () => {
  await Promise.all(windows.map((one) => one.close()));
  await browser?.close();
  await served?.kill();
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A file nobody has yet; its place on the disk and digest. */
function bigFile(name: string): { path: string; sha256: string } {
  const bytes = randomBytes(sizeBytes);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

interface Device extends Surfer {
  /** Upload-Offset of each PATCH sent so far. */
  readonly offsets: readonly number[];
  /** Bytes a second the line lets up; 0 lifts the limit. */
  limit(bytesPerSecond: number): Promise<void>;
}

/** A browser of its own: what one keeps in its storage the other does not know. */
async function device(): Promise<Device> {
  const surfer = await surf(browser, served.url, { as: session });
  windows.push(surfer);
  const offsets: number[] = [];
  surfer.page.on('request', (request) => {
    if (request.method() === 'PATCH' && request.url().includes('/api/v1/uploads/'))
      offsets.push(Number(request.headers()['upload-offset']));
  });
  const line = await surfer.context.newCDPSession(surfer.page);
  await line.send('Network.enable');
  const limit = async (bytesPerSecond: number): Promise<void> => {
    const rate = bytesPerSecond === 0 ? -1 : bytesPerSecond;
    const conditions = { offline: false, latency: 0, downloadThroughput: -1 };
    await line.send('Network.emulateNetworkConditions', { ...conditions, uploadThroughput: rate });
  };
  return { ...surfer, offsets, limit };
}

const choose = (page: Page, path: string): Promise<void> =>
  page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(path);

/** Waits until the server itself holds at least `bytes` of the unfinished upload of `dataset`. */
async function serverHas(dataset: string, bytes: number): Promise<void> {
  const ask = async (): Promise<number> => {
    const path = `/api/v1/datasets/minjiang/${dataset}/uploads?state=receiving`;
    const list = await of.client.json(of.client.get(path));
    return (list.items[0]?.receivedBytes as number | undefined) ?? 0;
  };
  await expect.poll(ask, { timeout: patienceMs, interval: 100 }).toBeGreaterThan(bytes);
}

const draftDigest = async (dataset: string): Promise<unknown> => {
  const list = await of.client.json(
    of.client.get(`/api/v1/datasets/minjiang/${dataset}/draft/files`),
  );
  return list.items.map((file: { path: string; sha256: string }) => [file.path, file.sha256]);
};

test('an upload goes on after a reload, and then on another device', async () => {
  const file = bigFile('年度数据.bin');
  const first = await device();
  await first.page.goto('/publish/minjiang/reloaded');
  await first.limit(slow);
  await choose(first.page, file.path);
  await serverHas('reloaded', 4_000_000);
  await first.page.reload();
  const notice = first.page.getByText('上次未传完的文件').locator('..');
  await notice.getByText('年度数据.bin').waitFor();
  expect(await notice.innerText()).toMatch(/已收到 [1-9]\d*(\.\d)?%/u);
  const sentBefore = first.offsets.length;
  await choose(first.page, file.path);
  await serverHas('reloaded', 16_000_000);
  expect(first.offsets[sentBefore]).toBeGreaterThan(0);
  await first.context.close();

  const second = await device();
  await second.page.goto('/publish/minjiang/reloaded');
  await second.page.getByText('上次未传完的文件').waitFor();
  await choose(second.page, file.path);
  await second.page.getByText('全部 1 个文件已上传').waitFor();
  expect(second.offsets[0]).toBeGreaterThan(16_000_000);
  await expect
    .poll(() => draftDigest('reloaded'), { timeout: patienceMs })
    .toEqual([['年度数据.bin', file.sha256]]);
});

test('a server killed in the middle and started again loses nothing and asks for nothing', async () => {
  const file = bigFile('监测.bin');
  const { page, limit, offsets } = await device();
  await page.goto('/publish/minjiang/killed');
  await limit(slow);
  await choose(page, file.path);
  await serverHas('killed', 8_000_000);
  await served.kill('SIGKILL');
  await served.start();
  await limit(0);
  await page.getByText('全部 1 个文件已上传').waitFor({ timeout: 90_000 });
  expect(offsets.at(-1)).toBeGreaterThan(0);
  await expect
    .poll(() => draftDigest('killed'), { timeout: patienceMs })
    .toEqual([['监测.bin', file.sha256]]);
});
