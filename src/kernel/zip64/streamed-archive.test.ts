import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zipArchive } from './archive.ts';
import { crc32 } from './crc32.ts';
import { streamedArchive, type StreamedEntry } from './streamed-archive.ts';

async function* given(entries: readonly StreamedEntry[]) {
  yield* entries;
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const encode = (text: string) => new TextEncoder().encode(text);

test('it is byte for byte the archive that is laid out in advance', async () => {
  const entry = fc.record({
    // A letter before keeps away from device names of Windows (con, nul), which only exports rename.
    path: fc.stringMatching(/^x[a-z]{0,7}\.txt$/),
    bytes: fc.uint8Array({ maxLength: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, { selector: (e) => e.path }), async (entries) => {
      const rows = entries.map(({ path, bytes }, n) => ({
        path,
        sizeBytes: bytes.length,
        crc32: crc32(bytes),
        sha256: String(n),
      }));
      const planned = await zipArchive(rows);
      const manifest = encode(rows.map((r) => `${r.sha256}  ${r.path}\n`).join(''));
      const content = [manifest, ...entries.map((e) => e.bytes)];
      const open = async (sha256: string, range: { start: number; end: number }) =>
        new Blob([
          new Uint8Array(content[Number(sha256) + 1] ?? []).slice(range.start, range.end),
        ]).stream();
      const streamed = await bytesOf(
        streamedArchive(given([{ path: 'MANIFEST.sha256', bytes: manifest }, ...entries])),
      );
      const laidOut = await bytesOf(planned.read(0, planned.sizeBytes, open));
      expect(streamed.equals(laidOut)).toBe(true);
    }),
  );
});

test('hostile and equal paths stay inside and apart', async () => {
  const paths = ['../../etc/passwd', '/a.txt', 'A.txt', 'C:\\x', 'a\0b'];
  const zip = await bytesOf(
    streamedArchive(given(paths.map((path) => ({ path, bytes: encode('x') })))),
  );
  for (const name of ['etc/passwd', 'a.txt', 'A (2).txt', 'C_/x', 'a_b'])
    expect(zip.includes(name)).toBe(true);
  for (const part of ['../', 'C:', '\\']) expect(zip.includes(part)).toBe(false);
});
