import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { migrations } from '#migrations/index.ts';
import type { Blobs } from '#src/ports/blobs.ts';
import { ConfigError } from '../config.ts';
import type { NodeHub } from '../main.hub.ts';
import { columnList, sequenceValues, snapshotTables, tableName } from './snapshot-tables.ts';

/** What a backup folder holds; written last, so that a folder without it is not a backup. */
export interface BackupManifest {
  readonly format: 1;
  readonly takenAt: string;
  readonly migrations: readonly string[];
  readonly tables: readonly {
    schema: string;
    name: string;
    columns: readonly string[];
    file: string;
    sha256: string;
    bytes: number;
  }[];
  readonly sequences: readonly { schema: string; name: string; value: string }[];
  readonly blobs: readonly { sha256: string; sizeBytes: number }[];
}

/** Passes bytes on while counting and hashing them. */
function digesting(): { stream: Transform; result: () => { sha256: string; bytes: number } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest('hex'), bytes }) };
}

async function copyTables(client: PoolClient, folder: string): Promise<BackupManifest['tables']> {
  const tables = [];
  for (const table of await snapshotTables(client)) {
    const file = `${table.schema}.${table.name}.copy`;
    const { stream, result } = digesting();
    const rows = client.query(
      copyTo(`copy (select ${columnList(table)} from ${tableName(table)}) to stdout`),
    );
    await pipeline(rows, stream, createWriteStream(join(folder, 'tables', file), { mode: 0o600 }));
    tables.push({ ...table, file, ...result() });
  }
  return tables;
}

async function copyBlob(blobs: Blobs, sha256: string, target: string): Promise<void> {
  if (existsSync(target)) return;
  const { stream, result } = digesting();
  const source = Readable.fromWeb((await blobs.open(sha256)) as never);
  await pipeline(source, stream, createWriteStream(`${target}.part`, { mode: 0o600 }));
  const found = result().sha256;
  if (found !== sha256)
    throw new Error(`blob ${sha256} is damaged: its bytes have digest ${found}`);
  renameSync(`${target}.part`, target);
}

/**
 * Writes one consistent snapshot into `folder`: every row as the serving role sees it with the
 * system's eyes, every blob those rows name, verified while copying. The server may run meanwhile.
 */
export async function backup(node: NodeHub, folder: string): Promise<BackupManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new ConfigError(`${folder} is not empty: give an empty or new folder.`);
  mkdirSync(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, 'blobs'), { mode: 0o700 });
  const client = await node.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`select set_config('hub.role', 'system', true)`);
    const tables = await copyTables(client, folder);
    const sequences = await sequenceValues(client);
    const { rows } = await client.query<{ sha256: string; size_bytes: bigint }>(
      `select sha256, size_bytes from catalog.blob order by sha256`,
    );
    const blobs = rows.map((r) => ({ sha256: r.sha256, sizeBytes: Number(r.size_bytes) }));
    await client.query('commit');
    for (const { sha256 } of blobs)
      await copyBlob(node.hub.blobs, sha256, join(folder, 'blobs', sha256));
    const secret = join(node.hub.config.dataDir, 'secret');
    if (existsSync(secret))
      writeFileSync(join(folder, 'secret'), readFileSync(secret), { mode: 0o600 });
    const manifest: BackupManifest = {
      format: 1,
      takenAt: new Date().toISOString(),
      migrations: Object.keys(migrations),
      tables,
      sequences,
      blobs,
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1), {
      mode: 0o600,
    });
    return manifest;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
