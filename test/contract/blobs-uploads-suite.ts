import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#src/kernel/ids.ts';
import type { Blobs, UploadState } from '#src/ports/blobs.ts';
import { codeOf } from '#test/support/error-code.ts';
import { broken, bytesOf, chunks, infoOf, MiB, sha256, type BlobsUnderTest } from './blob-bytes.ts';

/** The uploads half of the port; `under` is called once the adapter has been made. */
export function uploadsSuite(under: () => BlobsUnderTest): void {
  describe('uploads', () => {
    let it: BlobsUnderTest;
    let blobs: Blobs;
    beforeAll(() => {
      it = under();
      blobs = it.blobs;
    });
    const read = async (digest: string) => bytesOf(await blobs.open(digest));
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
        expect(await codeOf(blobs.append(id, offset, chunks(bytes)))).toBe('blobs.offsetMismatch');
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

    test('finishing twice at once gives one result', async () => {
      const bytes = randomBytes(300_000);
      const id = await begin(bytes.length);
      await blobs.append(id, 0, chunks(bytes));
      expect(await Promise.all([blobs.finish(id), blobs.finish(id)])).toEqual([
        infoOf(bytes),
        infoOf(bytes),
      ]);
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
}
