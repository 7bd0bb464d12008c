import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { createUpload, draftDataset, provider, type Provider } from '#test/support/provider.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-full-'));
const disk = join(folder, 'blobs');
const run = promisify(execFile);

/** A file system of 6 MiB under the blobs; only root may mount one. */
async function mountSmall(): Promise<boolean> {
  mkdirSync(disk);
  return run('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
}

let mounted = false;
let hub: TestHub;
let owner: Provider;
beforeAll(async () => {
  mounted = await mountSmall();
  hub = await startHub({ env: { DATA_DIR: folder } });
  owner = await provider(hub, 'full-disk');
  await hub.node.withOwner((pool) =>
    pool.query('update identity.organisation set quota_bytes = $1 where slug = $2', [
      2 ** 50,
      'full-disk',
    ]),
  );
});
afterAll(async () => {
  await hub.stop();
  if (mounted) await run('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

const headers = () => ({ ...owner.client.headers(), 'tus-resumable': '1.0.0' });
const reserved = async () =>
  (await owner.client.json(owner.client.get('/api/v1/organisations/full-disk/quota')))
    .reservedBytes;
const send = async (location: string | null, offset: number, bytes: Buffer<ArrayBuffer>) => {
  const answer = await fetch(hub.url + location, {
    method: 'PATCH',
    headers: {
      ...headers(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    body: bytes.subarray(offset),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? '' : JSON.parse(text).code];
};

test('a file larger than the disk is refused at once, and its reservation freed', async () => {
  const dataset = await draftDataset(owner, 'too-large');
  const answer = await createUpload(owner.client, { dataset, path: 'a.bin' }, 2 ** 40);
  expect([answer.status, (await answer.json()).code, answer.headers.get('location')]).toEqual([
    503,
    'hub.storageFull',
    null,
  ]);
  expect(await reserved()).toBe(0);
  const { items } = await owner.client.json(
    owner.client.get(`/api/v1/datasets/${dataset}/uploads`),
  );
  expect(items).toEqual([]);
});

test('a disk that fills on the way is a clear 503; with room again the upload goes on', async () => {
  if (!mounted) return console.log('not run: mounting a small file system needs root');
  const dataset = await draftDataset(owner, 'filled');
  const bytes = randomBytes(4 << 20);
  const create = async (path: string) =>
    (await createUpload(owner.client, { dataset, path }, bytes.length)).headers.get('location');
  const [first, second] = [await create('first.bin'), await create('second.bin')];
  const half = await fetch(hub.url + first, {
    method: 'PATCH',
    headers: {
      ...headers(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    body: bytes.subarray(0, 3 << 20),
  });
  expect(half.status).toBe(204);
  expect(await send(second, 0, bytes)).toEqual([503, 'hub.storageFull']);
  const head = await fetch(hub.url + second, { method: 'HEAD', headers: headers() });
  const offset = Number(head.headers.get('upload-offset'));
  expect(offset).toBeLessThan(bytes.length);
  expect(
    (await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}/draft/files`))).items,
  ).toEqual([]);
  expect((await fetch(hub.url + first, { method: 'DELETE', headers: headers() })).status).toBe(204);
  expect(await send(second, offset, bytes)).toEqual([204, '']);
  const { items } = await owner.client.json(
    owner.client.get(`/api/v1/datasets/${dataset}/draft/files`),
  );
  expect(items.map((f: { path: string; sha256: string }) => [f.path, f.sha256])).toEqual([
    ['second.bin', createHash('sha256').update(bytes).digest('hex')],
  ]);
  expect(await reserved()).toBe(0);
});
