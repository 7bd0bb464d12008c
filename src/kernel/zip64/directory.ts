/** Where bytes of an archive are read from; `end` is not included. */
export interface ArchiveBytes {
  readonly sizeBytes: number;
  open(start: number, end: number): Promise<ReadableStream<Uint8Array>>;
}

/** One file of an archive, as the central directory has it. */
export interface ArchiveEntry {
  /** As it stands in the archive; `safe` tells whether it stays inside a folder it is unpacked to. */
  readonly path: string;
  readonly safe: boolean;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly crc32: number;
  /** Where its local header lies. */
  readonly offset: number;
}

export interface DirectoryLimits {
  readonly entries: number;
  /** Bytes of the central directory. */
  readonly bytes: number;
}

/** The bytes are not a ZIP archive, or its directory is damaged or beyond the limits. */
export class NotAnArchive extends Error {
  readonly reason: 'shape' | 'entries';
  constructor(reason: 'shape' | 'entries') {
    super(`not an archive: ${reason}`);
    this.name = 'NotAnArchive';
    this.reason = reason;
  }
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
/** The end record, the longest comment, and the locator of ZIP64. */
const TAIL = 22 + MAX16 + 20;

/** Reads an interval whole; it must be small. */
export async function bytesAt(of: ArchiveBytes, start: number, end: number): Promise<Uint8Array> {
  if (start < 0 || end > of.sizeBytes || end < start) throw new NotAnArchive('shape');
  const out = new Uint8Array(end - start);
  let at = 0;
  if (out.length > 0)
    for await (const chunk of await of.open(start, end)) {
      out.set(chunk.subarray(0, out.length - at), at);
      at += chunk.length;
    }
  if (at < out.length) throw new NotAnArchive('shape');
  return out;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Directory {
  readonly count: number;
  readonly start: number;
  readonly bytes: number;
}

/** PKWARE APPNOTE 6.3.10 §4.3.14 to §4.3.16: where the central directory is. */
async function findDirectory(of: ArchiveBytes): Promise<Directory> {
  const from = Math.max(0, of.sizeBytes - TAIL);
  const tail = await bytesAt(of, from, of.sizeBytes);
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + 22 + view.getUint16(at + 20, true) !== tail.length) continue;
    const count = view.getUint16(at + 10, true);
    const bytes = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    if (count !== MAX16 && bytes !== MAX32 && start !== MAX32) return { count, bytes, start };
    if (at < 20 || view.getUint32(at - 20, true) !== LOCATOR64) return { count, bytes, start };
    const place = Number(view.getBigUint64(at - 12, true));
    const end = viewOf(await bytesAt(of, place, place + 56));
    if (end.getUint32(0, true) !== END64) throw new NotAnArchive('shape');
    return {
      count: Number(end.getBigUint64(32, true)),
      bytes: Number(end.getBigUint64(40, true)),
      start: Number(end.getBigUint64(48, true)),
    };
  }
  throw new NotAnArchive('shape');
}

/** Relative, inside, with `/`: no drive letter, no `..`, no NUL. */
const staysInside = (path: string): boolean =>
  path !== '' &&
  !/^(?:\/|[A-Za-z]:)/.test(path) &&
  !path.includes('\0') &&
  !path.includes('\\') &&
  !path.split('/').some((segment) => segment === '..' || segment === '.');

/** UTF-8 where the flag says so or the bytes are; GB 18030 as Windows in China writes it; never fails. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** §4.5.3: numbers that do not fit the header stand in the extra field, in this order. */
function largeNumbers(extra: Uint8Array, wanted: readonly number[]): number[] {
  const view = viewOf(extra);
  const out = [...wanted];
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    const end = Math.min(extra.length, from + view.getUint16(at + 2, true));
    for (const [n, value] of out.entries())
      if (value === MAX32 && from + 8 <= end) {
        out[n] = Number(view.getBigUint64(from, true));
        from += 8;
      }
  }
  return out;
}

/** Unix says in the upper half what kind of file it is: neither a link nor a device is a file to read. */
const isRegular = (madeBy: number, attributes: number): boolean => {
  const kind = (attributes >>> 16) & 0o170000;
  return madeBy >> 8 !== 3 || kind === 0 || kind === 0o100000;
};

/**
 * The files of a ZIP archive in the order of its directory, without folders. Reads the directory alone.
 * Throws NotAnArchive; a single entry that cannot be read is told by `safe`, `encrypted` and `method`.
 */
export async function readDirectory(
  of: ArchiveBytes,
  limits: DirectoryLimits,
): Promise<ArchiveEntry[]> {
  const directory = await findDirectory(of);
  if (directory.count > limits.entries || directory.bytes > limits.bytes)
    throw new NotAnArchive('entries');
  const bytes = await bytesAt(of, directory.start, directory.start + directory.bytes);
  const view = viewOf(bytes);
  const entries: ArchiveEntry[] = [];
  for (let at = 0, n = 0; n < directory.count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw new NotAnArchive('shape');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const nameEnd = at + 46 + nameLength;
    const next = nameEnd + extraLength + commentLength;
    if (next > bytes.length) throw new NotAnArchive('shape');
    const path = nameOf(bytes.subarray(at + 46, nameEnd));
    const [sizeBytes = 0, packedBytes = 0, offset = 0] = largeNumbers(
      bytes.subarray(nameEnd, nameEnd + extraLength),
      [24, 20, 42].map((place) => view.getUint32(at + place, true)),
    );
    const regular = isRegular(view.getUint16(at + 4, true), view.getUint32(at + 38, true));
    if (!path.endsWith('/'))
      entries.push({
        path,
        safe: staysInside(path) && regular,
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        method: view.getUint16(at + 10, true),
        packedBytes,
        sizeBytes,
        crc32: view.getUint32(at + 16, true),
        offset,
      });
    at = next;
  }
  return entries;
}
