/** A grid of values as the shipped file has it: row by row, `NaN` outside. */
interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: readonly number[];
}

const cell = 8;
const columns = 60;
const rows = 56;

/** CRC-32 of PNG (ISO 3309), bit by bit. */
function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc(bytes.subarray(4, body.length + 8)));
  return bytes;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** From dry sand to deep blue: millimetres a year up to 3,000. */
const palette = Uint8Array.from({ length: 32 * 3 }, (_, at) => {
  const share = Math.floor(at / 3) / 31;
  const [from, to] = [
    [240, 12],
    [228, 60],
    [196, 128],
  ][at % 3] as [number, number];
  return Math.round(from + (to - from) * share);
});

/** One part of the grid as a PNG with a palette (PNG 1.2, colour type 3). */
async function png({ width, values }: Grid, left: number, top: number): Promise<Uint8Array> {
  const wide = columns * cell;
  const pixels = new Uint8Array((wide + 1) * rows * cell);
  for (let y = 0; y < rows * cell; y += 1)
    for (let x = 0; x < wide; x += 1) {
      const value = values[(top + Math.floor(y / cell)) * width + left + Math.floor(x / cell)] ?? 0;
      const shade = Math.max(0, Math.min(31, Math.floor((value / 3000) * 31)));
      pixels[y * (wide + 1) + 1 + x] = shade;
    }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, wide);
  view.setUint32(4, rows * cell);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', await deflate(pixels)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Twelve maps of rain, six from west to east and two from north to south, as `data:` addresses. */
export async function rainPictures(
  shipped: Uint8Array,
): Promise<{ image: string; area: string }[]> {
  const grid = JSON.parse(new TextDecoder().decode(shipped)) as Grid;
  const pictures: { image: string; area: string }[] = [];
  for (const top of [28, 84])
    for (let left = 0; left + columns <= grid.width; left += columns) {
      const bytes = Buffer.from(await png(grid, left, top));
      pictures.push({
        image: `data:image/png;base64,${bytes.toString('base64')}`,
        area: `${left - 180}°…${left + columns - 180}°, ${87 - top}°…${87 - top - rows}°`,
      });
    }
  return pictures;
}
