import type { Actor } from '#src/kernel/actor.ts';
import { versionFiles } from '../queries/version.ts';
import type { FilesDeps } from './deps.ts';
import { openVersion, type VersionAddress } from './open-version.ts';
import type { VersionManifest } from './schema.ts';

/** Every file of a version with its digest, for clients that download and check file by file. */
export async function versionManifest(
  deps: FilesDeps,
  actor: Actor,
  address: VersionAddress,
): Promise<VersionManifest> {
  return deps.store.read(actor, async (db) => {
    const { dataset, version } = await openVersion(db, deps, actor, address, 'read');
    const files = await versionFiles(db, version.id);
    return {
      dataset: { id: dataset.id, org: dataset.org_slug, name: dataset.name },
      version: version.semver,
      digest: version.digest,
      publishedAt: version.published_at.toISOString(),
      fileCount: files.length,
      sizeBytes: files.reduce((sum, f) => sum + f.sizeBytes, 0),
      files: files.map(({ path, sizeBytes, sha256, mediaType, format }) => ({
        path,
        sizeBytes,
        sha256,
        mediaType,
        format,
      })),
    };
  });
}

/** The same as lines that `sha256sum -c` reads; paths hold neither line breaks nor backslashes. */
export const sumsOf = (manifest: VersionManifest): string =>
  manifest.files.map((f) => `${f.sha256}  ${f.path}\n`).join('');
