import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedPlace } from '#src/adapters/database/embedded-place.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-lost-'));
// enterable, so that as root the server's data stay in here and go with it
chmodSync(dataDir, 0o755);
let hub: ChildProcess;
let url: string;

beforeAll(async () => {
  hub = spawn(process.execPath, ['src/main.node.ts'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', SEED: 'none' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  url = await new Promise<string>((resolve, reject) => {
    hub.stdout?.on('data', (chunk: Buffer) => {
      const found = /ready at (\S+)/.exec(chunk.toString());
      if (found?.[1]) resolve(found[1]);
    });
    hub.on('exit', () => reject(new Error('the hub ended')));
  });
});

afterAll(async () => {
  const ended = new Promise((resolve) => hub.once('exit', resolve));
  hub.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
});

const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;

test('a killed database is a clear 503, then back within seconds without a restart of the hub', async () => {
  expect(await ready()).toBe(200);
  const pid = Number(
    readFileSync(join(embeddedPlace(dataDir).data, 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  process.kill(pid, 'SIGKILL');
  const reply = await fetch(`${url}/api/v1/home`, { headers: { 'accept-language': 'en' } });
  expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
    503,
    'hub.unavailable',
  ]);
  expect(reply.headers.get('retry-after')).toBe('5');
  const deadline = Date.now() + 15_000;
  while ((await ready()) !== 200) {
    expect(Date.now()).toBeLessThan(deadline);
    await new Promise((r) => setTimeout(r, 200));
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
