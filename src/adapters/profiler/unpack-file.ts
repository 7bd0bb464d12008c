import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBytes } from './byte-source.ts';
import { BrokenFile } from './statements.ts';

/** Largest file unpacked to disk. */
const LARGEST_MIB = 2_048;

/** Gives `use` a plain file: the path itself, or a private unpacked copy removed afterwards. */
export async function withPlainFile<T>(
  path: string,
  gzip: boolean,
  use: (plain: string) => Promise<T>,
): Promise<T> {
  if (!gzip) return use(path);
  const folder = await mkdtemp(join(tmpdir(), 'banyan-profile-'));
  try {
    const plain = join(folder, 'file');
    await unpack(path, plain);
    return await use(plain);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(path: string, plain: string): Promise<void> {
  const source = await openBytes(path, true);
  const target = await open(plain, 'wx', 0o600);
  const buffer = Buffer.allocUnsafe(1 << 20);
  let total = 0;
  try {
    for (;;) {
      const count = await source.read(buffer, 0, buffer.length);
      if (count === 0) return;
      total += count;
      if (total > LARGEST_MIB << 20) throw new BrokenFile('archive.bomb', 200);
      await target.write(buffer, 0, count);
    }
  } finally {
    await target.close();
    await source.close();
  }
}
