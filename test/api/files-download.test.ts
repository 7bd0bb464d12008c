import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

const csv = 'id,name\n1,榕树\n2,banyan\n';
const digest = createHash('sha256').update(csv).digest();
const etag = `"${digest.toString('hex')}"`;

let hub: TestHub;
let owner: Provider;
let visitor: ApiClient;
let raw: string;
const fileHeaders = {
  'accept-ranges': 'bytes',
  'access-control-allow-origin': '*',
  'cache-control': 'public, no-cache',
  'content-disposition': `attachment; filename="__.csv"; filename*=UTF-8''%E8%AF%B4%E6%98%8E.csv`,
  'content-length': String(Buffer.byteLength(csv)),
  'content-security-policy':
    "default-src 'none'; script-src 'none'; frame-ancestors 'none'; sandbox",
  'content-type': 'text/csv',
  'cross-origin-resource-policy': 'cross-origin',
  etag,
  'repr-digest': `sha-256=:${digest.toString('base64')}:`,
  'x-content-type-options': 'nosniff',
};
const shown = (response: Response) =>
  Object.fromEntries(Object.keys(fileHeaders).map((name) => [name, response.headers.get(name)]));

beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'bureau');
  visitor = new ApiClient(hub.url);
  const dataset = await draftDataset(owner, 'trees');
  await uploadFile(owner.client, dataset, '数据/说明.csv', csv);
  await publish(owner.client, dataset, '1.0.0');
  raw = `/api/v1/datasets/${dataset}/versions/1.0.0/raw/%E6%95%B0%E6%8D%AE/%E8%AF%B4%E6%98%8E.csv`;
});
afterAll(() => hub.stop());

const downloads = async (dataset: string): Promise<unknown> => {
  const { items } = await visitor.json(visitor.get(`/api/v1/datasets/${dataset}/versions`));
  return items.map((v: { semver: string; downloads: number }) => [v.semver, v.downloads]);
};

test('GET and HEAD give the bytes, the digest and nothing a browser would run', async () => {
  const whole = await visitor.get(raw);
  expect([whole.status, shown(whole), await whole.text()]).toEqual([200, fileHeaders, csv]);
  const head = await visitor.get(raw, { method: 'HEAD' });
  expect([head.status, shown(head), await head.text()]).toEqual([200, fileHeaders, '']);
  const latest = await visitor.get(raw.replace('1.0.0', 'latest'));
  expect([latest.status, await latest.text()]).toEqual([200, csv]);
});

test.each([
  ['first bytes', { range: 'bytes=0-3' }, 206, csv.slice(0, 4), 'bytes 0-3/'],
  ['the rest', { range: 'bytes=3-' }, 206, csv.slice(3), 'bytes 3-'],
  ['the last bytes', { range: 'bytes=-7' }, 206, csv.slice(-7), 'bytes '],
  ['past the end', { range: 'bytes=5000-' }, 416, '', 'bytes */'],
  ['If-Range that holds', { range: 'bytes=3-', 'if-range': etag }, 206, csv.slice(3), 'bytes 3-'],
  ['If-Range of other bytes', { range: 'bytes=3-', 'if-range': '"other"' }, 200, csv, null],
  ['several ranges', { range: 'bytes=0-1,4-5' }, 200, csv, null],
  ['what the client has', { 'if-none-match': etag }, 304, '', null],
  ['what the client must have', { 'if-match': '"other"' }, 412, '', null],
] as const)('%s', async (_name, headers, status, text, contentRange) => {
  const response = await visitor.get(raw, { headers });
  expect([response.status, await response.text()]).toEqual([status, text]);
  const range = response.headers.get('content-range');
  expect(contentRange === null ? range : range?.startsWith(contentRange)).toBe(
    contentRange === null ? null : true,
  );
});

test('a download counts once: not its continuation, not a probe, not HEAD', async () => {
  const dataset = await draftDataset(owner, 'counted');
  await uploadFile(owner.client, dataset, 'a.txt', 'twelve bytes');
  await uploadFile(owner.client, dataset, 'empty.txt', '');
  await publish(owner.client, dataset, '1.0.0');
  const at = `/api/v1/datasets/${dataset}/versions/1.0.0`;
  const ask = async (path: string, init: RequestInit = {}) =>
    (await visitor.get(`${at}/${path}`, init)).arrayBuffer();
  await ask('raw/a.txt', { method: 'HEAD' });
  await ask('raw/a.txt', { headers: { range: 'bytes=0-0' } });
  await ask('raw/a.txt', { headers: { range: 'bytes=6-' } });
  await ask('raw/a.txt', { headers: { range: 'bytes=99-' } });
  await ask('SHA256SUMS');
  // A page shows the file: by its address, or as browsers say for <img>.
  await ask('raw/a.txt?embedded');
  await ask('raw/a.txt', { headers: { 'sec-fetch-dest': 'image' } });
  expect(await downloads(dataset)).toEqual([['1.0.0', 0]]);
  await ask('raw/a.txt');
  await ask('raw/a.txt', { headers: { range: 'bytes=0-' } });
  await ask('raw/empty.txt');
  await ask('archive.zip');
  expect(await downloads(dataset)).toEqual([['1.0.0', 4]]);
});

