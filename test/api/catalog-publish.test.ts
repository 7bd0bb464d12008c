import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  ApiClient,
  type Provider,
} from '#test/support/provider.ts';

let hub: TestHub;
let org: Provider;
let visitor: ApiClient;
const at = '/api/v1/datasets/sea-lab/tides';

beforeAll(async () => {
  hub = await startHub();
  org = await provider(hub, 'sea-lab');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const page = async (client: ApiClient, path = at) => client.json(client.get(path));
const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json()) as { code: string }).code];
};

test('a draft is for its organisation alone', async () => {
  await draftDataset(org, 'tides');
  expect(await codeOf(visitor.get(at))).toEqual([404, 'hub.notFound']);
  const own = await page(org.client);
  expect([own.dataset.state, own.dataset.revision, own.version, own.may]).toEqual([
    'draft',
    1,
    null,
    { edit: true, manage: true, moderate: false },
  ]);
});

test('publication names what is missing', async () => {
  const check = await org.client.json(org.client.get(`${at}/draft/check`));
  expect(check).toEqual({
    missing: [
      { field: 'files', code: 'missing', message: 'needs at least one file or an outside address' },
    ],
    sensitive: [],
    unprofiled: [],
    suggested: { patch: '0.0.1', minor: '0.1.0', major: '1.0.0' },
    needsApproval: false,
  });
  const tooEarly = org.client.send(`${at}/versions`, { revision: 1, version: '1.0.0' });
  expect(await codeOf(tooEarly)).toEqual([422, 'catalog.incomplete']);
});

test('a published version is seen by everyone, whole', async () => {
  await uploadFile(org.client, 'sea-lab/tides', '数据/潮位.csv', 'station,level\nA,1\nB,2\n');
  await uploadFile(org.client, 'sea-lab/tides', 'readme.md', '# Tides\n');
  await publish(org.client, 'sea-lab/tides', '1.0.0');
  const seen = await page(visitor);
  expect(seen.dataset).toMatchObject({ state: 'published', latestVersion: '1.0.0', downloads: 0 });
  expect(seen.version).toMatchObject({
    semver: '1.0.0',
    state: 'published',
    fileCount: 2,
    formats: ['csv', 'markdown'],
  });
  expect(seen.files).toEqual({
    folder: '',
    folders: [{ path: '数据', fileCount: 1, sizeBytes: 22 }],
    items: [
      {
        path: 'readme.md',
        sizeBytes: 8,
        sha256: seen.files.items[0].sha256,
        mediaType: 'text/markdown',
        format: 'markdown',
      },
    ],
    fileCount: 2,
    sizeBytes: 30,
  });
  expect(seen.access.download).toEqual({ verdict: 'permit', reason: null });
  expect(seen.may).toEqual({ edit: false, manage: false, moderate: false });
  const level = await visitor.json(
    visitor.get(`${at}/versions/1.0.0/files?folder=${encodeURIComponent('数据')}`),
  );
  expect(level.items.map((f: { path: string }) => f.path)).toEqual(['数据/潮位.csv']);
  expect(await codeOf(visitor.get(`${at}/versions/1.0.0/files?folder=no`))).toEqual([
    404,
    'hub.notFound',
  ]);
});

test('a number not greater, and nothing new, are refused', async () => {
  const { dataset } = await page(org.client);
  const again = (version: string) =>
    org.client.send(`${at}/versions`, {
      revision: dataset.revision,
      version,
      acknowledgeSensitive: true,
    });
  expect(await codeOf(again('1.0.0'))).toEqual([409, 'catalog.versionNotGreater']);
  expect(await codeOf(again('0.9.9'))).toEqual([409, 'catalog.versionNotGreater']);
  expect(await codeOf(again('1.0.1'))).toEqual([409, 'catalog.nothingChanged']);
  expect(
    await codeOf(org.client.send(`${at}/versions`, { revision: 1, version: '2.0.0' })),
  ).toEqual([409, 'hub.conflict']);
});

