/**
 * Upload of 1 GB in one PATCH over loopback, A/B/A: @tus/server with its file store (no hashing)
 * against our tus server with sha256 and CRC-32, both under @hono/node-server in a process of their
 * own, on one folder. Usage: bench/upload.ts REFERENCE [MB] where REFERENCE is a folder in which
 * @tus/server and @tus/file-store are installed.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { createTus } from '#src/adapters/blobs/tus.ts';
import { newId } from '#src/kernel/ids.ts';

type Kind = 'ours' | 'reference';
type Handler = (request: Request) => Promise<Response>;
const CHUNK = Buffer.alloc(1 << 20, 'banyan data ');

async function ours(folder: string): Promise<Handler> {
  const blobs = await createFolderBlobs({ root: folder });
  const tus = createTus(blobs, { expireMs: 86_400_000, now: Date.now });
  const hooks = {
    basePath: '/files',
    requestId: 'bench',
    maxBytes: 2 ** 40,
    authorize: () => Promise.resolve(),
  };
  return (incoming) =>
    tus.handle(incoming, {
      ...hooks,
      onCreate: () => Promise.resolve({ id: newId() }),
      onFinish: async (id, result) => {
        await blobs.abort(id);
        await blobs.delete(result.sha256);
      },
    });
}

interface ReferenceServer {
  handleWeb: Handler;
}

async function reference(folder: string, modules: string): Promise<Handler> {
  const require = createRequire(join(modules, 'package.json'));
  const load = async (name: string): Promise<Record<string, new (options: object) => unknown>> =>
    import(pathToFileURL(require.resolve(name)).href);
  const [{ Server }, { FileStore }] = [await load('@tus/server'), await load('@tus/file-store')];
  if (!Server || !FileStore) throw new Error('no reference');
  const server = new Server({
    path: '/files',
    datastore: new FileStore({ directory: folder }),
    relativeLocation: true,
  }) as ReferenceServer;
  return (incoming) => server.handleWeb(incoming);
}

async function serveAs(kind: Kind, folder: string, modules: string): Promise<void> {
  const fetch = kind === 'ours' ? await ours(folder) : await reference(folder, modules);
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () =>
    process.send?.((server.address() as AddressInfo).port),
  );
}

const send = (
  port: number,
  method: string,
  path: string,
  headers: Record<string, string | number>,
  megabytes = 0,
) =>
  new Promise<{ status: number; location: string }>((resolve, reject) => {
    const outgoing = request(
      { port, host: '127.0.0.1', method, path, headers: { 'Tus-Resumable': '1.0.0', ...headers } },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '' }),
        );
      },
    );
    outgoing.on('error', reject);
    let left = megabytes;
    const pump = (): void => {
      while (left > 0) {
        left -= 1;
        if (!outgoing.write(CHUNK) && left > 0) return void outgoing.once('drain', pump);
      }
      outgoing.end();
    };
    pump();
  });

async function measure(kind: Kind, modules: string, megabytes: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-bench-upload-'));
  const child: ChildProcess = fork(import.meta.filename, ['--serve', kind, folder, modules]);
  const port = await new Promise<number>(
    (resolve) => void child.once('message', (message) => resolve(Number(message))),
  );
  const upload = async (size: number): Promise<number> => {
    const made = await send(port, 'POST', '/files', {
      'Upload-Length': size << 20,
      'Content-Length': 0,
    });
    const headers = {
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': 0,
      'Content-Length': size * 2 ** 20,
    };
    const began = performance.now();
    const { status } = await send(
      port,
      'PATCH',
      new URL(made.location, 'http://x').pathname,
      headers,
      size,
    );
    if (status !== 204) throw new Error(`${kind}: ${status}`);
    return performance.now() - began;
  };
  await upload(16);
  const ms = await upload(megabytes);
  child.kill();
  await new Promise((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true });
  return ms;
}

const [first = '', ...rest] = process.argv.slice(2);
if (first === '--serve') {
  const [kind, folder = '', modules = ''] = rest;
  await serveAs(kind as Kind, folder, modules);
} else {
  const megabytes = Number(rest[0] ?? 1000);
  console.log(
    `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${megabytes} MiB, MB/s:`,
  );
  const speeds: Record<Kind, number[]> = { ours: [], reference: [] };
  for (const kind of ['reference', 'ours', 'reference', 'ours', 'reference'] as const) {
    const speed = (megabytes * 1.048576 * 1000) / (await measure(kind, first, megabytes));
    speeds[kind].push(speed);
    console.log(`  ${kind.padEnd(9)} ${speed.toFixed(0)}`);
  }
  const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  console.log(
    `ours / reference = ${(mean(speeds.ours) / mean(speeds.reference)).toFixed(2)} (bar 0.80)`,
  );
}
