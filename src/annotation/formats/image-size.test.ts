import { expect, test } from 'vitest';
import { pngHead } from '#test/support/zip.ts';
import { imageSize } from './image-size.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('sizes stand in the headers of PNG, JPEG, GIF, BMP and WebP', () => {
  expect(imageSize(pngHead(640, 480))).toEqual({ width: 640, height: 480 });
  // SOI, an APP0 of 4 bytes, a DHT, then SOF2 of 3 × 5 pixels.
  expect(imageSize(hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ff ffc2 000b 08 0005 0003 01'))).toEqual({
    width: 3,
    height: 5,
  });
  expect(imageSize(hex('474946383961 0a00 1400'))).toEqual({ width: 10, height: 20 });
  const bmp = Buffer.alloc(26);
  bmp.write('BM');
  bmp.writeInt32LE(7, 18);
  bmp.writeInt32LE(-9, 22);
  expect(imageSize(bmp)).toEqual({ width: 7, height: 9 });
  const webp = (kind: string, rest: string) =>
    Buffer.concat([Buffer.from(`RIFF....WEBP${kind}`), hex(rest)]);
  expect(imageSize(webp('VP8 ', '00000000 000000 9d012a 2000 1000'))).toEqual({
    width: 32,
    height: 16,
  });
  expect(imageSize(webp('VP8L', '00000000 2f 1fc00300 00'))).toEqual({ width: 32, height: 16 });
  expect(imageSize(webp('VP8X', '0a000000 00000000 1f0000 0f0000'))).toEqual({
    width: 32,
    height: 16,
  });
});

test('TIFF and AVIF are pictures of unknown size; what is cut or no picture has none', () => {
  expect(imageSize(hex('49492a00 00000000'))).toBe('other');
  expect(imageSize(Buffer.from('\0\0\0\x1cftypavif'))).toBe('other');
  expect(imageSize(pngHead(640, 480).subarray(0, 20))).toBe(undefined);
  expect(imageSize(pngHead(0, 480))).toBe(undefined);
  expect(imageSize(Buffer.from('<html>hello, this is text</html>'))).toBe(undefined);
  expect(imageSize(new Uint8Array())).toBe(undefined);
});
