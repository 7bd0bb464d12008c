import { createHash, randomBytes } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { createTus } from '#src/adapters/blobs/tus.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { BlobInfo, Blobs } from '#src/ports/blobs.ts';
import { bytesOf, infoOf, sha256 } from './blobs-suite.ts';

const DAY = 86_400_000;
const V = { 'Tus-Resumable': '1.0.0' };
const BODY = { ...V, 'Content-Type': 'application/offset+octet-stream' };

describe('tus over HTTP', () => {
  let root: string;
  let blobs: Blobs;
  let server: ServerType;
  let base: string;
  let clock = 0;
  let events: unknown[] = [];
  let refuse: AppError | undefined;
  let nextId: string | undefined;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'banyan-tus-'));
    blobs = await createFolderBlobs({ root, stallMs: 300 });
    const tus = createTus(blobs, { expireMs: 7 * DAY, now: () => Date.now() + clock });
    const fetch = (request: Request) =>
      tus.handle(request, {
        basePath: '/files',
        requestId: 'r1',
        maxBytes: 50_000_000,
        onCreate: async (metadata, sizeBytes) => {
          if (refuse) throw refuse;
          events.push(['create', Object.fromEntries(metadata), sizeBytes]);
          return { id: nextId ?? newId() };
        },
        authorize: async (_id, method) => {
          if (refuse) throw refuse;
          if (method === 'DELETE') events.push(['authorize', method]);
        },
        onFinish: async (_id, result: BlobInfo) => void events.push(['finish', result]),
        onTerminate: async () => void events.push(['terminate']),
      });
    server = await new Promise<ServerType>((resolve) => {
      const started = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await blobs.close();
    await rm(root, { recursive: true });
  });
  beforeEach(() => {
    clock = 0;
    events = [];
    refuse = undefined;
    nextId = undefined;
  });

  const send = (
    url: string,
    method: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ) =>
    fetch(url, {
      method,
      headers: { 'Accept-Language': 'en', ...headers },
      ...(body ? { body } : {}),
    });
  const create = async (length: number): Promise<string> => {
    const response = await send(base, 'POST', { ...V, 'Upload-Length': String(length) });
    expect(response.status).toBe(201);
    return new URL(response.headers.get('Location') ?? '', base).href;
  };
  const offsetOf = async (url: string) => (await send(url, 'HEAD', V)).headers.get('Upload-Offset');
  const refused = async (response: Response) => {
    const problem = (await response.json()) as { code: string; status: number };
    expect(problem.status).toBe(response.status);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    return [response.status, problem.code];
  };

  test('tus-js-client: a file of many pieces with a Chinese name', async () => {
    const bytes = randomBytes(10_000_001);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: base,
        chunkSize: 3_000_000,
        metadata: { filename: '数据/说明.csv', empty: '' },
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(events).toEqual([
      ['create', { filename: '数据/说明.csv', empty: '' }, bytes.length],
      ['finish', infoOf(bytes)],
    ]);
    expect((await bytesOf(await blobs.open(sha256(bytes)))).equals(bytes)).toBe(true);
  });

  test('tus-js-client: aborted, then resumed by another client', async () => {
    const bytes = randomBytes(8_000_000);
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: base,
        chunkSize: 1_000_000,
        onChunkComplete: (_size, accepted) => {
          if (accepted === 3_000_000) void upload.abort().then(() => resolve(upload.url ?? ''));
        },
        onError: reject,
      });
      upload.start();
    });
    expect(Number(await offsetOf(url))).toBeGreaterThanOrEqual(3_000_000);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, { uploadUrl: url, onSuccess: () => resolve(), onError: reject }).start();
    });
    expect(events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });

  test('tus-js-client: creation with upload', async () => {
    const bytes = randomBytes(100_000);
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: base,
        uploadDataDuringCreation: true,
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });

  test('OPTIONS tells what the server can do', async () => {
    const response = await send(base, 'OPTIONS', {});
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
    const made = await send(base, 'POST', {
      ...V,
      'Upload-Length': '5',
      'Upload-Metadata': 'filename 5pWw5o2u,flag',
    });
    const expires = Date.parse(made.headers.get('Upload-Expires') ?? '');
    expect(Math.abs(expires - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    const head = await send(new URL(made.headers.get('Location') ?? '', base).href, 'HEAD', V);
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
    expect(events).toEqual([['create', { filename: '数据', flag: '' }, 5]]);
  });

  test('an empty file is finished by its creation', async () => {
    const url = await create(0);
    expect(events.at(-1)).toEqual(['finish', infoOf(new Uint8Array())]);
    expect(await offsetOf(url)).toBe('0');
  });

  test('a client that lost the last answer gets it again', async () => {
    const bytes = randomBytes(1000);
    const url = await create(1000);
    await send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, bytes);
    const head = await send(url, 'HEAD', V);
    expect([
      head.status,
      head.headers.get('Upload-Offset'),
      head.headers.get('Upload-Expires'),
    ]).toEqual([200, '1000', null]);
    const again = await send(url, 'PATCH', {
      ...BODY,
      'Upload-Offset': '1000',
      'Content-Length': '0',
    });
    expect([again.status, again.headers.get('Upload-Offset')]).toEqual([204, '1000']);
    expect(events.slice(1)).toEqual(Array(3).fill(['finish', infoOf(bytes)]));
    clock = 8 * DAY;
    expect((await send(url, 'HEAD', V)).status).toBe(200);
  });

  test('an upload that cannot be begun is given back to the hooks', async () => {
    nextId = newId();
    await create(10);
    expect(await refused(await send(base, 'POST', { ...V, 'Upload-Length': '10' }))).toEqual([
      409,
      'blobs.uploadExists',
    ]);
    expect(events.at(-1)).toEqual(['terminate']);
  });

  test('termination removes the upload', async () => {
    const url = await create(10);
    expect((await send(url, 'DELETE', V)).status).toBe(204);
    expect(events.slice(1)).toEqual([['authorize', 'DELETE'], ['terminate']]);
    expect((await send(url, 'HEAD', V)).status).toBe(404);
    expect(
      await refused(await send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, randomBytes(10))),
    ).toEqual([404, 'blobs.uploadMissing']);
  });

  test('method override', async () => {
    const url = await create(10);
    expect((await send(url, 'POST', { ...V, 'X-HTTP-Method-Override': 'DELETE' })).status).toBe(
      204,
    );
    expect((await send(url, 'HEAD', V)).status).toBe(404);
  });

  test('an expired upload is gone', async () => {
    const url = await create(10);
    clock = 7 * DAY + 1000;
    expect((await send(url, 'HEAD', V)).status).toBe(410);
    expect(
      await refused(await send(url, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, randomBytes(10))),
    ).toEqual([410, 'blobs.uploadExpired']);
  });

  test.each(['sha256', 'sha1'])(
    '%s checksum: right is kept, wrong is 460 and nothing kept',
    async (algorithm) => {
      const bytes = randomBytes(2000);
      const digest = (part: Uint8Array) =>
        `${algorithm} ${createHash(algorithm).update(part).digest('base64')}`;
      const url = await create(2000);
      const half = bytes.subarray(0, 1000);
      const wrong = await send(
        url,
        'PATCH',
        { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': digest(bytes) },
        half,
      );
      expect(await refused(wrong)).toEqual([460, 'blobs.checksumMismatch']);
      expect(await offsetOf(url)).toBe('0');
      const right = await send(
        url,
        'PATCH',
        { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': digest(half) },
        half,
      );
      expect([right.status, right.headers.get('Upload-Offset')]).toEqual([204, '1000']);
      await send(url, 'PATCH', { ...BODY, 'Upload-Offset': '1000' }, bytes.subarray(1000));
      expect(events.at(-1)).toEqual(['finish', infoOf(bytes)]);
    },
  );

  test('a wrong checksum while creating: 460, and the answer says where to go on', async () => {
    const response = await send(
      base,
      'POST',
      { ...BODY, 'Upload-Length': '10', 'Upload-Checksum': `sha1 ${'A'.repeat(27)}=` },
      randomBytes(10),
    );
    expect(response.status).toBe(460);
    expect(await offsetOf(new URL(response.headers.get('Location') ?? '', base).href)).toBe('0');
  });

  const bad: [string, string, Record<string, string>, number, string][] = [
    ['no version', 'POST', { 'Upload-Length': '5' }, 412, 'tus.version'],
    [
      'another version',
      'POST',
      { 'Tus-Resumable': '0.2.2', 'Upload-Length': '5' },
      412,
      'tus.version',
    ],
    ['no length', 'POST', V, 400, 'hub.invalid'],
    ['negative length', 'POST', { ...V, 'Upload-Length': '-1' }, 400, 'hub.invalid'],
    ['fractional length', 'POST', { ...V, 'Upload-Length': '1.5' }, 400, 'hub.invalid'],
    [
      'length beyond numbers',
      'POST',
      { ...V, 'Upload-Length': '99999999999999999999' },
      400,
      'hub.invalid',
    ],
    ['deferred length', 'POST', { ...V, 'Upload-Defer-Length': '1' }, 400, 'tus.deferredLength'],
    ['larger than allowed', 'POST', { ...V, 'Upload-Length': '50000001' }, 413, 'tus.maxSize'],
    [
      'metadata not base64',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a !!!' },
      400,
      'hub.invalid',
    ],
    [
      'metadata not UTF-8',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a /w==' },
      400,
      'hub.invalid',
    ],
    [
      'metadata key twice',
      'POST',
      { ...V, 'Upload-Length': '5', 'Upload-Metadata': 'a YQ==,a YQ==' },
      400,
      'hub.invalid',
    ],
    ['GET on the collection', 'GET', V, 405, 'hub.methodNotAllowed'],
    ['PUT on the collection', 'PUT', V, 405, 'hub.methodNotAllowed'],
  ];
  test.each(bad)('creation: %s', async (_name, method, headers, status, code) => {
    expect(await refused(await send(base, method, headers))).toEqual([status, code]);
    expect(events).toEqual([]);
  });

  test('creation with a body of another type or more than the length: nothing is created', async () => {
    const other = await send(
      base,
      'POST',
      { ...V, 'Upload-Length': '5', 'Content-Type': 'text/plain' },
      randomBytes(5),
    );
    expect(await refused(other)).toEqual([415, 'tus.contentType']);
    const more = await send(base, 'POST', { ...BODY, 'Upload-Length': '5' }, randomBytes(6));
    expect(await refused(more)).toEqual([413, 'blobs.tooLong']);
    expect(events).toEqual([]);
  });

  const badPatch: [string, Record<string, string>, number, number, string][] = [
    [
      'no version',
      { 'Content-Type': BODY['Content-Type'], 'Upload-Offset': '0' },
      5,
      412,
      'tus.version',
    ],
    ['no content type', { ...V, 'Upload-Offset': '0' }, 5, 415, 'tus.contentType'],
    [
      'wrong content type',
      { ...V, 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' },
      5,
      415,
      'tus.contentType',
    ],
    ['no offset', BODY, 5, 400, 'hub.invalid'],
    ['negative offset', { ...BODY, 'Upload-Offset': '-1' }, 5, 400, 'hub.invalid'],
    ['offset ahead', { ...BODY, 'Upload-Offset': '4' }, 5, 409, 'blobs.offsetMismatch'],
    ['more than the length', { ...BODY, 'Upload-Offset': '0' }, 11, 413, 'blobs.tooLong'],
    [
      'unknown checksum',
      { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': 'md5 AAAA' },
      5,
      400,
      'hub.invalid',
    ],
    [
      'malformed checksum',
      { ...BODY, 'Upload-Offset': '0', 'Upload-Checksum': 'sha256 AAAA' },
      5,
      400,
      'hub.invalid',
    ],
  ];
  test.each(badPatch)('PATCH: %s', async (_name, headers, size, status, code) => {
    const url = await create(10);
    expect(await refused(await send(url, 'PATCH', headers, randomBytes(size)))).toEqual([
      status,
      code,
    ]);
    expect(await offsetOf(url)).toBe('0');
  });

  test('unknown and malformed ids are 404', async () => {
    for (const id of [newId(), '..%2f..%2fetc', 'a%00b', 'a/b']) {
      expect((await send(`${base}/${id}`, 'HEAD', V)).status).toBe(404);
      expect(
        await refused(
          await send(`${base}/${id}`, 'PATCH', { ...BODY, 'Upload-Offset': '0' }, randomBytes(1)),
        ),
      ).toEqual([404, 'blobs.uploadMissing']);
    }
  });

  test('hooks refuse creation and access', async () => {
    const url = await create(10);
    refuse = new AppError(errors.notFound);
    expect(await refused(await send(base, 'POST', { ...V, 'Upload-Length': '5' }))).toEqual([
      404,
      'hub.notFound',
    ]);
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      expect(
        (
          await send(
            url,
            method,
            { ...BODY, 'Upload-Offset': '0' },
            method === 'PATCH' ? randomBytes(10) : undefined,
          )
        ).status,
      ).toBe(404);
    refuse = undefined;
    expect(await offsetOf(url)).toBe('0');
  });

  test('a connection that dies half-way keeps what arrived', async () => {
    const bytes = randomBytes(500_000);
    const url = await create(bytes.length);
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
    await expect.poll(() => offsetOf(url)).toBe('200000');
    await send(url, 'PATCH', { ...BODY, 'Upload-Offset': '200000' }, bytes.subarray(200_000));
    expect(events.at(-1)).toEqual(['finish', infoOf(bytes)]);
  });
});
