import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPlatformProxy } from 'wrangler';
import { createR2Blobs, type R2Bucket } from '#src/adapters/blobs/r2.ts';
import type { BlobReads } from '#src/ports/blobs.ts';
import { bytesOf, chunks, infoOf, sha256 } from './blob-bytes.ts';
import { codeOf } from '#test/support/error-code.ts';

/** The reading side against R2 as wrangler runs it locally. */
describe('blobs: r2', () => {
  let folder: string;
  let platform: Awaited<ReturnType<typeof getPlatformProxy<{ BLOBS: R2Bucket }>>>;
  let blobs: BlobReads;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banyan-r2-'));
    const configPath = join(folder, 'wrangler.toml');
    await writeFile(
      configPath,
      'name = "t"\ncompatibility_date = "2026-01-01"\n[[r2_buckets]]\nbinding = "BLOBS"\nbucket_name = "hub"\n',
    );
    platform = await getPlatformProxy<{ BLOBS: R2Bucket }>({ configPath, persist: false });
    blobs = createR2Blobs(platform.env.BLOBS, 'p/');
  });
  afterAll(async () => {
    await platform.dispose();
    await rm(folder, { recursive: true });
  });

  test('what is put can be read, whole and in ranges', async () => {
    const bytes = randomBytes(2_000_000);
    expect(await blobs.put(chunks(bytes))).toEqual(infoOf(bytes));
    expect((await blobs.stat(sha256(bytes)))?.sizeBytes).toBe(bytes.length);
    expect((await bytesOf(await blobs.open(sha256(bytes)))).equals(bytes)).toBe(true);
    expect(
      (await bytesOf(await blobs.open(sha256(bytes), { start: 10, end: 1_000_010 }))).equals(
        bytes.subarray(10, 1_000_010),
      ),
    ).toBe(true);
    expect((await bytesOf(await blobs.open(sha256(bytes), { start: 5, end: 5 }))).length).toBe(0);
    expect(await codeOf(blobs.open(sha256(bytes), { start: 0, end: 2_000_001 }))).toBe(
      'hub.internal',
    );
  });

  test('no other name is a blob', async () => {
    for (const unknown of ['0'.repeat(64), '../x', '']) {
      expect(await blobs.stat(unknown)).toBeUndefined();
      expect(await codeOf(blobs.open(unknown))).toBe('blobs.missing');
    }
    expect(
      await blobs.presign('0'.repeat(64), {
        filename: 'x',
        contentType: 'text/plain',
        seconds: 60,
      }),
    ).toBeUndefined();
  });
});
