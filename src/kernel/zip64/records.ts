/** Records of PKWARE's APPNOTE 6.3.10, stored entries only; numbers are little-endian. */
export interface ZipItem {
  /** UTF-8, at most 65,535 bytes. */
  readonly name: Uint8Array;
  readonly sizeBytes: number;
  readonly crc32: number;
}

const MAX32 = 0xffffffff;
const MAX16 = 0xffff;
/** Bit 11: the name is UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01 00:00, the earliest a ZIP can state, so that equal content gives equal bytes. */
const DOS_DATE = 0x21;
const VERSION_ZIP64 = 45;
const VERSION_PLAIN = 20;
/** Made on Unix, by the version that ZIP64 needs. */
const MADE_BY = (3 << 8) | VERSION_ZIP64;
/** A regular file, rw-r--r--. */
const UNIX_FILE = ((0o100644 << 16) >>> 0) as number;

const isLarge = (sizeBytes: number): boolean => sizeBytes >= MAX32;

export function localHeaderSize(item: ZipItem): number {
  return 30 + item.name.length + (isLarge(item.sizeBytes) ? 20 : 0);
}

/** §4.3.7 */
export function localHeader(item: ZipItem): Uint8Array {
  const { bytes, view } = record(localHeaderSize(item));
  const large = isLarge(item.sizeBytes);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, large ? VERSION_ZIP64 : VERSION_PLAIN, true);
  common(view, 6, item, large ? 20 : 0);
  bytes.set(item.name, 30);
  if (large) sizesExtra(view, 30 + item.name.length, [item.sizeBytes, item.sizeBytes]);
  return bytes;
}

function centralExtra(item: ZipItem, offset: number): number[] {
  return [
    ...(isLarge(item.sizeBytes) ? [item.sizeBytes, item.sizeBytes] : []),
    ...(isLarge(offset) ? [offset] : []),
  ];
}

export function centralHeaderSize(item: ZipItem, offset: number): number {
  const extra = centralExtra(item, offset).length;
  return 46 + item.name.length + (extra === 0 ? 0 : 4 + extra * 8);
}

/** §4.3.12; `offset` is where the local header lies. */
export function centralHeader(item: ZipItem, offset: number): Uint8Array {
  const { bytes, view } = record(centralHeaderSize(item, offset));
  const extra = centralExtra(item, offset);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, MADE_BY, true);
  view.setUint16(6, extra.length > 0 ? VERSION_ZIP64 : VERSION_PLAIN, true);
  common(view, 8, item, extra.length === 0 ? 0 : 4 + extra.length * 8);
  view.setUint32(38, UNIX_FILE, true);
  view.setUint32(42, Math.min(offset, MAX32), true);
  bytes.set(item.name, 46);
  if (extra.length > 0) sizesExtra(view, 46 + item.name.length, extra);
  return bytes;
}

/** Flags, method 0, time, CRC, sizes, lengths: the part both headers share. */
function common(view: DataView, at: number, item: ZipItem, extraLength: number): void {
  view.setUint16(at, UTF8, true);
  view.setUint16(at + 6, DOS_DATE, true);
  view.setUint32(at + 8, item.crc32, true);
  view.setUint32(at + 12, Math.min(item.sizeBytes, MAX32), true);
  view.setUint32(at + 16, Math.min(item.sizeBytes, MAX32), true);
  view.setUint16(at + 20, item.name.length, true);
  view.setUint16(at + 22, extraLength, true);
}

/** §4.5.3, ZIP64 extended information. */
function sizesExtra(view: DataView, at: number, values: readonly number[]): void {
  view.setUint16(at, 1, true);
  view.setUint16(at + 2, values.length * 8, true);
  for (const [i, value] of values.entries()) view.setBigUint64(at + 4 + i * 8, BigInt(value), true);
}

/** §4.3.14 to §4.3.16: with the ZIP64 records only where a plain one cannot hold the numbers. */
export function endOfArchive(
  count: number,
  centralStart: number,
  centralBytes: number,
): Uint8Array {
  const zip64 = count >= MAX16 || centralStart >= MAX32 || centralBytes >= MAX32;
  const { bytes, view } = record(zip64 ? 98 : 22);
  if (zip64) zip64End(view, count, centralStart, centralBytes);
  const at = zip64 ? 76 : 0;
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, Math.min(count, MAX16), true);
  view.setUint16(at + 10, Math.min(count, MAX16), true);
  view.setUint32(at + 12, Math.min(centralBytes, MAX32), true);
  view.setUint32(at + 16, Math.min(centralStart, MAX32), true);
  return bytes;
}

function zip64End(view: DataView, count: number, centralStart: number, centralBytes: number): void {
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, MADE_BY, true);
  view.setUint16(14, VERSION_ZIP64, true);
  view.setBigUint64(24, BigInt(count), true);
  view.setBigUint64(32, BigInt(count), true);
  view.setBigUint64(40, BigInt(centralBytes), true);
  view.setBigUint64(48, BigInt(centralStart), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(centralStart + centralBytes), true);
  view.setUint32(72, 1, true);
}

function record(size: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer) };
}