test.each([
  ['page.html', '<script>alert(1)</script>'],
  ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['readme.md', '<img src=x onerror=alert(1)>'],
  ['feed.xml', '<?xml-stylesheet href="x.xsl"?><a/>'],
  ['code.js', 'alert(1)'],
  ['noname', '<html><script>alert(1)</script>'],
])('%s never runs in our origin', async (name, content) => {
  const dataset = await draftDataset(owner, `active-${name.replace('.', '-')}`);
  await uploadFile(owner.client, dataset, name, content);
  await publish(owner.client, dataset, '1.0.0');
  for (const at of ['versions/1.0.0', 'draft']) {
    const response = await owner.client.get(`/api/v1/datasets/${dataset}/${at}/raw/${name}`);
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('content-disposition'),
      response.headers.get('content-security-policy'),
      response.headers.get('x-content-type-options'),
      await response.text(),
    ]).toEqual([
      200,
      'application/octet-stream',
      `attachment; filename="${name}"`,
      fileHeaders['content-security-policy'],
      'nosniff',
      content,
    ]);
  }
});

test('what is not public is absent for strangers, gated bytes ask for a request', async () => {
  const stranger = await provider(hub, 'stranger');
  for (const visibility of ['organisation', 'gated'] as const) {
    const dataset = await draftDataset(owner, `kept-${visibility}`, visibility);
    await uploadFile(owner.client, dataset, 'a.txt', 'kept');
    const paths = ['raw/a.txt', 'archive.zip', 'files/a.txt/preview'];
    const draft = `/api/v1/datasets/${dataset}/draft/raw/a.txt`;
    expect((await stranger.client.get(draft)).status).toBe(404);
    expect((await visitor.get(draft)).status).toBe(401);
    await publish(owner.client, dataset, '1.0.0');
    for (const path of paths) {
      const at = `/api/v1/datasets/${dataset}/versions/1.0.0/${path}`;
      const denied = visibility === 'gated' ? 403 : 404;
      expect([path, (await visitor.get(at)).status]).toEqual([path, denied]);
      expect([path, (await stranger.client.get(at)).status]).toEqual([path, denied]);
      const own = await owner.client.get(at);
      expect([path, own.status, own.headers.get('cache-control')]).toEqual([
        path,
        200,
        path.startsWith('files') ? 'no-store' : 'private, no-store',
      ]);
      await own.arrayBuffer();
    }
  }
});

test('withdrawn and suspended data are not served, unknown ones are absent', async () => {
  const dataset = await draftDataset(owner, 'gone');
  await uploadFile(owner.client, dataset, 'a.txt', 'first');
  await publish(owner.client, dataset, '1.0.0');
  const at = (version: string, path: string) =>
    `/api/v1/datasets/${dataset}/versions/${version}/raw/${path}`;
  const answer = async (path: string) => {
    const response = await visitor.get(path);
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  for (const path of ['b.txt', '..%2Fa.txt', 'a.txt%00', 'a%FF.txt', '%2Fetc%2Fpasswd'])
    expect([path, ...(await answer(at('1.0.0', path)))]).toEqual([path, 404, 'hub.notFound']);
  expect(await answer(at('2.0.0', 'a.txt'))).toEqual([404, 'hub.notFound']);
  expect(await answer(at('one', 'a.txt'))).toEqual([400, 'hub.invalid']);
  const set = (state: string) =>
    hub.node.withOwner((pool) =>
      pool.query(
        `begin; select set_config('hub.role', 'system', true);
         update catalog.dataset set state = '${state}', state_reason = 'test', state_at = now() where name = 'gone'; commit`,
      ),
    );
  await set('suspended');
  expect(await answer(at('1.0.0', 'a.txt'))).toEqual([403, 'catalog.suspended']);
  await set('withdrawn');
  expect(await answer(at('1.0.0', 'a.txt'))).toEqual([410, 'catalog.withdrawn']);
});

/** Files of the store that this process, which is also the server's, has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.includes('/blobs/sha256/') ? [target] : [];
    } catch {
      return [];
    }
  });
}

test.runIf(process.platform === 'linux')(
  'a client that goes away leaves no file open',
  async () => {
    const dataset = await draftDataset(owner, 'large');
    await uploadFile(owner.client, dataset, 'zeros.bin', new Uint8Array(40 << 20));
    await publish(owner.client, dataset, '1.0.0');
    for (const path of ['raw/zeros.bin', 'archive.zip']) {
      const call = request(`${hub.url}/api/v1/datasets/${dataset}/versions/1.0.0/${path}`);
      call.end();
      const [answer] = (await once(call, 'response')) as [IncomingMessage];
      await once(answer, 'data');
      answer.pause();
      await expect.poll(() => openFiles().length).toBe(1);
      answer.destroy();
      await expect.poll(openFiles, { timeout: 5000 }).toEqual([]);
    }
  },
);
