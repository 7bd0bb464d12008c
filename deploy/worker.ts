import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getPlatformProxy } from 'wrangler';
import type { R2Bucket } from '#src/adapters/blobs/r2.ts';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { readConfig } from '#src/config.ts';
import { openHub, type NodeHub } from '#src/main.hub.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface LocalWorker {
  readonly url: string;
  stop(): Promise<void>;
}

/** Gives the local R2 every blob of the hub, as an installation that moves to R2 would. */
async function fillBucket(node: NodeHub, persist: string): Promise<void> {
  const proxy = await getPlatformProxy<{ BLOBS: R2Bucket }>({
    configPath: join(root, 'wrangler.toml'),
    persist: { path: join(persist, 'v3') },
  });
  try {
    for await (const { sha256 } of node.hub.blobs.list()) {
      const key = `sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
      if (await proxy.env.BLOBS.head(key)) continue;
      const body = await new Response(await node.hub.blobs.open(sha256)).arrayBuffer();
      await proxy.env.BLOBS.put(key, new Uint8Array(body));
    }
  } finally {
    await proxy.dispose();
  }
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`wrangler ended: ${output().slice(-2000)}`);
    try {
      if ((await fetch(`${url}/healthz`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((r) => setTimeout(r, 200));
  }
  throw new Error(`the Worker did not answer in 60 s: ${output().slice(-2000)}`);
}

/**
 * The app in workerd, offline: Hyperdrive's local connection to the hub's database as the serving
 * role, files in the local R2. `appUrl` is the serving login.
 */
export async function startWorker(
  node: NodeHub,
  appUrl: string,
  port: number,
): Promise<LocalWorker> {
  const state = mkdtempSync(join(tmpdir(), 'banyan-worker-'));
  const url = `http://127.0.0.1:${port}`;
  await fillBucket(node, state);
  const settings = join(state, 'settings.env');
  writeFileSync(settings, `SECRET=${node.hub.config.secret}\nPUBLIC_URL=${url}\nSEED=none\n`, {
    mode: 0o600,
  });
  const child = spawn(
    join(root, 'node_modules/.bin/wrangler'),
    [
      'dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--persist-to=${state}`,
      `--env-file=${settings}`,
      '--show-interactive-dev-session=false',
      '--log-level=warn',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        ...process.env,
        CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: appUrl,
        WRANGLER_SEND_METRICS: 'false',
        CI: 'true',
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.pid && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      await ended;
    }
    rmSync(state, { recursive: true, force: true });
  };
  try {
    await answering(url, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const node = await openHub(
    config,
    createJsonLog((line) => process.stderr.write(`${line}\n`)),
  );
  const worker = await startWorker(node, node.appUrl, config.port === 8080 ? 8787 : config.port);
  process.stdout.write(`Banyan in workerd is ready at ${worker.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      void worker
        .stop()
        .then(() => node.close())
        .then(() => process.exit(0));
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
