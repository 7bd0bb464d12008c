import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Upload } from 'tus-js-client';
import { describe, expect, test } from 'vitest';
import { BODY, DAY, refused, TusUnderTest, V } from '#test/support/tus-server.ts';
import { bytesOf, infoOf, sha256 } from './blob-bytes.ts';

describe('tus over HTTP', () => {
  const t = new TusUnderTest();

  test('tus-js-client: a file of many pieces with a Chinese name', async () => {
    const bytes = randomBytes(10_000_001);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: t.base,
        chunkSize: 3_000_000,
        metadata: { filename: '数据/说明.csv', empty: '' },
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(t.events).toEqual([
      ['create', { filename: '数据/说明.csv', empty: '' }, bytes.length],
      ['finish', infoOf(bytes)],
    ]);
    expect((await bytesOf(await t.blobs.open(sha256(bytes)))).equals(bytes)).toBe(true);
  });

  test('tus-js-client: aborted, then resumed by another client', async () => {
    const bytes = randomBytes(8_000_000);
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: t.base,
        chunkSize: 1_000_000,
        onChunkComplete: (_size, accepted) => {
          if (accepted === 3_000_000) void upload.abort().then(() => resolve(upload.url ?? ''));
        },
        onError: reject,
      });
      upload.start();
    });
    expect(Number(await t.offsetOf(url))).toBeGreaterThanOrEqual(3_000_000);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, { uploadUrl: url, onSuccess: () => resolve(), onError: reject }).start();
    });
    expect(t.events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });

  test('tus-js-client: creation with upload', async () => {
    const bytes = randomBytes(100_000);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: t.base,
        uploadDataDuringCreation: true,
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(t.events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });

  test('OPTIONS tells what the server can do', async () => {
    const response = await t.send(t.base, 'OPTIONS', {});
    expect([
      response.status,
      ...[
        'Tus-Resumable',
        'Tus-Version',
        'Tus-Extension',
        'Tus-Max-Size',
        'Tus-Checksum-Algorithm',
      ].map((h) => response.headers.get(h)),
    ]).toEqual([
      204,
      '1.0.0',
      '1.0.0',
      'creation,creation-with-upload,expiration,checksum,termination',
      '50000000',
      'sha256,sha1',
    ]);
  });

  test('creation and HEAD: offset, length, metadata, expiry, no caching', async () => {
    const made = await t.send(t.base, 'POST', {
      ...V,
      'Upload-Length': '5',
      'Upload-Metadata': 'filename 5pWw5o2u,flag',
    });
    const expires = Date.parse(made.headers.get('Upload-Expires') ?? '');
    expect(Math.abs(expires - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    const head = await t.send(new URL(made.headers.get('Location') ?? '', t.base).href, 'HEAD', V);
    expect([
      head.status,
      ...[
        'Upload-Offset',
        'Upload-Length',
        'Upload-Metadata',
        'Cache-Control',
        'Tus-Resumable',
      ].map((h) => head.headers.get(h)),
    ]).toEqual([200, '0', '5', 'filename 5pWw5o2u,flag', 'no-store', '1.0.0']);
    expect(t.events).toEqual([['create', { filename: '数据', flag: '' }, 5]]);
  });

  test('an empty file is finished by its creation', async () => {
    const url = await t.create(0);
    expect(t.events.at(-1)).toEqual(['finish', infoOf(new Uint8Array())]);
    expect(await t.offsetOf(url)).toBe('0');
  });

  test('a client that lost the last answer gets it again', async () => {
    const bytes = randomBytes(1000);
    const url = await t.create(1000);
    await t.send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, bytes);
    const head = await t.send(url, 'HEAD', V);
    expect([
      head.status,
      head.headers.get('Upload-Offset'),
      head.headers.get('Upload-Expires'),
    ]).toEqual([200, '1000', null]);
    const again = await t.send(url, 'PATCH', {
      ...BODY,
      'Upload-Offset': '1000',
      'Content-Length': '0',
    });
    expect([again.status, again.headers.get('Upload-Offset')]).toEqual([204, '1000']);
    const finish = ['finish', infoOf(bytes)];
    expect(t.events.slice(1)).toEqual([finish, finish, finish]);
    t.clock = 8 * DAY;
    expect((await t.send(url, 'HEAD', V)).status).toBe(200);
  });

  test('termination removes the upload', async () => {
    const url = await t.create(10);
    expect((await t.send(url, 'DELETE', V)).status).toBe(204);
    expect(t.events.slice(1)).toEqual([['authorize', 'DELETE'], ['terminate']]);
    expect((await t.send(url, 'HEAD', V)).status).toBe(404);
    expect(
      await refused(await t.send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, randomBytes(10))),
    ).toEqual([404, 'blobs.uploadMissing']);
  });

  test('method override', async () => {
    const url = await t.create(10);
    expect((await t.send(url, 'POST', { ...V, 'X-HTTP-Method-Override': 'DELETE' })).status).toBe(
      204,
    );
    expect((await t.send(url, 'HEAD', V)).status).toBe(404);
  });

  test('an expired upload is gone', async () => {
    const url = await t.create(10);
    t.clock = 7 * DAY + 1000;
    expect((await t.send(url, 'HEAD', V)).status).toBe(410);
    expect(
      await refused(await t.send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, randomBytes(10))),
    ).toEqual([410, 'blobs.uploadExpired']);
  });

  test.each(['sha256', 'sha1'])(
    '%s checksum: right is kept, wrong is 460 and nothing kept',
    async (algorithm) => {
      const bytes = randomBytes(2000);
      const digest = (part: Uint8Array) =>
        `${algorithm} ${createHash(algorithm).update(part).digest('base64')}`;
      const url = await t.create(2000);
      const half = bytes.subarray(0, 1000);
      const wrong = await t.send(
        url,
        'PATCH',
        { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': digest(bytes) },
        half,
      );
      expect(await refused(wrong)).toEqual([460, 'blobs.checksumMismatch']);
      expect(await t.offsetOf(url)).toBe('0');
      const right = await t.send(
        url,
        'PATCH',
        { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': digest(half) },
        half,
      );
      expect([right.status, right.headers.get('Upload-Offset')]).toEqual([204, '1000']);
      await t.send(url, 'PATCH', { ...BODY, 'Upload-Offset': '1000' }, bytes.subarray(1000));
      expect(t.events.at(-1)).toEqual(['finish', infoOf(bytes)]);
    },
  );

  test('a wrong checksum while creating: 460, and the answer says where to go on', async () => {
    const response = await t.send(
      t.base,
      'POST',
      { ...BODY, 'Upload-Length': '10', 'Upload-Checksum': `sha1 ${'A'.repeat(27)}=` },
      randomBytes(10),
    );
    expect(response.status).toBe(460);
    expect(await t.offsetOf(new URL(response.headers.get('Location') ?? '', t.base).href)).toBe(
      '0',
    );
  });

  test('a connection that dies half-way keeps what arrived', async () => {
    const bytes = randomBytes(500_000);
    const url = await t.create(bytes.length);
    const { port, pathname } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `PATCH ${pathname} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
        `Content-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    );
    await new Promise<void>(
      (resolve) => void socket.write(bytes.subarray(0, 200_000), () => resolve()),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    await expect.poll(() => t.offsetOf(url)).toBe('200000');
    await t.send(url, 'PATCH', { ...BODY, 'Upload-Offset': '200000' }, bytes.subarray(200_000));
    expect(t.events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });
});
