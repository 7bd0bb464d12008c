import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';

const run = promisify(execFile);
const FILL = new URL('../support/full-disk-child.ts', import.meta.url).pathname;
const FOREVER = new URL('../support/upload-forever-child.ts', import.meta.url).pathname;

describe('folder: faults', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'banyan-faults-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test.runIf(process.platform === 'linux')(
    'a full disk: typed errors, nothing visible, recovers by itself',
    async (context) => {
      const disk = join(root, 'disk');
      await mkdir(disk);
      const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).then(
        () => true,
        () => false,
      );
      if (!mounted) return context.skip('mounting a small file system needs root');
      try {
        const { stdout } = await run(process.execPath, [FILL, disk]);
        expect(JSON.parse(stdout)).toEqual({
          put: 'hub.storageFull',
          begun: ['no error', 'hub.storageFull'],
          between: true,
          seen: [],
          resumed: 3 << 20,
          recovered: 'no error',
          tooLarge: 'hub.storageFull',
        });
      } finally {
        await run('umount', [disk]);
      }
    },
  );

  test.runIf(process.platform === 'linux')(
    'a limit on file size is a full store as well',
    async () => {
      const script = 'ulimit -f 4096; exec "$0" "$1" "$2" put-only'; // blocks of 512 bytes or 1 KiB
      const { stdout } = await run('sh', [
        '-c',
        script,
        process.execPath,
        FILL,
        join(root, 'limited'),
      ]);
      expect(JSON.parse(stdout)).toEqual({ put: 'hub.storageFull', left: [], after: 'no error' });
    },
  );

  test('kill -9 again and again: what was acknowledged is there, what is visible is whole', async () => {
    const folder = join(root, 'killed');
    let acknowledged = 0;
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, [FOREVER, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      const wanted = 2 + Math.floor(Math.random() * 8);
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (output.split('\n').length > wanted) resolve();
        });
      });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const lines = output.split('\n').slice(1, -1);
      acknowledged += lines.length;
      await checkAcknowledged(folder, lines);
    }
    expect(acknowledged).toBeGreaterThan(12);
  });
});

async function checkAcknowledged(folder: string, lines: readonly string[]): Promise<void> {
  const blobs = await createFolderBlobs({ root: folder });
  for (const line of lines) {
    const [kind, id = '', value = ''] = line.split(' ');
    if (kind === 'A')
      expect((await blobs.uploadState(id))?.offset).toBeGreaterThanOrEqual(Number(value));
    else expect(await blobs.verify(value)).toEqual({ intact: true, sizeBytes: 3_000_000 });
  }
  for await (const { sha256 } of blobs.list())
    expect((await blobs.verify(sha256))?.intact).toBe(true);
  for await (const upload of blobs.listUploads()) {
    if (upload.offset === upload.sizeBytes && upload.sizeBytes > 0) {
      const info = await blobs.finish(upload.id);
      expect(await blobs.verify(info.sha256)).toEqual({ intact: true, sizeBytes: 3_000_000 });
    }
    await blobs.abort(upload.id);
  }
  for await (const { sha256 } of blobs.list()) await blobs.delete(sha256);
  await blobs.close();
}
