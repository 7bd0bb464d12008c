import { open } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { Profile } from '#src/ports/profiler.ts';
import { BrokenFile } from './statements.ts';

/** Headers and metadata of a photograph end well before this. */
const IMAGE_HEAD = 1 << 20;
/** A picture with more pixels would take gigabytes once decoded. */
const MOST_PIXELS = 250_000_000;
const MOST_ACROSS = 65_535;

/** Size from the header alone; nothing is decoded. */
export async function profileImage(path: string): Promise<NonNullable<Profile['image']>> {
  const handle = await open(path, 'r');
  const head = Buffer.alloc(IMAGE_HEAD);
  const { bytesRead } = await handle.read(head, 0, IMAGE_HEAD, 0).finally(() => handle.close());
  let size: { width: number; height: number; orientation?: number };
  try {
    size = imageSize(head.subarray(0, bytesRead));
  } catch {
    throw new BrokenFile('image.broken');
  }
  const { width, height, orientation } = size;
  if (!(width > 0 && height > 0)) throw new BrokenFile('image.broken');
  if (width * height > MOST_PIXELS || width > MOST_ACROSS || height > MOST_ACROSS)
    throw new BrokenFile('image.flood', width, height);
  return { width, height, ...(orientation === undefined ? {} : { orientation }) };
}
