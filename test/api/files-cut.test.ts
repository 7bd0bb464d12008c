import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#src/identity/index.ts';
import { HubProcess } from '#test/support/hub-process.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

/** Far more than the sockets buffer, so that only a cut ends it early. */
const sizeBytes = 96 << 20;
/** What the reader takes each 50 ms: the whole would take 5 s. */
const gulpBytes = 1 << 20;
/** More than the sockets of both sides hold. */
const inFlightBytes = 24 << 20;

let hub: TestHub;
let serving: HubProcess;
let owner: Provider;
let operator: Awaited<ReturnType<typeof person>>;
let admin: Awaited<ReturnType<typeof person>>;
const dataset = 'bureau/big';
const base = `/api/v1/datasets/${dataset}`;

beforeAll(async () => {
  hub = await startHub();
  // Bytes flow from another process than the one that takes the right away.
  serving = new HubProcess({
    DATA_DIR: hub.dataDir,
    DATABASE_URL: hub.database.ownerUrl,
    DATABASE_APP_URL: hub.database.appUrl,
    JOB_WORKERS: '0',
  });
  await serving.start();
  owner = await provider(hub, 'bureau');
  await draftDataset(owner, 'big', 'gated');
  await uploadFile(owner.client, dataset, 'big.bin', new Uint8Array(sizeBytes));
  await publish(owner.client, dataset, '1.0.0');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  admin = await person(hub, 'admin', { staffRole: 'admin' });
}, 120_000);
afterAll(async () => {
  await serving?.kill('SIGTERM');
  await hub?.stop();
});

let readers = 0;

/** A person with a token and an approved request. */
async function reader() {
  readers += 1;
  const { email, userId } = await person(hub, `reader-${readers}`);
  const visitor = await person(hub, `unused-${readers}`);
  const scopes = ['catalog:read', 'catalog:write', 'account'] as const;
  const client = new ApiClient(
    hub.url,
    await createToken(hub.node.hub, { email, scopes, days: 1 }),
  );
  const { digest } = await client.json(client.get(`${base}/access-terms`));
  const body = { purpose: 'reading', termsDigest: digest };
  const { id } = await client.json(client.send(`${base}/access-requests`, body), 201);
  await owner.client.json(owner.client.send(`/api/v1/access-requests/${id}/approve`, {}));
  return { client, userId, requestId: id as string, visitor };
}
type Reader = Awaited<ReturnType<typeof reader>>;

type Pace = 'slow' | 'paused' | 'full';

interface Download {
  readonly received: () => number;
  /** Takes nothing more until told to drain what is on the way. */
  pause(): void;
  drain(): void;
  /** Settles when the connection is over. */
  readonly over: Promise<void>;
}

/** Opens the file or archive and keeps reading it slowly. */
async function readSlowly(client: ApiClient, path: string): Promise<Download> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${serving.url}${base}/versions/1.0.0/${path}`, { headers: client.headers() }, resolve)
      .on('error', reject)
      .end();
  });
  expect(response.statusCode).toBe(200);
  let received = 0;
  let pace = 'slow' as Pace;
  const paused = (): boolean => pace === 'paused';
  const over = (async () => {
    let taken = 0;
    for await (const chunk of response) {
      received += (chunk as Buffer).length;
      taken += (chunk as Buffer).length;
      if (pace === 'full' || taken < gulpBytes) continue;
      taken = 0;
      do await new Promise((resolve) => setTimeout(resolve, 50));
      while (paused());
    }
  })().catch(() => {});
  const setPace = (to: Pace) => () => {
    pace = to;
  };
  return { received: () => received, over, pause: setPace('paused'), drain: setPace('full') };
}

const revision = async (): Promise<number> => (await operator.get(base)).body.dataset.revision;

/** In this order: the dataset outlives all but the last. */
const ends: Record<string, (of: Reader) => Promise<number>> = {
  'the grant is revoked': async ({ requestId }) =>
    (await owner.client.send(`/api/v1/access-requests/${requestId}/revoke`, { reason: 'misuse' }))
      .status,
  'the token is revoked': async ({ client }) => {
    const { items } = await client.json(client.get('/api/v1/me/tokens'));
    return (await client.send(`/api/v1/me/tokens/${items[0].id}`, undefined, 'DELETE')).status;
  },
  'the person is disabled': async ({ userId }) =>
    (await admin.post(`/api/v1/admin/users/${userId}/disable`, { revision: 1, reason: 'left' }))
      .status,
  'the dataset is suspended': async () => {
    const path = `/api/v1/operator/datasets/${dataset}`;
    const { status } = await operator.post(`${path}/suspend`, {
      revision: await revision(),
      reason: 'doubts',
    });
    return status;
  },
  'the version is withdrawn': async () => {
    const body = { revision: await revision(), reason: 'wrong' };
    return (await owner.client.send(`${base}/versions/1.0.0/withdraw`, body)).status;
  },
};
const refusals = [
  [403, 'catalog.grantRefused'],
  [401, 'hub.unauthenticated'],
  [401, 'hub.unauthenticated'],
  [403, 'catalog.suspended'],
  [410, 'catalog.withdrawn'],
];

test.each(Object.keys(ends).map((name, index) => [name, index] as const))(
  'a download under way breaks off within a second when %s, and cannot be resumed',
  async (name, index) => {
    if (name === 'the version is withdrawn') {
      const path = `/api/v1/operator/datasets/${dataset}/restore`;
      const body = { revision: await revision(), reason: 'fine' };
      expect((await operator.post(path, body)).status).toBe(200);
    }
    const one = await reader();
    const downloads = [
      await readSlowly(one.client, 'raw/big.bin'),
      await readSlowly(one.client, 'archive.zip'),
    ];
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await ends[name]?.(one)).toBeLessThan(300);
    const before = downloads.map((download) => {
      download.pause();
      return download.received();
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // What comes now had left the hub before; without a cut it would be the whole file.
    for (const download of downloads) download.drain();
    await Promise.all(downloads.map(({ over }) => over));
    for (const [index, { received }] of downloads.entries()) {
      expect(received()).toBeGreaterThan(gulpBytes);
      expect(received()).toBeLessThan((before[index] ?? 0) + inFlightBytes);
    }
    const resumed = await fetch(`${serving.url}${base}/versions/1.0.0/raw/big.bin`, {
      headers: { ...one.client.headers(), range: `bytes=${downloads[0]?.received()}-` },
    });
    expect([resumed.status, ((await resumed.json()) as { code: string }).code]).toEqual(
      refusals[index],
    );
  },
);

test('another reader of the same dataset is not disturbed', async () => {
  // the cases above ended with a withdrawal, so this one has a dataset of its own
  await draftDataset(owner, 'calm', 'organisation');
  await uploadFile(owner.client, 'bureau/calm', 'a.bin', new Uint8Array(8 << 20));
  await publish(owner.client, 'bureau/calm', '1.0.0');
  const response = await fetch(
    `${serving.url}/api/v1/datasets/bureau/calm/versions/1.0.0/raw/a.bin`,
    { headers: owner.client.headers() },
  );
  const source = response.body?.getReader();
  await source?.read();
  await hub.node.withOwner((pool) =>
    pool.query(`select pg_notify('hub_rights', 'dataset:' || id) from catalog.dataset`),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  let rest = 0;
  for (let part = await source?.read(); part && !part.done; part = await source?.read())
    rest += part.value.length;
  expect(rest).toBeGreaterThan(4 << 20);
});
