import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zipArchive, type OpenBlob, type ZipEntry } from './archive.ts';
import { crc32 } from './crc32.ts';

const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
const open: OpenBlob = async (sha256, { start, end }) =>
  new Blob([(blobs.get(sha256) ?? new Uint8Array()).subarray(start, end)]).stream();
const entryOf = (path: string, bytes: Uint8Array<ArrayBuffer>): ZipEntry => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  blobs.set(sha256, bytes);
  return { path, sizeBytes: bytes.length, crc32: crc32(bytes), sha256 };
};
const bytesOf = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());

const entries = [
  entryOf('数据/a.csv', Buffer.from('a,b\n1,2\n')),
  entryOf('empty', Buffer.alloc(0)),
  entryOf('big.bin', randomBytes(200_000)),
  entryOf('../c', Buffer.from('c')),
];

test('crc32 has the check value of ISO 3309 and continues', () => {
  const text = new TextEncoder().encode('123456789');
  expect(crc32(text)).toBe(0xcbf43926);
  expect(crc32(text.subarray(4), crc32(text.subarray(0, 4)))).toBe(0xcbf43926);
});

test('any range equals that part of the whole', async () => {
  const zip = await zipArchive(entries);
  const whole = await bytesOf(zip.read(0, zip.sizeBytes, open));
  expect(whole.length).toBe(zip.sizeBytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.sizeBytes), fc.nat(zip.sizeBytes), async (a, b) => {
      const [start, end] = a < b ? [a, b] : [b, a];
      expect((await bytesOf(zip.read(start, end, open))).equals(whole.subarray(start, end))).toBe(
        true,
      );
    }),
    { numRuns: 60 },
  );
  for (let start = 0; start < 400; start++)
    expect(
      (await bytesOf(zip.read(start, start + 3, open))).equals(whole.subarray(start, start + 3)),
    ).toBe(true);
});

test('equal entries give an equal ETag and equal bytes, others do not', async () => {
  const [a, b] = [await zipArchive(entries), await zipArchive(structuredClone(entries))];
  expect(a.etag).toBe(b.etag);
  expect(
    (await bytesOf(a.read(0, a.sizeBytes, open))).equals(
      await bytesOf(b.read(0, b.sizeBytes, open)),
    ),
  ).toBe(true);
  expect((await zipArchive(entries.toReversed())).etag).not.toBe(a.etag);
  expect((await zipArchive(entries.slice(1))).etag).not.toBe(a.etag);
});

test('a blob of another size breaks the stream off instead of shifting the rest', async () => {
  const [first, ...rest] = entries;
  if (!first) throw new Error('no entry');
  for (const sizeBytes of [first.sizeBytes + 1, first.sizeBytes - 1]) {
    const wrong: OpenBlob = (sha256) => open(sha256, { start: 0, end: 1e9 });
    const zip = await zipArchive([{ ...first, sizeBytes }, ...rest]);
    await expect(bytesOf(zip.read(0, zip.sizeBytes, wrong))).rejects.toThrow('size recorded');
  }
});

test('a range opens only what it passes, and cancelling lets go', async () => {
  const zip = await zipArchive(entries);
  const opened: unknown[] = [];
  const spy: OpenBlob = async (sha256, range) => {
    opened.push([entries.findIndex((entry) => entry.sha256 === sha256), range]);
    return open(sha256, range);
  };
  await bytesOf(zip.read(zip.sizeBytes - 22, zip.sizeBytes, spy));
  expect(opened).toEqual([]);
  const reader = zip.read(0, zip.sizeBytes, spy).getReader();
  await reader.read();
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});
