import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const files: Record<string, Buffer<ArrayBuffer>> = {
  'empty.bin': Buffer.alloc(0),
  'readme.md': Buffer.from('# 榕数\n'),
  '数据/large.bin': randomBytes(3_000_000),
  '数据/说明.csv': Buffer.from('a,b\n1,2\n'),
};

let hub: TestHub;
let owner: Provider;
let visitor: ApiClient;
let dataset: string;
let folder: string;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'archive-bureau');
  visitor = new ApiClient(hub.url);
  dataset = await draftDataset(owner, 'many-kinds');
  for (const [path, bytes] of Object.entries(files))
    await uploadFile(owner.client, dataset, path, bytes);
  await publish(owner.client, dataset, '1.0.0');
  folder = mkdtempSync(join(tmpdir(), 'banyan-zip-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hub.stop();
});

async function unzip(zip: Buffer): Promise<Record<string, string>> {
  const opened = await (promisify(yauzl.fromBuffer) as (b: Buffer, o: object) => Promise<ZipFile>)(
    zip,
    { lazyEntries: true, autoClose: false },
  );
  const read = promisify(opened.openReadStream.bind(opened)) as (
    e: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  const found: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    opened.on('error', reject).on('end', resolve);
    const take = async (entry: Entry): Promise<void> => {
      found[entry.fileName] = sha256(await buffer((await read(entry)) as never));
      opened.readEntry();
    };
    opened.on('entry', (entry: Entry) => void take(entry).catch(reject));
    opened.readEntry();
  });
  return found;
}

const digests = Object.fromEntries(Object.entries(files).map(([p, b]) => [p, sha256(b)]));
const at = (path: string) => `/api/v1/datasets/${dataset}/versions/1.0.0/${path}`;

test('the archive holds every file and a manifest, and is the same bytes each time', async () => {
  const first = await visitor.get(at('archive.zip'));
  const zip = Buffer.from(await first.arrayBuffer());
  expect(first.status).toBe(200);
  expect(first.headers.get('content-length')).toBe(String(zip.length));
  expect(first.headers.get('content-disposition')).toBe(
    'attachment; filename="archive-bureau-many-kinds-1.0.0.zip"',
  );
  const manifest = Object.entries(digests)
    .map(([path, hex]) => `${hex}  ${path}\n`)
    .join('');
  expect(await unzip(zip)).toEqual({ ...digests, 'MANIFEST.sha256': sha256(manifest) });
  const again = await visitor.get(at('archive.zip'));
  expect(sha256(new Uint8Array(await again.arrayBuffer()))).toBe(sha256(zip));
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[^"]+"$/);
  for (const start of [1, 57, 3_000_017, zip.length - 30]) {
    const headers = { range: `bytes=${start}-`, 'if-range': etag };
    const rest = await visitor.get(at('archive.zip'), { headers });
    expect(rest.status).toBe(206);
    expect(sha256(new Uint8Array(await rest.arrayBuffer()))).toBe(sha256(zip.subarray(start)));
  }
  const same = await visitor.get(at('archive.zip'), { headers: { 'if-none-match': etag } });
  expect(same.status).toBe(304);
  checkWithTools(zip);
});

/** What people will open it with, where this machine has it. */
function checkWithTools(zip: Buffer): void {
  const path = join(folder, 'all.zip');
  writeFileSync(path, zip);
  const tools: [string, string[]][] = [
    ['unzip', ['-t', path]],
    [
      'python3',
      ['-c', `import zipfile; assert zipfile.ZipFile(${JSON.stringify(path)}).testzip() is None`],
    ],
  ];
  for (const [tool, args] of tools) {
    const run = spawnSync(tool, args);
    if (run.error) console.log(`not run: no ${tool}`);
    else expect([tool, run.status, String(run.stderr)]).toEqual([tool, 0, '']);
  }
}

test('manifest and sums name every file', async () => {
  const manifest = await visitor.json(visitor.get(at('manifest.json')));
  expect(manifest.files).toEqual([
    {
      path: 'empty.bin',
      format: 'other',
      mediaType: 'application/octet-stream',
      sizeBytes: 0,
      sha256: digests['empty.bin'],
    },
    {
      path: 'readme.md',
      format: 'markdown',
      mediaType: 'text/markdown',
      sizeBytes: 9,
      sha256: digests['readme.md'],
    },
    {
      path: '数据/large.bin',
      format: 'other',
      mediaType: 'application/octet-stream',
      sizeBytes: 3_000_000,
      sha256: digests['数据/large.bin'],
    },
    {
      path: '数据/说明.csv',
      format: 'csv',
      mediaType: 'text/csv',
      sizeBytes: 8,
      sha256: digests['数据/说明.csv'],
    },
  ]);
  expect([manifest.version, manifest.fileCount, manifest.sizeBytes]).toEqual([
    '1.0.0',
    4,
    3_000_017,
  ]);
  const sums = await (await visitor.get(at('SHA256SUMS'))).text();
  expect(sums).toBe(
    Object.entries(digests)
      .map(([path, hex]) => `${hex}  ${path}\n`)
      .join(''),
  );
});

test('5,000 files are committed by digest and leave as one archive in little memory', async () => {
  const many = await draftDataset(owner, 'five-thousand');
  const sizes = [files['数据/large.bin'], files['数据/说明.csv']] as const;
  for (let page = 0; page < 5; page += 1) {
    const { dataset: seen } = await visitorOfDraft(many);
    const wanted = Array.from({ length: 1000 }, (_, i) => {
      const n = page * 1000 + i;
      const bytes = n % 50 === 0 ? sizes[0] : sizes[1];
      return {
        path: `part-${page}/${n}.bin`,
        sha256: sha256(bytes ?? ''),
        sizeBytes: bytes?.length,
      };
    });
    const reply = await owner.client.json(
      owner.client.send(`/api/v1/datasets/${many}/draft/files`, {
        revision: seen.revision,
        files: wanted,
      }),
    );
    expect([reply.items.length, reply.revision]).toEqual([1000, seen.revision + 1]);
  }
  await publish(owner.client, many, '1.0.0');
  const response = await visitor.get(`/api/v1/datasets/${many}/versions/1.0.0/archive.zip`);
  const before = process.memoryUsage().rss;
  let [bytes, peak] = [0, before];
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(String(bytes)).toBe(response.headers.get('content-length'));
  expect(bytes).toBeGreaterThan(300_000_000);
  // Server and reader are one process here; 300 MB pass through it.
  expect((peak - before) / 2 ** 20).toBeLessThan(150);
});

const visitorOfDraft = (address: string) =>
  owner.client.json(owner.client.get(`/api/v1/datasets/${address}`));
