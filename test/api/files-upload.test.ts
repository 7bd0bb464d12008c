import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as tus from 'tus-js-client';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  createUpload,
  draftDataset,
  provider,
  uploadFile,
  type ApiClient,
  type Provider,
} from '#test/support/provider.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

let hub: TestHub;
let owner: Provider;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'uploader');
});
afterAll(() => hub.stop());

const draft = async (dataset: string, client: ApiClient = owner.client) =>
  (await client.json(client.get(`/api/v1/datasets/${dataset}/draft/files`))).items.map(
    (f: { path: string; sha256: string }) => [f.path, f.sha256],
  );
const uploads = async (dataset: string) =>
  (await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}/uploads`))).items;

const tusHeaders = () => ({ ...owner.client.headers(), 'tus-resumable': '1.0.0' });
const head = async (location: string) => {
  const answer = await fetch(hub.url + location, { method: 'HEAD', headers: tusHeaders() });
  return [answer.status, answer.headers.get('upload-offset')];
};

/** Sends bytes from `offset` and breaks the connection once `count` of them are on their way. */
function sendAndBreak(location: string, offset: number, bytes: Buffer, count: number) {
  return new Promise<void>((resolve) => {
    const call = request(hub.url + location, {
      method: 'PATCH',
      headers: {
        ...tusHeaders(),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        'content-length': String(bytes.length),
      },
    });
    call.on('error', () => resolve());
    call.write(bytes.subarray(0, count), () => {
      call.destroy();
      resolve();
    });
  });
}

/** Sends the rest of a content with the official client; `onChunk` may stop it. */
function resume(uploadUrl: string | null, pairs: Record<string, string>, bytes: Buffer) {
  return new Promise<string>((resolve, reject) => {
    const upload = new tus.Upload(bytes as never, {
      endpoint: `${hub.url}/api/v1/uploads`,
      ...(uploadUrl === null ? {} : { uploadUrl }),
      headers: owner.client.headers(),
      metadata: pairs,
      chunkSize: 1_000_000,
      retryDelays: [0, 200, 1000, 3000, 5000],
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
    });
    upload.start();
  });
}

test('an upload broken off at random places goes on from another device', async () => {
  const dataset = await draftDataset(owner, 'broken-off');
  const bytes = randomBytes(6_000_000);
  const created = await createUpload(owner.client, { dataset, path: 'big.bin' }, bytes.length);
  const location = created.headers.get('location') ?? '';
  let offset = 0;
  for (let round = 0; round < 6; round += 1) {
    const count = Math.floor(Math.random() * 800_000);
    await sendAndBreak(location, offset, bytes.subarray(offset), count);
    // The server ends the append when it sees the broken connection.
    await new Promise((r) => setTimeout(r, 300));
    const [status, stands] = await head(location);
    expect(status).toBe(200);
    expect(Number(stands)).toBeGreaterThanOrEqual(offset);
    expect(Number(stands)).toBeLessThanOrEqual(offset + count);
    offset = Number(stands);
  }
  const [open] = await uploads(dataset);
  expect([open.path, open.receivedBytes, open.sizeBytes, open.state]).toEqual([
    'big.bin',
    offset,
    bytes.length,
    'receiving',
  ]);
  const one = await owner.client.json(owner.client.get(location));
  expect(one).toEqual(open);
  await resume(`${hub.url}/api/v1/uploads/${open.id}`, {}, bytes);
  expect(await draft(dataset)).toEqual([['big.bin', sha256(bytes)]]);
  expect(await uploads(dataset)).toEqual([]);
  // A client that missed the last answer asks again and learns that all is there.
  expect(await head(location)).toEqual([200, String(bytes.length)]);
});

test('many files at once, from the official client, equal ones too', async () => {
  const dataset = await draftDataset(owner, 'many-at-once');
  const equal = randomBytes(50_000);
  const contents = Array.from({ length: 12 }, (_, i) => randomBytes(i % 3 === 0 ? 0 : 50_000));
  contents.push(equal, equal);
  await Promise.all(
    contents.map((bytes, i) =>
      resume(null, { dataset, path: `f/${String(i).padStart(2, '0')}.bin` }, bytes),
    ),
  );
  expect(await draft(dataset)).toEqual(
    contents.map((bytes, i) => [`f/${String(i).padStart(2, '0')}.bin`, sha256(bytes)]),
  );
});

test('the digest announced is the digest kept, and a chunk that was damaged is not', async () => {
  const dataset = await draftDataset(owner, 'digests');
  const bytes = new Uint8Array(Buffer.from('the right bytes'));
  const wrong = await createUpload(
    owner.client,
    { dataset, path: 'a.txt', sha256: sha256('other') },
    bytes.length,
    bytes,
  );
  expect([wrong.status, (await wrong.json()).code]).toEqual([422, 'blobs.digestMismatch']);
  const [failed] = (
    await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}/uploads?state=failed`))
  ).items;
  expect([failed.path, failed.error]).toEqual(['a.txt', 'blobs.digestMismatch']);
  const right = await createUpload(
    owner.client,
    { dataset, path: 'a.txt', sha256: sha256(bytes) },
    bytes.length,
  );
  const location = right.headers.get('location') ?? '';
  const send = (checksum: string) =>
    fetch(hub.url + location, {
      method: 'PATCH',
      headers: {
        ...tusHeaders(),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'upload-checksum': `sha256 ${checksum}`,
      },
      body: bytes,
    });
  const damaged = await send(createHash('sha256').update('damaged').digest('base64'));
  expect([damaged.status, await head(location)]).toEqual([460, [200, '0']]);
  const sent = await send(createHash('sha256').update(bytes).digest('base64'));
  expect([sent.status, await draft(dataset)]).toEqual([204, [['a.txt', sha256(bytes)]]]);
});

