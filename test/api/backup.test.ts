import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/support/database.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { postEntry } from '#src/ledger/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-backup-'));
let source: TestHub;
let target: TestDatabase;

/** The real command line against a data folder and database. */
function hubCommand(database: TestDatabase, dataDir: string, ...args: string[]) {
  const run = spawnSync(process.execPath, ['src/cli.ts', ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
    },
  });
  return { status: run.status, out: run.stdout.trim(), error: run.stderr.trim() };
}

beforeAll(async () => {
  source = await startHub();
  target = await freshDatabase();
});
afterAll(async () => {
  await source.stop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every row of every table that a backup must hold, read past the row policies. */
const everyRow = async (database: TestDatabase): Promise<Record<string, string>> => {
  const { default: pg } = await import('pg');
  const { inject } = await import('vitest');
  const name = new URL(database.ownerUrl).pathname;
  const client = new pg.Client({
    connectionString: inject('database').adminUrl.replace(/\/[^/]*$/, name),
  });
  await client.connect();
  const { rows } = await client.query<{ t: string }>(
    `select format('%I.%I', schemaname, tablename) as t from pg_tables
     where schemaname in ('audit', 'auth', 'identity', 'catalog', 'hub') and tablename !~ 'kysely|job_worker' order by 1`,
  );
  const result: Record<string, string> = {};
  for (const { t } of rows) {
    const found = await client.query<{ digest: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(r::text, '|' order by r::text)), '') as digest from ${t} r`,
    );
    result[t] = found.rows[0]?.digest ?? '';
  }
  await client.end();
  return result;
};

test('what is backed up while the hub runs is restored row by row and byte by byte elsewhere', async () => {
  const { database, dataDir } = source;
  expect(
    hubCommand(
      database,
      dataDir,
      'create-user',
      '--email',
      'a@example.org',
      '--password',
      'correct-horse-battery',
    ).status,
  ).toBe(0);
  const org = [
    '--name',
    '榕城数据',
    '--uscc',
    '91350100M000100Y43',
    '--kind',
    'enterprise',
    '--owner',
    'a@example.org',
  ];
  expect(hubCommand(database, dataDir, 'create-org', ...org).out).toBe('org-100y43');
  const info = await source.node.hub.blobs.put(new TextEncoder().encode('col\n1\n'));
  await source.node.withOwner((pool) =>
    pool.query('insert into catalog.blob (sha256, size_bytes, crc32) values ($1, $2, $3)', [
      info.sha256,
      info.sizeBytes,
      info.crc32,
    ]),
  );
  await source.node.hub.store.write(systemActor('test'), async (trx) => {
    await postEntry(trx, systemActor('test'), {
      reference: 'backed up',
      description: { zh: 'x', en: 'x' },
      lines: [
        { orgId: null, kind: 'one', amount: 5n },
        { orgId: null, kind: 'other', amount: -5n },
      ],
    });
    const entry = {
      register_key: 'annotation-bases',
      name_zh: 'x',
      name_en: 'x',
      attributes: '{}',
    };
    const none = { org_id: null, reason: null, valid_from: null, valid_to: null };
    await trx
      .insertInto('registers.entry')
      .values({ id: newId(), proposed_by: null, ...entry, ...none })
      .execute();
  });
  const backup = join(folder, 'one');
  expect(hubCommand(database, dataDir, 'backup', backup)).toMatchObject({ status: 0, error: '' });

  const restored = join(folder, 'data');
  expect(hubCommand(target, restored, 'restore', backup)).toMatchObject({ status: 0, error: '' });
  const [before, after] = [await everyRow(database), await everyRow(target)];
  expect(after).toEqual(before);
  expect(before['audit.entry']).toMatch(/^2:/);
  expect(readdirSync(join(restored, 'blobs', 'sha256')).length).toBe(1);
  // sequences go on where they stood
  expect(
    hubCommand(
      target,
      restored,
      'create-user',
      '--email',
      'b@example.org',
      '--password',
      'correct-horse-battery',
    ).status,
  ).toBe(0);
  expect(hubCommand(target, restored, 'restore', backup)).toEqual({
    status: 1,
    out: '',
    error: 'This hub already holds data: restore into a new DATA_DIR or an empty database.',
  });
}, 180_000);

test('a damaged backup is refused before the first row', async () => {
  const backup = join(folder, 'two');
  expect(hubCommand(source.database, source.dataDir, 'backup', backup).status).toBe(0);
  appendFileSync(join(backup, 'tables', 'audit.entry.copy'), 'x');
  const empty = await freshDatabase();
  expect(hubCommand(empty, join(folder, 'other'), 'restore', backup)).toEqual({
    status: 1,
    out: '',
    error: 'tables/audit.entry.copy is damaged: its digest differs from the manifest.',
  });
  await empty.drop();
});

test('wrong arguments are refused before anything is opened', () => {
  const nowhere = {
    ownerUrl: 'postgres://x@127.0.0.1:1/none',
    appUrl: 'postgres://x@127.0.0.1:1/none',
  };
  const dataDir = join(folder, 'never-made');
  for (const args of [['create-user'], ['backup'], ['migrate', '--now'], ['restore', 'a', 'b']])
    expect(hubCommand(nowhere as TestDatabase, dataDir, ...args).error).toMatch(
      /^(--email is missing|Give the folder|Unknown option)/,
    );
  expect(existsSync(dataDir)).toBe(false);
});

test.each([
  [['nope'], /^There is no command "nope": use migrate, /],
  [['create-user'], /^--email is missing\.$/],
  [['create-user', '--mail', 'x'], /Known flags: --email, --name, --role, --password\.$/],
  [
    [
      'create-org',
      '--name',
      'x',
      '--uscc',
      '91350100M000100Y44',
      '--kind',
      'enterprise',
      '--owner',
      'a@example.org',
    ],
    /^--uscc must be/,
  ],
  [
    ['create-token', '--email', 'a@example.org', '--scopes', 'all', '--days', '3'],
    /^--scopes must be one of /,
  ],
  [['backup'], /^Give the folder to write into, and nothing else\.$/],
])('%j exits non-zero with one clear line', (args, line) => {
  const { status, error } = hubCommand(source.database, source.dataDir, ...args);
  expect([status, error.split('\n').length]).toEqual([1, 1]);
  expect(error).toMatch(line);
});
