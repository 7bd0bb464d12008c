import type { Size } from './geometry.ts';

/** Bytes of a picture's beginning that are enough for its size, unless large metadata stand before it. */
export const imageHeadBytes = 512 * 1024;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * Width and height in pixels from a picture's own header: PNG, JPEG, GIF, BMP and WebP; `other` for bytes
 * that begin as TIFF or AVIF do, whose size is not read, and undefined for what is no picture.
 */
export function imageSize(head: Uint8Array): Size | 'other' | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = sizeOf(head, view);
    return size === 'other' || (size && size.width > 0 && size.height > 0) ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sizeOf(head: Uint8Array, view: DataView): Size | 'other' | undefined {
  if (ascii(head, 1, 4) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.getUint16(0) === 0xffd8) return jpegSize(view);
  if (ascii(head, 0, 4) === 'GIF8')
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (ascii(head, 0, 2) === 'BM')
    return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return webpSize(head, view);
  const tiff = ascii(head, 0, 4) === 'II*\0' || ascii(head, 0, 4) === 'MM\0*';
  return tiff || /^ftypavi[fs]$/.test(ascii(head, 4, 12)) ? 'other' : undefined;
}

/** ITU-T T.81 annex B: the frame header (SOF0 to SOF15 without DHT, JPG and DAC) holds the size. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
}

/** RFC 9649: lossy (VP8), lossless (VP8L) and extended (VP8X) files. */
function webpSize(head: Uint8Array, view: DataView): Size | undefined {
  const kind = ascii(head, 12, 16);
  if (kind === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') return undefined;
  const at = (from: number): number => view.getUint16(from, true) + (view.getUint8(from + 2) << 16);
  return { width: at(24) + 1, height: at(27) + 1 };
}
