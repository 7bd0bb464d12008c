import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrations } from '#migrations/index.ts';
import { ConfigError } from '../config.ts';
import type { NodeHub } from '../main.hub.ts';
import type { BackupManifest } from './backup.ts';
import { columnList, snapshotTables, tableName } from './snapshot-tables.ts';

function readManifest(folder: string): BackupManifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new ConfigError(`${folder} holds no complete backup: manifest.json is missing.`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as BackupManifest;
  const ours = Object.keys(migrations);
  if (manifest.format !== 1 || manifest.migrations.join() !== ours.join())
    throw new ConfigError(
      `The backup is of another version of Banyan (last migration ${manifest.migrations.at(-1)}): restore it with that version, then update.`,
    );
  return manifest;
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function verifyFiles(folder: string, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables)
    if ((await fileDigest(join(folder, 'tables', table.file))) !== table.sha256)
      throw new ConfigError(
        `tables/${table.file} is damaged: its digest differs from the manifest.`,
      );
  for (const { sha256 } of manifest.blobs)
    if (
      !existsSync(join(folder, 'blobs', sha256)) ||
      (await fileDigest(join(folder, 'blobs', sha256))) !== sha256
    )
      throw new ConfigError(`blobs/${sha256} is missing or damaged.`);
}

/**
 * Rows go in as the owner, as they were: forced row policies and our triggers (which refuse changes, and write
 * rows that come with the backup themselves) rest for the length of this transaction alone.
 */
async function loadTables(
  client: PoolClient,
  folder: string,
  manifest: BackupManifest,
): Promise<void> {
  const here = await snapshotTables(client);
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c
     join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity`,
  );
  const forced = rows.map((r) => r.name);
  for (const name of forced) await client.query(`alter table ${name} no force row level security`);
  const tables = here.map(tableName);
  for (const name of tables) await client.query(`alter table ${name} disable trigger user`);
  const ofBackup = (t: { schema: string; name: string }) =>
    manifest.tables.find((m) => m.schema === t.schema && m.name === t.name);
  // What the migrations put there themselves comes with the backup too.
  for (const table of here.toReversed())
    if ((ofBackup(table)?.bytes ?? 0) > 0) await client.query(`delete from ${tableName(table)}`);
  for (const { schema, name } of here) {
    const table = ofBackup({ schema, name });
    if (!table || table.bytes === 0) continue;
    const rowsIn = client.query(
      copyFrom(`copy ${tableName(table)} (${columnList(table)}) from stdin`),
    );
    await pipeline(createReadStream(join(folder, 'tables', table.file)), rowsIn);
  }
  for (const { schema, name, value } of manifest.sequences)
    await client.query(`select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint)`, [
      schema,
      name,
      value,
    ]);
  // Checks put off to the end are made now: a table with checks pending cannot be altered.
  await client.query('set constraints all immediate');
  for (const name of tables) await client.query(`alter table ${name} enable trigger user`);
  for (const name of forced) await client.query(`alter table ${name} force row level security`);
}

/**
 * Loads a backup into an empty hub. Every digest is checked before the first row is written, rows are
 * loaded in one transaction: it restores all or nothing.
 */
export async function restore(node: NodeHub, folder: string): Promise<BackupManifest> {
  const manifest = readManifest(folder);
  await verifyFiles(folder, manifest);
  for (const { sha256 } of manifest.blobs) {
    const stored = await node.hub.blobs.put(createReadStream(join(folder, 'blobs', sha256)));
    if (stored.sha256 !== sha256) throw new Error(`blob ${sha256} changed while it was restored`);
  }
  await node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('hub.role', 'system', true)`);
      const { rows } = await client.query<{ used: boolean }>(
        'select exists (select 1 from auth."user") as used',
      );
      if (rows[0]?.used)
        throw new ConfigError(
          'This hub already holds data: restore into a new DATA_DIR or an empty database.',
        );
      await loadTables(client, folder, manifest);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  });
  const secret = join(folder, 'secret');
  if (existsSync(secret))
    writeFileSync(join(node.hub.config.dataDir, 'secret'), readFileSync(secret), { mode: 0o600 });
  return manifest;
}
