import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zipOf, type Packed } from '#test/support/zip.ts';
import { zipArchive, type OpenBlob } from './archive.ts';
import { crc32 } from './crc32.ts';
import { NotAnArchive, readDirectory, type ArchiveBytes } from './directory.ts';
import { BrokenEntry, openEntry } from './open-entry.ts';

const of = (bytes: Uint8Array): ArchiveBytes => ({
  sizeBytes: bytes.length,
  open: async (start, end) => new Blob([Uint8Array.from(bytes.subarray(start, end))]).stream(),
});
const limits = { entries: 1_000, bytes: 1 << 20 };
const most = { bytes: 1 << 24, ratio: 200 };

async function unpack(archive: Uint8Array): Promise<[string, string][]> {
  const out: [string, string][] = [];
  for (const entry of await readDirectory(of(archive), limits)) {
    const parts: Uint8Array[] = [];
    try {
      for await (const part of openEntry(of(archive), entry, most)) parts.push(part);
      out.push([entry.path, Buffer.concat(parts).toString('base64')]);
    } catch (error) {
      if (!(error instanceof BrokenEntry)) throw error;
      out.push([entry.path, `broken: ${error.reason}`]);
    }
  }
  return out;
}
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

test('what was packed comes out, stored or deflated, behind a comment and with folders', async () => {
  const noise = randomBytes(300_000);
  const files: Packed[] = [
    { path: '数据/', content: '', stored: true },
    { path: '数据/a.txt', content: '一二三' },
    { path: 'empty', content: '', stored: true },
    { path: 'noise.bin', content: noise },
    { path: 'plain.bin', content: noise, stored: true },
  ];
  expect(await unpack(zipOf(files, 'PK\x05\x06 is no end here'))).toEqual([
    ['数据/a.txt', base64('一二三')],
    ['empty', ''],
    ['noise.bin', base64(noise)],
    ['plain.bin', base64(noise)],
  ]);
});

test('an archive of our own writer is read', async () => {
  const bytes = Buffer.from('a,b\n1,2\n');
  const open: OpenBlob = async (_, { start, end }) =>
    new Blob([bytes.subarray(start, end)]).stream();
  const entry = { path: 'a.csv', sizeBytes: bytes.length, crc32: crc32(bytes), sha256: 'x' };
  const zip = await zipArchive([entry]);
  const whole = new Uint8Array(
    await new Response(
      zip.read(0, zip.sizeBytes, open) as ReadableStream<Uint8Array<ArrayBuffer>>,
    ).arrayBuffer(),
  );
  expect(await unpack(whole)).toEqual([
    ['MANIFEST.sha256', base64('x  a.csv\n')],
    ['a.csv', base64(bytes)],
  ]);
});

test('files that must not be read are refused one by one', async () => {
  const content = 'x'.repeat(100);
  const zeros = Buffer.alloc(8 << 20);
  const files: Packed[] = [
    { path: '../out', content },
    { path: '/root', content },
    { path: 'a/../../b', content },
    { path: 'C:\\windows', content },
    { path: 'link', content, mode: 0o120777 },
    { path: 'secret', content, encrypted: true },
    { path: 'lzma', content, method: 14 },
    { path: 'bomb', content: zeros },
    { path: 'lies', content: zeros, size: 10 },
    { path: 'short', content, size: 101 },
    { path: 'damaged', content, crc: 1 },
    { path: 'good', content },
  ];
  expect(await unpack(zipOf(files))).toEqual([
    ['../out', 'broken: path'],
    ['/root', 'broken: path'],
    ['a/../../b', 'broken: path'],
    ['C:\\windows', 'broken: path'],
    ['link', 'broken: path'],
    ['secret', 'broken: encrypted'],
    ['lzma', 'broken: method'],
    ['bomb', 'broken: size'],
    ['lies', 'broken: damaged'],
    ['short', 'broken: damaged'],
    ['damaged', 'broken: damaged'],
    ['good', base64(content)],
  ]);
});

test('no bytes make it fail otherwise than by name; a directory beyond the limits is refused', async () => {
  const whole = zipOf([
    { path: 'a', content: 'hello' },
    { path: 'b', content: 'world' },
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.nat(255),
      fc.nat(whole.length),
      async (at, byte, end) => {
        const broken = Buffer.from(whole.subarray(0, end));
        if (at < end) broken[at] = byte;
        try {
          for (const [, content] of await unpack(broken))
            expect(['broken', base64('hello'), base64('world')]).toContain(content.split(':')[0]);
        } catch (error) {
          expect(error).toBeInstanceOf(NotAnArchive);
        }
      },
    ),
    { numRuns: 500 },
  );
  await expect(readDirectory(of(whole), { entries: 1, bytes: 1 << 20 })).rejects.toThrow('entries');
  await expect(readDirectory(of(Buffer.from('hello')), limits)).rejects.toThrow('shape');
});
