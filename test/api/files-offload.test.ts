import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
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
