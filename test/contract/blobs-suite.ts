import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { newId } from '#src/kernel/ids.ts';
import { codeOf } from '#test/support/error-code.ts';
import type { Blobs, ByteRange, UploadState } from '#src/ports/blobs.ts';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  /** The same storage as a freshly started process sees it. */
  reopen(): Promise<Blobs>;
  /** Damages the stored content of a blob behind the adapter's back. */
  damage(sha256: string): Promise<void>;
  stop(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
export const infoOf = (bytes: Uint8Array) => ({
  sha256: sha256(bytes),
  sizeBytes: bytes.length,
  crc32: crc32(bytes),
});

export async function* chunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise(setImmediate);
    yield bytes.subarray(at, at + size);
  }
}

/** Breaks off after `keep` bytes, as a connection does. */
async function* broken(bytes: Uint8Array, keep: number): AsyncGenerator<Uint8Array> {
  yield* chunks(bytes.subarray(0, keep));
  throw new Error('aborted');
}

export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const MiB = 1 << 20;

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
    const stateOf = async (
      id: string,
      store: Blobs = blobs,
    ): Promise<Partial<UploadState> | undefined> => {
      const state = await store.uploadState(id);
      if (!state) return undefined;
      const { createdAt, ...rest } = state;
      expect(Math.abs(Date.now() - createdAt.getTime())).toBeLessThan(120_000);
      return rest;
    };

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

    describe('uploads', () => {
      const begin = async (sizeBytes: number, note = '') => {
        const id = newId();
        await blobs.beginUpload(id, { sizeBytes, note });
        return id;
      };

      test('in pieces of every kind, over a restart, to a blob', async () => {
        const bytes = randomBytes(21 * MiB + 123);
        const id = await begin(bytes.length, 'filename 5pWw5o2u');
        let offset = 0;
        for (const end of [0, 1, 5 * MiB, 5 * MiB + 1, 14 * MiB]) {
          expect(await blobs.append(id, offset, chunks(bytes.subarray(offset, end)))).toBe(end);
          offset = end;
        }
        const later = await it.reopen();
        expect(await stateOf(id, later)).toEqual({
          id,
          offset,
          sizeBytes: bytes.length,
          note: 'filename 5pWw5o2u',
        });
        expect(await codeOf(later.finish(id))).toBe('blobs.incomplete');
        expect(await later.append(id, offset, chunks(bytes.subarray(offset)))).toBe(bytes.length);
        expect(await later.stat(sha256(bytes))).toBeUndefined();
        expect(await later.finish(id, { expectedSha256: sha256(bytes) })).toEqual(infoOf(bytes));
        expect(await later.finish(id)).toEqual(infoOf(bytes));
        expect(await stateOf(id)).toEqual({
          id,
          offset: bytes.length,
          sizeBytes: bytes.length,
          note: 'filename 5pWw5o2u',
          finished: infoOf(bytes),
        });
        await later.abort(id);
        await later.abort(id);
        expect(await stateOf(id)).toBeUndefined();
        expect((await read(sha256(bytes))).equals(bytes)).toBe(true);
        await later.close();
      });

      test('an empty file', async () => {
        const id = await begin(0);
        expect(await blobs.finish(id)).toEqual(infoOf(new Uint8Array()));
        await blobs.abort(id);
      });

      test('equal bytes uploaded again give the same blob and renew it', async () => {
        const bytes = randomBytes(1000);
        await blobs.put(bytes);
        const id = await begin(1000);
        await blobs.append(id, 0, chunks(bytes));
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        await blobs.abort(id);
        expect((await read(sha256(bytes))).equals(bytes)).toBe(true);
      });

      test('a body that breaks off keeps what arrived', async () => {
        const bytes = randomBytes(10 * MiB);
        const id = await begin(bytes.length);
        expect(await codeOf(blobs.append(id, 0, broken(bytes, 9 * MiB + 5)))).toBe(
          'blobs.interrupted',
        );
        expect((await stateOf(id, await it.reopen()))?.offset).toBe(9 * MiB + 5);
        await blobs.append(id, 9 * MiB + 5, chunks(bytes.subarray(9 * MiB + 5)));
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        await blobs.abort(id);
      });

      test('wrong offsets change nothing', async () => {
        const bytes = randomBytes(1000);
        const id = await begin(1000);
        await blobs.append(id, 0, chunks(bytes.subarray(0, 500)));
        for (const offset of [0, 499, 501, 1000])
          expect(await codeOf(blobs.append(id, offset, chunks(bytes)))).toBe(
            'blobs.offsetMismatch',
          );
        await blobs.append(id, 500, chunks(bytes.subarray(500)));
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        expect(await codeOf(blobs.append(id, 1000, chunks(bytes)))).toBe('blobs.offsetMismatch');
        await blobs.abort(id);
      });

      test('more bytes than announced: nothing beyond the size', async () => {
        const bytes = randomBytes(2000);
        const id = await begin(1000);
        expect(await codeOf(blobs.append(id, 0, chunks(bytes, 700)))).toBe('blobs.tooLong');
        expect((await stateOf(id))?.offset).toBeLessThanOrEqual(1000);
        await blobs.abort(id);
      });

      test('a wrong expected digest: the upload stays, no blob appears', async () => {
        const bytes = randomBytes(1000);
        const id = await begin(1000);
        await blobs.append(id, 0, chunks(bytes));
        expect(await codeOf(blobs.finish(id, { expectedSha256: '0'.repeat(64) }))).toBe(
          'blobs.digestMismatch',
        );
        expect(await blobs.stat(sha256(bytes))).toBeUndefined();
        expect((await stateOf(id))?.offset).toBe(1000);
        await blobs.abort(id);
        expect(await blobs.stat(sha256(bytes))).toBeUndefined();
      });

      test('checksums: right ones count, wrong or broken ones leave nothing of their bytes', async () => {
        const bytes = randomBytes(20 * MiB);
        const id = await begin(bytes.length);
        const first = bytes.subarray(0, 3 * MiB + 1);
        const rest = bytes.subarray(first.length);
        const right = { algorithm: 'sha256' as const, hex: sha256(rest) };
        await blobs.append(id, 0, chunks(first), {
          checksum: { algorithm: 'sha1', hex: createHash('sha1').update(first).digest('hex') },
        });
        expect(
          await codeOf(
            blobs.append(id, first.length, chunks(rest), {
              checksum: { ...right, hex: sha256(first) },
            }),
          ),
        ).toBe('blobs.checksumMismatch');
        expect((await stateOf(id, await it.reopen()))?.offset).toBe(first.length);
        expect(
          await codeOf(blobs.append(id, first.length, broken(rest, 9 * MiB), { checksum: right })),
        ).toBe('blobs.interrupted');
        expect((await stateOf(id, await it.reopen()))?.offset).toBe(first.length);
        expect(await blobs.append(id, first.length, chunks(rest), { checksum: right })).toBe(
          bytes.length,
        );
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        await blobs.abort(id);
      });

      test('one append at a time; a stalled one is taken over', async () => {
        const bytes = randomBytes(3000);
        const id = await begin(3000);
        let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
        const slow = new ReadableStream<Uint8Array>({
          start: (controller) => void (feed = controller),
        });
        feed?.enqueue(bytes.subarray(0, 1000));
        const first = codeOf(blobs.append(id, 0, slow));
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await codeOf(blobs.append(id, 0, chunks(bytes)))).toBe('blobs.uploadBusy');
        await new Promise((resolve) => setTimeout(resolve, 700));
        expect(await codeOf(blobs.append(id, 0, chunks(bytes)))).toBe('blobs.offsetMismatch');
        expect(await first).toBe('blobs.interrupted');
        expect((await stateOf(id))?.offset).toBe(1000);
        await blobs.append(id, 1000, chunks(bytes.subarray(1000)));
        expect(await blobs.finish(id)).toEqual(infoOf(bytes));
        await blobs.abort(id);
      });

      test('unknown, foreign and double ids', async () => {
        const id = await begin(10);
        expect(await codeOf(blobs.beginUpload(id, { sizeBytes: 10 }))).toBe('blobs.uploadExists');
        await blobs.abort(id);
        for (const unknown of [newId(), '../x', 'a/b', '', 'a'.repeat(65)]) {
          expect(await codeOf(blobs.append(unknown, 0, chunks(Buffer.from('x'))))).toBe(
            'blobs.uploadMissing',
          );
          expect(await codeOf(blobs.finish(unknown))).toBe('blobs.uploadMissing');
          expect(await blobs.uploadState(unknown)).toBeUndefined();
        }
      });

      test('every open upload is listed', async () => {
        const ids = [await begin(5), await begin(6)].toSorted();
        const listed: { id: string; sizeBytes: number }[] = [];
        for await (const { id, sizeBytes } of blobs.listUploads())
          if (ids.includes(id)) listed.push({ id, sizeBytes });
        expect(listed.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          ids.map((id, i) => ({ id, sizeBytes: 5 + i })),
        );
        for (const id of ids) await blobs.abort(id);
      });
    });
  });
}
