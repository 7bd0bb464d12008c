import { createHash } from 'node:crypto';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startHub } from '#test/support/hub.ts';
import { ApiClient, draftDataset, provider, publish, uploadFile } from '#test/support/provider.ts';
import { startS3, versitygw } from '#test/support/s3-server.ts';

const text = 'a,b\n1,2\n';
const digest = createHash('sha256').update(text).digest('hex');
const pathOf = (dataset: string, name = 'a.csv') =>
  `/api/v1/datasets/${dataset}/versions/1.0.0/raw/${name}`;

test('behind nginx public files are handed over, gated ones flow through the hub', async () => {
  const hub = await startHub({ env: { ACCEL_PREFIX: '/blobs/' } });
  try {
    const owner = await provider(hub, 'behind-nginx');
    for (const visibility of ['public', 'gated'] as const) {
      const dataset = await draftDataset(owner, visibility, visibility);
      await uploadFile(owner.client, dataset, 'a.csv', text);
      await publish(owner.client, dataset, '1.0.0');
      const answer = await owner.client.get(pathOf(dataset));
      expect([
        answer.status,
        answer.headers.get('x-accel-redirect'),
        answer.headers.get('content-disposition'),
        await answer.text(),
      ]).toEqual([
        200,
        visibility === 'public'
          ? `/blobs/sha256/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`
          : null,
        'attachment; filename="a.csv"',
        visibility === 'public' ? '' : text,
      ]);
      const head = await owner.client.get(pathOf(dataset), { method: 'HEAD' });
      expect([head.headers.get('x-accel-redirect'), head.headers.get('content-length')]).toEqual([
        null,
        '8',
      ]);
    }
  } finally {
    await hub.stop();
  }
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A real nginx with the location that deploy/nginx.conf gives it; undefined where there is none. */
async function startNginx(hubUrl: string, blobs: string) {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const deployed = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8');
  const location = /location \/blobs\/ \{[^}]*\}/.exec(deployed)?.[0] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'banyan-nginx-'));
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
     events {}
     http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
       fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
       server { listen 127.0.0.1:${port}; location / { proxy_pass ${hubUrl}; }
         ${location.replace('/var/lib/banyan/blobs/', `${blobs}/`)} } }`,
  );
  execFileSync('nginx', ['-t', '-q', '-p', folder, '-c', config]);
  const child = spawn('nginx', ['-p', folder, '-c', config], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(`${url}/healthz`).then(
        (r) => r.status,
        () => 0,
      ),
    )
    .toBe(200);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('through a real nginx the bytes come with the headers that the hub gave them', async () => {
  const hub = await startHub({ env: { ACCEL_PREFIX: '/blobs/' } });
  const nginx = await startNginx(hub.url, join(hub.dataDir, 'blobs'));
  try {
    if (!nginx) return console.log('not run: no nginx');
    const owner = await provider(hub, 'real-nginx');
    const dataset = await draftDataset(owner, 'public');
    await uploadFile(owner.client, dataset, 'a.html', text);
    await publish(owner.client, dataset, '1.0.0');
    const at = pathOf(dataset, 'a.html');
    const names = [
      'content-type',
      'content-disposition',
      'content-security-policy',
      'x-content-type-options',
      'cache-control',
      'access-control-allow-origin',
      'cross-origin-resource-policy',
      'etag',
      'repr-digest',
      'content-length',
    ];
    const seen = async (base: string, method: string) => {
      const answer = await new ApiClient(base).get(at, { method });
      const headers = Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]));
      return { status: answer.status, headers, body: await answer.text() };
    };
    const direct = await seen(hub.url, 'HEAD');
    expect(direct.headers['etag']).toBe(`"${digest}"`);
    expect(await seen(nginx.url, 'GET')).toEqual({ ...direct, body: text });
    const ranged = async (ifRange: string) => {
      const headers = { range: 'bytes=4-', 'if-range': ifRange };
      const answer = await new ApiClient(nginx.url).get(at, { headers });
      return [answer.status, await answer.text()];
    };
    expect(await ranged(`"${digest}"`)).toEqual([206, text.slice(4)]);
    expect(await ranged('"other"')).toEqual([200, text]);
    const guessed = `${nginx.url}/blobs/sha256/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
    expect((await fetch(guessed)).status).toBe(404);
  } finally {
    await nginx?.stop();
    await hub.stop();
  }
});

test('with an S3 store bytes come from URLs that stand alone, gated ones for a minute', async () => {
  const binary = versitygw();
  if (binary === undefined) return console.log('not run: no S3 server');
  const s3 = await startS3(binary);
  mkdirSync(join(s3.folder, 'hub'));
  const hub = await startHub({
    env: {
      S3_ENDPOINT: s3.endpoint,
      S3_REGION: s3.region,
      S3_BUCKET: 'hub',
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    },
  });
  try {
    const owner = await provider(hub, 'on-s3');
    for (const visibility of ['public', 'gated'] as const) {
      const dataset = await draftDataset(owner, visibility, visibility);
      await uploadFile(owner.client, dataset, 'a.csv', text);
      await uploadFile(owner.client, dataset, 'page.html', '<script>alert(1)</script>');
      await publish(owner.client, dataset, '1.0.0');
      const answer = await owner.client.get(pathOf(dataset));
      const url = new URL(answer.headers.get('location') ?? '');
      expect([answer.status, url.origin, url.searchParams.get('X-Amz-Expires')]).toEqual([
        302,
        s3.endpoint,
        visibility === 'public' ? '300' : '60',
      ]);
      const bytes = await fetch(url);
      expect([bytes.status, await bytes.text()]).toEqual([200, text]);
      const stranger = await new ApiClient(hub.url).get(pathOf(dataset));
      expect(stranger.status).toBe(visibility === 'public' ? 302 : 403);
      const page = await owner.client.get(pathOf(dataset, 'page.html'));
      const active = await fetch(page.headers.get('location') ?? '');
      expect([
        active.headers.get('content-type'),
        active.headers.get('content-disposition'),
      ]).toEqual(['application/octet-stream', 'attachment; filename="page.html"']);
      await expect
        .poll(
          async () => {
            const at = `/api/v1/datasets/${dataset}/versions/1.0.0/files/a.csv/profile`;
            return (await owner.client.json(owner.client.get(at))).result?.rows;
          },
          { timeout: 30_000 },
        )
        .toBe(1);
    }
  } finally {
    await hub.stop();
    await s3.stop();
  }
});
