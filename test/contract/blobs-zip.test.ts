import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yauzl, { type Entry } from 'yauzl';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { byteResponse } from '#src/kernel/byte-response.ts';
import {
  zipArchive,
  type OpenBlob,
  type ZipArchive,
  type ZipEntry,
} from '#src/kernel/zip64/archive.ts';
import type { Blobs } from '#src/ports/blobs.ts';

const run = promisify(execFile);
const has = (program: string, flag: string) =>
  run(program, [flag]).then(
    () => true,
    () => false,
  );
const [curl, unzip, python] = await Promise.all([
  has('curl', '--version'),
  has('unzip', '-v'),
  has('python3', '--version'),
]);

/** The promise interface of yauzl 3, which its published types do not have yet. */
interface PromiseReader {
  openPromise(
    path: string,
    options: object,
  ): Promise<{
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }>;
}
const reader = yauzl as unknown as PromiseReader;

interface Listed {
  name: string;
  size: number;
}

/** Lists with yauzl, an independent reader; `check` reads every entry and compares its CRC. */
async function list(path: string, check: boolean): Promise<Listed[]> {
  const zip = await reader.openPromise(path, { strictFileNames: true, validateEntrySizes: true });
  const out: Listed[] = [];
  for await (const entry of zip.eachEntry()) {
    out.push({ name: entry.fileName, size: entry.uncompressedSize });
    // Reading the large one would only hash a hole again.
    if (!check || entry.uncompressedSize > 2 ** 32) continue;
    let crc = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry))
      crc = crc32(chunk as Buffer, crc);
    expect(crc).toBe(entry.crc32);
  }
  return out;
}

describe('ZIP64 with real readers', () => {
  let root: string;
  let blobs: Blobs;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'banyan-zip-'));
    blobs = await createFolderBlobs({ root: join(root, 'blobs') });
  });
  afterAll(async () => {
    await blobs.close();
    await rm(root, { recursive: true });
  });
  const save = async (zip: ZipArchive, name: string, from: OpenBlob) => {
    const path = join(root, name);
    const file = await open(path, 'w');
    for await (const chunk of zip.read(0, zip.sizeBytes, from)) await file.write(chunk);
    await file.close();
    return path;
  };
  const entryOf = async (path: string, content: string): Promise<ZipEntry> => ({
    path,
    ...(await blobs.put(Buffer.from(content))),
  });

  test('names, manifest and content', async () => {
    const entries = [
      await entryOf('数据/说明.csv', 'a,b\n'),
      await entryOf('../up', 'up'),
      await entryOf('empty', ''),
    ];
    const zip = await zipArchive(entries);
    const path = await save(zip, 'names.zip', (sha256, range) => blobs.open(sha256, range));
    expect(await list(path, true)).toEqual([
      {
        name: 'MANIFEST.sha256',
        size: Buffer.byteLength(
          entries
            .map((entry, i) => `${entry.sha256}  ${['数据/说明.csv', 'up', 'empty'][i]}\n`)
            .join(''),
        ),
      },
      { name: '数据/说明.csv', size: 4 },
      { name: 'up', size: 2 },
      { name: 'empty', size: 0 },
    ]);
    if (unzip) expect((await run('unzip', ['-t', path])).stdout).toContain('No errors detected');
  });

  test('70,000 entries', async () => {
    const { sha256, sizeBytes, crc32: crc } = await blobs.put(Buffer.from('x'));
    const entries = Array.from({ length: 70_000 }, (_, i) => ({
      path: `d${i % 100}/f${i}.txt`,
      sha256,
      sizeBytes,
      crc32: crc,
    }));
    const zip = await zipArchive(entries);
    const x = new TextEncoder().encode('x');
    const path = await save(zip, 'many.zip', async () => new Blob([x]).stream());
    const listed = await list(path, false);
    expect([listed.length, listed.at(-1)]).toEqual([70_001, { name: 'd99/f69999.txt', size: 1 }]);
    if (python) {
      const script =
        'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.testzip())';
      expect((await run('python3', ['-c', script, path])).stdout.trim()).toBe('70001 None');
    }
  }, 120_000);

  test('an entry of more than 4 GiB and one after it, by ranges', async () => {
    const size = 4 * 2 ** 30 + 12_345;
    const sparse = join(root, 'sparse');
    await (await open(sparse, 'w')).close();
    await truncate(sparse, size);
    const zeros = Buffer.alloc(1 << 20);
    let crc = 0;
    for (let left = size; left > 0; left -= zeros.length)
      crc = crc32(left < zeros.length ? zeros.subarray(0, left) : zeros, crc);
    const after = await entryOf('after.txt', 'after the large one');
    const zip = await zipArchive([
      { path: 'large.bin', sizeBytes: size, crc32: crc, sha256: '0'.repeat(64) },
      after,
    ]);
    const source: OpenBlob = async (sha256, range) =>
      sha256 === after.sha256 ? blobs.open(sha256, range) : zeroStream(range.end - range.start);
    // Only head and tail are written; between them the file has a hole, which reads as the zeros it stands for.
    const path = join(root, 'large.zip');
    const file = await open(path, 'w');
    for (const [start, end] of [
      [0, 100_000],
      [size - 1000, zip.sizeBytes],
    ] as const) {
      let at = start;
      for await (const chunk of zip.read(start, end, source))
        at += (await file.write(chunk, 0, chunk.length, at)).bytesWritten;
      expect(at).toBe(end);
    }
    await file.close();
    expect((await stat(path)).size).toBe(zip.sizeBytes);
    expect(await list(path, true)).toEqual([
      { name: 'MANIFEST.sha256', size: 76 + 76 },
      { name: 'large.bin', size },
      { name: 'after.txt', size: 19 },
    ]);
  }, 180_000);

  test.runIf(curl)('curl resumes an archive after a cut', async () => {
    const part = await blobs.put(Buffer.alloc(3_000_000, 'abcdefghij'));
    const zip = await zipArchive([
      { path: 'a', ...part },
      { path: 'b', ...part },
    ]);
    const server = await new Promise<ServerType>((resolve) => {
      const started = serve(
        {
          port: 0,
          hostname: '127.0.0.1',
          fetch: (request) =>
            byteResponse(request.method, request.headers, {
              sizeBytes: zip.sizeBytes,
              etag: zip.etag,
              headers: { 'Content-Type': 'application/zip' },
              open: async (start, end) =>
                zip.read(start, end, (sha256, range) => blobs.open(sha256, range)),
            }),
        },
        () => resolve(started),
      );
    });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/a.zip`;
    const whole = await save(zip, 'whole.zip', (sha256, range) => blobs.open(sha256, range));
    const target = join(root, 'resumed.zip');
    for (const cut of [10, 100_000, 3_000_100, 5_999_999, zip.sizeBytes - 30]) {
      const head = Readable.fromWeb(
        zip.read(0, cut, (sha256, range) => blobs.open(sha256, range)) as never,
      );
      const file = await open(target, 'w');
      await pipeline(head, file.createWriteStream());
      await run('curl', ['-sS', '-f', '-C', '-', '-o', target, url]);
      const digest = async (path: string) =>
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex');
      expect(await digest(target)).toBe(await digest(whole));
    }
    await new Promise((resolve) => server.close(resolve));
  });
});

function zeroStream(sizeBytes: number): ReadableStream<Uint8Array> {
  let left = sizeBytes;
  return new ReadableStream({
    pull: (controller) => {
      const next = Math.min(left, 1 << 20);
      left -= next;
      controller.enqueue(new Uint8Array(next));
      if (left === 0) controller.close();
    },
  });
}
