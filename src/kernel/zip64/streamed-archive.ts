import { nameKey, numbered, safePath } from './archive-paths.ts';
import { crc32 } from './crc32.ts';
import { centralHeader, endOfArchive, localHeader, type ZipItem } from './records.ts';

/** One whole file on its way into an archive. */
export interface StreamedEntry {
  /** Any path; made safe and unique. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * A stored (uncompressed) ZIP, ZIP64 where needed, written as its files come: equal files in equal order
 * give equal bytes. Holds one file and the names of all, some 100 bytes each.
 */
export async function* streamedArchive(
  entries: AsyncIterable<StreamedEntry>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const taken = new Set<string>();
  const items: { item: ZipItem; at: number }[] = [];
  let at = 0;
  for await (const { path, bytes } of entries) {
    const wanted = safePath(path);
    let name = wanted;
    for (let n = 2; taken.has(nameKey(name)); n += 1) name = numbered(wanted, n);
    taken.add(nameKey(name));
    const item = {
      name: encoder.encode(name),
      sizeBytes: bytes.length,
      crc32: crc32(bytes),
    };
    items.push({ item, at });
    const header = localHeader(item);
    yield header;
    if (bytes.length > 0) yield bytes;
    at += header.length + bytes.length;
  }
  const start = at;
  for (const { item, at: offset } of items) {
    const header = centralHeader(item, offset);
    yield header;
    at += header.length;
  }
  yield endOfArchive(items.length, start, at - start);
}
