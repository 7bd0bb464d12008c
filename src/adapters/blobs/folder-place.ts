import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#src/kernel/errors.ts';
import { blobErrors } from '#src/ports/blobs.ts';

/** Where things lie: `sha256/ab/cd/<digest>` for blobs, `incoming/<id>/` for uploads, `scratch/` for puts. */
export interface FolderPlace {
  readonly root: string;
  blob(sha256: string): string;
  upload(id: string): string;
}

const DIGEST = /^[0-9a-f]{64}$/;
const UPLOAD_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** True for lower-case hex sha256; anything else can name no blob (and no path). */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** True for ids that can name an upload. */
export function isUploadId(id: string): boolean {
  return UPLOAD_ID.test(id);
}

/** Throws `blobs.uploadMissing` for ids that could not have been given out. */
export function checkUploadId(id: string): string {
  if (!isUploadId(id)) throw new AppError(blobErrors.uploadMissing);
  return id;
}

export function folderPlace(root: string): FolderPlace {
  return {
    root,
    blob: (sha256) => {
      if (!isDigest(sha256)) throw new AppError(blobErrors.missing);
      return join(root, 'sha256', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    },
    upload: (id) => join(root, 'incoming', checkUploadId(id)),
  };
}

/** Makes names in a folder durable. Windows cannot sync folders and needs not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder with its parents below `root`, each durable. */
export async function makeFolder(root: string, path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o750 });
  if (first === undefined) return;
  for (let at = path; at.length > root.length; at = join(at, '..'))
    await syncFolder(join(at, '..'));
}

/** Replaces a small file in one step: readers see the old or the new content, also after a crash. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  try {
    await writeFile(draft, text, { flush: true, mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(join(path, '..'));
}