test('the second version differs as the comparison says, and the first is restored as a third', async () => {
  const { dataset } = await page(org.client);
  const renamed = await org.client.json(
    org.client.send(`${at}/draft/files/rename`, {
      revision: dataset.revision,
      from: 'readme.md',
      to: 'docs/readme.md',
    }),
  );
  await uploadFile(org.client, 'sea-lab/tides', 'more.csv', 'x\n1\n');
  expect(renamed.revision).toBe(dataset.revision + 1);
  await publish(org.client, 'sea-lab/tides', '1.1.0');
  const diff = await visitor.json(visitor.get(`${at}/diff?from=1.0.0&to=1.1.0`));
  expect([
    diff.counts,
    diff.renamed[0].from,
    diff.renamed[0].to,
    diff.added[0].path,
    diff.unchanged,
  ]).toEqual([
    { added: 1, removed: 0, changed: 0, renamed: 1 },
    'readme.md',
    'docs/readme.md',
    'more.csv',
    1,
  ]);
  const now = await page(org.client);
  await org.client.json(
    org.client.send(`${at}/versions/1.0.0/restore`, {
      revision: now.dataset.revision,
      version: '1.2.0',
      acknowledgeSensitive: true,
    }),
  );
  const list = await visitor.json(visitor.get(`${at}/versions`));
  expect(list.items.map((v: { semver: string; digest: string }) => v.semver)).toEqual([
    '1.2.0',
    '1.1.0',
    '1.0.0',
  ]);
  expect(list.items[0].digest).toBe(list.items[2].digest);
});

test('published rows cannot be changed, not even by the serving role', async () => {
  const { pool } = hub.node;
  await expect(pool.query("update catalog.version_file set path = 'x'")).rejects.toThrow(
    'permission denied',
  );
  await hub.node.withOwner(async (owner) => {
    for (const statement of [
      "update catalog.version set notes = 'x'",
      'delete from catalog.version',
      "update catalog.version_file set path = 'x'",
      'delete from catalog.version_file',
      'delete from catalog.version_folder',
      'truncate catalog.version_file',
    ]) {
      const client = await owner.connect();
      try {
        // Without the row policies the owner sees every row, and the triggers alone refuse.
        await client.query('begin');
        for (const table of ['version', 'version_file', 'version_folder'])
          await client.query(`alter table catalog.${table} no force row level security`);
        await expect(client.query(statement)).rejects.toThrow('immutable');
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });
});

test('deprecation marks, withdrawal ends the reading and leaves what, when and why', async () => {
  const revision = async () => (await page(org.client)).dataset.revision as number;
  await org.client.json(
    org.client.send(`${at}/versions/1.1.0/deprecate`, {
      revision: await revision(),
      reason: 'wrong unit',
    }),
  );
  const old = await visitor.json(visitor.get(`${at}/versions/1.1.0`));
  expect([old.state, old.stateReason]).toEqual(['deprecated', 'wrong unit']);
  await org.client.json(
    org.client.send(`${at}/versions/1.0.0/withdraw`, {
      revision: await revision(),
      reason: 'a person can be recognised',
    }),
  );
  const gone = await visitor.get(`${at}/versions/1.0.0/files`);
  const body = (await gone.json()) as { code: string; reason: string; version: { semver: string } };
  expect([gone.status, body.code, body.reason, body.version.semver]).toEqual([
    410,
    'catalog.withdrawn',
    'a person can be recognised',
    '1.0.0',
  ]);
  await org.client.json(
    org.client.send(`${at}/withdraw`, {
      revision: await revision(),
      reason: 'replaced by tides-2',
    }),
  );
  const tombstone = await visitor.get(at);
  const left = (await tombstone.json()) as {
    tombstone: { name: string; reason: string; card: { title: object } };
  };
  expect([
    tombstone.status,
    left.tombstone.name,
    left.tombstone.reason,
    left.tombstone.card.title,
  ]).toEqual([410, 'tides', 'replaced by tides-2', { zh: '测试数据', en: 'Test data' }]);
});
