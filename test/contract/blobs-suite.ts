import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#src/kernel/ids.ts';
import type { Blobs, ByteRange } from '#src/ports/blobs.ts';
import { codeOf } from '#test/support/error-code.ts';
import { broken, bytesOf, chunks, infoOf, MiB, sha256, type BlobsUnderTest } from './blob-bytes.ts';
import { uploadsSuite } from './blobs-uploads-suite.ts';

/** What every adapter of the blobs port must do; the adapter's own file adds what only it promises. */
export function blobsSuite(name: string, make: () => Promise<BlobsUnderTest>): void {
  describe(`blobs: ${name}`, () => {
    let it: BlobsUnderTest;
    let blobs: Blobs;
    beforeAll(async () => {
      it = await make();
      blobs = it.blobs;
    });
    afterAll(() => it.stop());

    const read = async (digest: string, range?: ByteRange) =>
      bytesOf(await blobs.open(digest, range));
    describe('put, stat, open', () => {
      test.each([0, 1, 65_536, 3 * MiB + 7, 17 * MiB])(
        '%i bytes come back as they went in',
        async (size) => {
          const bytes = randomBytes(size);
          expect(await blobs.put(bytes)).toEqual(infoOf(bytes));
          expect(await blobs.put(chunks(bytes))).toEqual(infoOf(bytes));
          expect((await blobs.stat(sha256(bytes)))?.sizeBytes).toBe(size);
          expect((await read(sha256(bytes))).equals(bytes)).toBe(true);
        },
      );

      test('a web stream can be put', async () => {
        const bytes = randomBytes(200_000);
        expect(await blobs.put(new Blob([bytes]).stream())).toEqual(infoOf(bytes));
      });

      test.each([
        [0, 1],
        [0, 0],
        [5, 5],
        [MiB - 1, MiB + 1],
        [2_500_000, 2_500_001],
        [1, 2_500_001],
      ])('range %i to %i', async (start, end) => {
        const bytes = Buffer.alloc(2_500_001, 'abcdefg');
        await blobs.put(bytes);
        expect((await read(sha256(bytes), { start, end })).equals(bytes.subarray(start, end))).toBe(
          true,
        );
      });

      test('chunks are at most 1 MiB', async () => {
        const bytes = randomBytes(3 * MiB);
        await blobs.put(bytes);
        const sizes: number[] = [];
        for await (const part of await blobs.open(sha256(bytes))) sizes.push(part.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(MiB);
      });

      test.each([
        '',
        'abc',
        '../../etc/passwd',
        'A'.repeat(64),
        '0'.repeat(64),
        `${'0'.repeat(63)}/`,
      ])('no blob is named %j', async (digest) => {
        expect(await blobs.stat(digest)).toBeUndefined();
        expect(await codeOf(blobs.open(digest))).toBe('blobs.missing');
        expect(await blobs.delete(digest)).toBe(false);
        expect(await blobs.verify(digest)).toBeUndefined();
      });

      test('a range outside the blob is refused before the first byte', async () => {
        const { sha256: digest } = await blobs.put(Buffer.from('12345'));
        expect(await codeOf(blobs.open(digest, { start: 0, end: 6 }))).toBe('hub.internal');
        expect(await codeOf(blobs.open(digest, { start: -1, end: 2 }))).toBe('hub.internal');
      });

      test('a source that breaks off leaves nothing', async () => {
        const bytes = randomBytes(300_000);
        expect(await codeOf(blobs.put(broken(bytes, 200_000)))).toBe('blobs.interrupted');
        expect(await blobs.stat(sha256(bytes.subarray(0, 200_000)))).toBeUndefined();
        const left: string[] = [];
        for await (const upload of blobs.listUploads())
          if (upload.id.startsWith('put-')) left.push(upload.id);
        expect(left).toEqual([]);
      });

      test('cancelling half-way is clean', async () => {
        const bytes = randomBytes(5 * MiB);
        await blobs.put(bytes);
        const reader = (await blobs.open(sha256(bytes))).getReader();
        const first = await reader.read();
        expect(Buffer.from(first.value ?? []).equals(bytes.subarray(0, first.value?.length))).toBe(
          true,
        );
        await reader.cancel();
        expect((await reader.read()).done).toBe(true);
      });
    });

    describe('list, verify, delete', () => {
      test('a damaged blob is found', async () => {
        const bytes = randomBytes(100_000);
        await blobs.put(bytes);
        expect(await blobs.verify(sha256(bytes))).toEqual({ intact: true, sizeBytes: 100_000 });
        await it.damage(sha256(bytes));
        expect((await blobs.verify(sha256(bytes)))?.intact).toBe(false);
        expect(await blobs.delete(sha256(bytes))).toBe(true);
      });

      test('list shows what is there and delete removes it', async () => {
        const a = await blobs.put(Buffer.from(`a ${newId()}`));
        const b = await blobs.put(Buffer.from(`b ${newId()}`));
        const listed = async () => {
          const all = new Map<string, number>();
          for await (const item of blobs.list()) all.set(item.sha256, item.sizeBytes);
          return all;
        };
        const before = await listed();
        expect([before.get(a.sha256), before.get(b.sha256)]).toEqual([a.sizeBytes, b.sizeBytes]);
        expect(await blobs.delete(a.sha256)).toBe(true);
        expect(await blobs.delete(a.sha256)).toBe(false);
        const after = await listed();
        expect([after.has(a.sha256), after.has(b.sha256)]).toEqual([false, true]);
        expect(await codeOf(blobs.open(a.sha256))).toBe('blobs.missing');
      });
    });

    uploadsSuite(() => it);
  });
}
