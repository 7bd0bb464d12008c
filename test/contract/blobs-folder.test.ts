import { mkdtemp, readdir, rm, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { bytesOf, chunks, sha256 } from './blob-bytes.ts';
import { blobsSuite } from './blobs-suite.ts';

const make = async () => {
  const root = await mkdtemp(join(tmpdir(), 'banyan-blobs-'));
  const open = () => createFolderBlobs({ root, stallMs: 500 });
  const blobs = await open();
  return {
    root,
    blobs,
    reopen: open,
    damage: (digest: string) => truncate(blobs.localPath?.(digest) ?? '', 10),
    stop: async () => {
      await blobs.close();
      await rm(root, { recursive: true });
    },
  };
};

blobsSuite('folder', make);

test('folder: storing equal bytes again renews the time, by put and by upload', async () => {
  const { blobs, stop } = await make();
  const bytes = Buffer.from('the same');
  const long = new Date('2001-01-01T00:00:00Z');
  await blobs.put(bytes);
  await utimes(blobs.localPath?.(sha256(bytes)) ?? '', long, long);
  expect((await blobs.stat(sha256(bytes)))?.modifiedAt).toEqual(long);
  await blobs.put(bytes);
  expect(Date.now() - ((await blobs.stat(sha256(bytes)))?.modifiedAt.getTime() ?? 0)).toBeLessThan(
    60_000,
  );
  await stop();
});

test.runIf(process.platform === 'linux')(
  'folder: read, cancelled and unread streams leave no open file',
  async () => {
    const { blobs, stop } = await make();
    const bytes = Buffer.alloc(3 << 20, 'x');
    await blobs.put(chunks(bytes));
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    for (let i = 0; i < 20; i++) {
      await bytesOf(await blobs.open(sha256(bytes)));
      await blobs.open(sha256(bytes));
      const reader = (await blobs.open(sha256(bytes))).getReader();
      void reader.read();
      await reader.cancel();
      const second = (await blobs.open(sha256(bytes))).getReader();
      await second.read();
      await second.cancel();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await openFiles()).toBeLessThanOrEqual(before + 1);
    await stop();
  },
);

test('folder: many open streams share the memory budget', async () => {
  const { blobs, stop } = await make();
  const bytes = Buffer.alloc(3 << 20, 'x');
  await blobs.put(bytes);
  const readers = [];
  for (let i = 0; i < 200; i++) readers.push((await blobs.open(sha256(bytes))).getReader());
  const first = await readers[0]?.read();
  expect(first?.value?.length).toBe(1 << 20);
  for (const reader of readers.slice(1)) await reader.read();
  const last = await readers[199]?.read();
  expect(last?.value?.length).toBe(Math.floor((32 << 20) / 200));
  for (const reader of readers) await reader.cancel();
  const alone = await (await blobs.open(sha256(bytes))).getReader().read();
  expect(alone.value?.length).toBe(1 << 20);
  await stop();
});
