/**
 * Download of 1 GB, one stream over loopback, warm, A/B/A: nginx (sendfile) against our stream in
 * process and against X-Accel-Redirect behind nginx; then the memory of 200 slow readers.
 * Usage: bench/download.ts [MB] [SECONDS of slow reading]. Needs nginx and curl.
 */
import { execFile, fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { byteResponse } from '#src/kernel/byte-response.ts';

const run = promisify(execFile);
const READERS = 200;
/** What each slow reader takes a second, bytes. */
const SLOW_RATE = 100_000;

async function serveBlobs(root: string): Promise<void> {
  const blobs = await createFolderBlobs({ root });
  const fetch = async (request: Request): Promise<Response> => {
    const [, way = '', digest = ''] = new URL(request.url).pathname.split('/');
    const { sizeBytes } = (await blobs.stat(digest)) ?? { sizeBytes: 0 };
    const headers = { 'Content-Type': 'application/octet-stream' };
    if (way === 'accel') {
      const path = `/internal/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
      return new Response(null, { headers: { ...headers, 'X-Accel-Redirect': path } });
    }
    return byteResponse(request.method, request.headers, {
      sizeBytes,
      etag: `"${digest}"`,
      sha256: digest,
      headers,
      open: (start, end) => blobs.open(digest, { start, end }),
    });
  };
  process.on('message', () =>
    process.send?.({
      rss: process.memoryUsage().rss,
      external: process.memoryUsage().arrayBuffers,
    }),
  );
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () =>
    process.send?.((server.address() as AddressInfo).port),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One worker, as our side is one process; answers files itself and hands /accel/ to us. */
async function startNginx(
  home: string,
  root: string,
  upstream: number,
): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  const conf = `daemon off; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${home}/nginx.pid; error_log ${home}/error.log;
    events { worker_connections 1024; }
    http { access_log off; sendfile on; tcp_nopush on; default_type application/octet-stream;
      client_body_temp_path ${home}/t1; proxy_temp_path ${home}/t2; fastcgi_temp_path ${home}/t3;
      uwsgi_temp_path ${home}/t4; scgi_temp_path ${home}/t5;
      server { listen 127.0.0.1:${port};
        location /plain/ { alias ${root}/sha256/; }
        location /internal/ { internal; alias ${root}/sha256/; }
        location /accel/ { proxy_pass http://127.0.0.1:${upstream}; } } }`;
  await writeFile(join(home, 'nginx.conf'), conf);
  const child = spawn(
    'nginx',
    ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')],
    { stdio: 'inherit' },
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { port, child };
}

/** MB/s of one whole download, body thrown away. */
async function speed(url: string): Promise<number> {
  const { stdout } = await run('curl', [
    '-sS',
    '-f',
    '-o',
    '/dev/null',
    '-w',
    '%{speed_download} %{size_download}',
    url,
  ]);
  return Number(stdout.split(' ')[0]) / 1e6;
}

const median = (list: number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function compare(urls: Record<string, string>): Promise<void> {
  for (const url of Object.values(urls)) await speed(url);
  const speeds: Record<string, number[]> = {};
  for (let round = 0; round < 5; round++)
    for (const [name, url] of Object.entries(urls)) (speeds[name] ??= []).push(await speed(url));
  const nginx = median(speeds['nginx'] ?? []);
  for (const [name, list] of Object.entries(speeds))
    console.log(
      `  ${name.padEnd(11)} ${median(list).toFixed(0).padStart(5)} MB/s  ${(median(list) / nginx).toFixed(2)} × nginx  [${list.map((s) => s.toFixed(0)).join(' ')}]`,
    );
}

/** Takes SLOW_RATE a second in ten sips, otherwise leaves the socket paused. */
function slowReader(port: number, path: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  socket.pause();
  const timer = setInterval(
    () => socket.read(Math.min(SLOW_RATE / 10, socket.readableLength || 1)),
    100,
  );
  socket.on('close', () => clearInterval(timer));
  return socket;
}

const memoryOf = (child: ChildProcess) =>
  new Promise<number>((resolve) => {
    child.once('message', (message) => resolve((message as { rss: number }).rss / 1e6));
    child.send('memory');
  });

async function slowReaders(
  child: ChildProcess,
  port: number,
  path: string,
  seconds: number,
): Promise<void> {
  const start = await memoryOf(child);
  const sockets = Array.from({ length: READERS }, () => slowReader(port, path));
  let peak = 0;
  const marks: number[] = [];
  for (let second = 1; second <= seconds; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = await memoryOf(child);
    peak = Math.max(peak, now);
    if (second >= Math.min(60, seconds / 2)) marks.push(now);
  }
  for (const socket of sockets) socket.destroy();
  const tenth = Math.max(1, Math.floor(marks.length / 10));
  const drift = median(marks.slice(-tenth)) - median(marks.slice(0, tenth));
  console.log(
    `  ${READERS} slow readers, ${seconds} s: start ${start.toFixed(0)} MB, peak +${(peak - start).toFixed(0)} MB (bar 150), drift after the first minute ${drift.toFixed(1)} MB (bar 10)`,
  );
  const every = Math.max(1, Math.floor(marks.length / 10));
  console.log(
    `  MB: ${marks
      .filter((_, n) => n % every === 0)
      .map((m) => m.toFixed(0))
      .join(' ')}`,
  );
}

const [first = '1000', second = '120'] = process.argv.slice(2);
if (first === '--serve') await serveBlobs(second);
else {
  const home = await mkdtemp(join(tmpdir(), 'banyan-bench-download-'));
  const root = join(home, 'blobs');
  await mkdir(root);
  const blobs = await createFolderBlobs({ root });
  const megabyte = Buffer.alloc(1 << 20, 'banyan data ');
  const { sha256 } = await blobs.put(
    (async function* () {
      for (let i = 0; i < Number(first); i++) yield await Promise.resolve(megabyte);
    })(),
  );
  await blobs.close();
  const start = async (): Promise<{ child: ChildProcess; port: number }> => {
    const child = fork(import.meta.filename, ['--serve', root]);
    return {
      child,
      port: await new Promise<number>(
        (resolve) => void child.once('message', (message) => resolve(Number(message))),
      ),
    };
  };
  const ours = await start();
  const nginx = await startNginx(home, root, ours.port);
  console.log(
    `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${first} MiB, median of 5, interleaved:`,
  );
  await compare({
    nginx: `http://127.0.0.1:${nginx.port}/plain/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`,
    'in process': `http://127.0.0.1:${ours.port}/files/${sha256}`,
    offloaded: `http://127.0.0.1:${nginx.port}/accel/${sha256}`,
  });
  nginx.child.kill();
  ours.child.kill();
  const fresh = await start();
  await speed(`http://127.0.0.1:${fresh.port}/files/${sha256}`);
  await slowReaders(fresh.child, fresh.port, `/files/${sha256}`, Number(second));
  fresh.child.kill();
  await rm(home, { recursive: true });
}