test('an upload is given up, replaced, and refused to strangers', async () => {
  const dataset = await draftDataset(owner, 'given-up');
  const stranger = await provider(hub, 'stranger-up');
  const created = await createUpload(owner.client, { dataset, path: 'a.txt' }, 10);
  const location = created.headers.get('location') ?? '';
  const as = (client: ApiClient, method: string) =>
    fetch(hub.url + location, {
      method,
      headers: { ...client.headers(), 'tus-resumable': '1.0.0' },
    });
  expect((await as(stranger.client, 'HEAD')).status).toBe(404);
  expect((await as(stranger.client, 'DELETE')).status).toBe(404);
  const nobody = await fetch(hub.url + location, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0' },
  });
  expect(nobody.status).toBe(401);
  const foreign = await createUpload(stranger.client, { dataset, path: 'a.txt' }, 10);
  expect([foreign.status, (await foreign.json()).code]).toEqual([404, 'hub.notFound']);
  expect((await as(owner.client, 'DELETE')).status).toBe(204);
  expect((await as(owner.client, 'HEAD')).status).toBe(410);
  expect(await uploads(dataset)).toEqual([]);
  await uploadFile(owner.client, dataset, 'a.txt', 'first');
  await uploadFile(owner.client, dataset, 'a.txt', 'second');
  expect(await draft(dataset)).toEqual([['a.txt', sha256('second')]]);
});

test('an organisation that is not approved, and a token that may only read, cannot upload', async () => {
  const dataset = await draftDataset(owner, 'approved-only');
  const reader = await provider(hub, 'reader-only', { scopes: ['catalog:read'] });
  const answer = await createUpload(reader.client, { dataset, path: 'a.txt' }, 1);
  expect([answer.status, (await answer.json()).code]).toEqual([403, 'hub.forbidden']);
  await hub.node.withOwner((pool) =>
    pool.query(
      `begin; select set_config('hub.role', 'system', true); update identity.organisation
       set status = 'suspended', status_reason = 'test' where slug = 'uploader'; commit`,
    ),
  );
  const stopped = await createUpload(owner.client, { dataset, path: 'a.txt' }, 1);
  expect([stopped.status, (await stopped.json()).code]).toEqual([403, 'catalog.orgNotApproved']);
  await hub.node.withOwner((pool) =>
    pool.query(
      `begin; select set_config('hub.role', 'system', true); update identity.organisation
       set status = 'approved', status_reason = null where slug = 'uploader'; commit`,
    ),
  );
});

test.each([
  ['no metadata', {}, 'dataset'],
  ['no such form', { dataset: 'uploader' }, 'dataset'],
  ['a bad digest', { dataset: 'uploader/any', path: 'x', sha256: 'ABC' }, 'sha256'],
])('a creation with %s is refused by field', async (_name, pairs, field) => {
  const answer = await createUpload(owner.client, pairs as Record<string, string>, 1);
  const problem = await answer.json();
  expect([answer.status, problem.code, problem.errors[0].field]).toEqual([
    400,
    'hub.invalid',
    field,
  ]);
});

test('who may not upload is told so before what the protocol asks for', async () => {
  const one = `/api/v1/uploads/${crypto.randomUUID()}`;
  const codes = async (headers: Record<string, string>) => {
    const answers = [];
    for (const [method, path] of [
      ['POST', '/api/v1/uploads'],
      ['GET', one],
      ['PATCH', one],
      ['DELETE', one],
    ] as const)
      answers.push((await (await fetch(hub.url + path, { method, headers })).json()).code);
    return answers;
  };
  expect(await codes({})).toEqual(Array(4).fill('hub.unauthenticated'));
  expect(await codes(owner.client.headers())).toEqual([
    'tus.version',
    ...Array(3).fill('hub.notFound'),
  ]);
});

test('a method in disguise is taken from POST alone', async () => {
  const answer = await fetch(`${hub.url}/api/v1/uploads/${crypto.randomUUID()}`, {
    method: 'HEAD',
    headers: { ...tusHeaders(), 'x-http-method-override': 'DELETE' },
  });
  expect(answer.status).toBe(405);
});
