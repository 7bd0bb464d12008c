import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createS3Blobs } from '#src/adapters/blobs/s3.ts';
import { createS3FetchBlobs } from '#src/adapters/blobs/s3-fetch.ts';
import { newId } from '#src/kernel/ids.ts';
import { startS3, versitygw, type S3Server } from '#test/support/s3-server.ts';
import { bytesOf, chunks, infoOf, sha256 } from './blob-bytes.ts';
import { blobsSuite } from './blobs-suite.ts';
import { codeOf } from '#test/support/error-code.ts';

const binary = versitygw();
if (binary === undefined) {
  console.log('not run: no S3 server');
  test.skip('not run: no S3 server (set VERSITYGW to the versitygw binary)', () => undefined);
} else {
  const start = async () => {
    const server = await startS3(binary);
    await mkdir(join(server.folder, 'hub'));
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    return {
      server,
      options: { endpoint, region, accessKeyId, secretAccessKey, bucket: 'hub', prefix: 'p/' },
    };
  };
  const pathOf = (server: S3Server, digest: string) =>
    join(server.folder, 'hub/p/sha256', digest.slice(0, 2), digest.slice(2, 4), digest);

  blobsSuite('s3', async () => {
    const { server, options } = await start();
    const open = () => createS3Blobs({ ...options, stallMs: 500, copyBytes: 5 << 20 });
    const blobs = open();
    return {
      blobs,
      reopen: async () => open(),
      damage: (digest) => writeFile(pathOf(server, digest), 'damaged'),
      stop: async () => {
        await blobs.close();
        await server.stop();
      },
    };
  });

  describe('s3 only', () => {
    let server: S3Server;
    let options: Awaited<ReturnType<typeof start>>['options'];
    let blobs: ReturnType<typeof createS3Blobs>;
    beforeAll(async () => {
      ({ server, options } = await start());
      blobs = createS3Blobs(options);
    });
    afterAll(async () => {
      await blobs.close();
      await server.stop();
    });

    const disposition = `attachment; filename="__.csv"; filename*=UTF-8''%E8%AF%B4%E6%98%8E.csv`;
    test.each(['sdk', 'fetch'])(
      'presigned by %s: serves ranges with its name, and not when tampered with',
      async (kind) => {
        const from = kind === 'sdk' ? blobs : createS3FetchBlobs(options);
        const bytes = randomBytes(100_000);
        await from.put(bytes);
        const url =
          (await from.presign(sha256(bytes), {
            filename: '说明.csv',
            contentType: 'text/csv',
            seconds: 60,
          })) ?? '';
        const response = await fetch(url, { headers: { Range: 'bytes=10-19' } });
        expect([
          response.status,
          response.headers.get('Content-Disposition'),
          response.headers.get('Content-Type'),
        ]).toEqual([206, disposition, 'text/csv']);
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
        expect((await fetch(url.replace(sha256(bytes), '0'.repeat(64)))).status).toBe(403);
        expect((await fetch(url.replace('Expires=60', 'Expires=6000'))).status).toBe(403);
      },
    );

    test('parts put directly by a client', async () => {
      const bytes = randomBytes((17 << 20) + 5);
      const id = newId();
      await blobs.beginUpload(id, { sizeBytes: bytes.length });
      const { partSizeBytes, urls } = (await blobs.partUrls?.(id, {
        from: 1,
        count: 100,
        seconds: 60,
      })) ?? { partSizeBytes: 0, urls: [] };
      expect([partSizeBytes, urls.map((url) => url.part)]).toEqual([8 << 20, [1, 2, 3]]);
      const put = (i: number) =>
        fetch(urls[i]?.url ?? '', {
          method: 'PUT',
          body: bytes.subarray(i * partSizeBytes, (i + 1) * partSizeBytes),
        });
      expect((await put(0)).status).toBe(200);
      expect((await put(2)).status).toBe(200);
      expect(await blobs.acceptParts?.(id)).toBe(8 << 20);
      expect((await put(1)).status).toBe(200);
      expect(await blobs.acceptParts?.(id)).toBe(bytes.length);
      expect(await blobs.finish(id, { expectedSha256: sha256(bytes) })).toEqual(infoOf(bytes));
      await blobs.abort(id);
      expect((await bytesOf(await blobs.open(sha256(bytes)))).equals(bytes)).toBe(true);
    });

    test('the fetch adapter reads and writes the same store', async () => {
      const reads = createS3FetchBlobs(options);
      const bytes = randomBytes(3_000_000);
      expect(await reads.put(chunks(bytes))).toEqual(infoOf(bytes));
      expect((await blobs.stat(sha256(bytes)))?.sizeBytes).toBe(bytes.length);
      expect((await reads.stat(sha256(bytes)))?.sizeBytes).toBe(bytes.length);
      expect((await bytesOf(await reads.open(sha256(bytes)))).equals(bytes)).toBe(true);
      expect(
        (await bytesOf(await reads.open(sha256(bytes), { start: 1000, end: 2000 }))).equals(
          bytes.subarray(1000, 2000),
        ),
      ).toBe(true);
      expect((await bytesOf(await reads.open(sha256(bytes), { start: 7, end: 7 }))).length).toBe(0);
      for (const unknown of ['0'.repeat(64), '../x']) {
        expect(await codeOf(reads.open(unknown))).toBe('blobs.missing');
        expect(await reads.stat(unknown)).toBeUndefined();
      }
    });

    test('a server that is not there is hub.unavailable', async () => {
      const away = { ...options, endpoint: 'http://127.0.0.1:1' };
      const gone = createS3Blobs(away);
      expect(await codeOf(gone.stat('0'.repeat(64)))).toBe('hub.unavailable');
      expect(await codeOf(gone.put(Buffer.from('x')))).toBe('hub.unavailable');
      expect(await codeOf(createS3FetchBlobs(away).stat('0'.repeat(64)))).toBe('hub.unavailable');
      await gone.close();
    });
  });
}
