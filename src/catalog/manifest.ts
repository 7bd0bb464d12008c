import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Card } from './card-schema.ts';
import { folderOf } from './file-path.ts';

/** A file as a draft or a version holds it. */
export interface CatalogFile {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  readonly mediaType: string;
  readonly format: string;
}

export interface VersionFolder {
  readonly path: string;
  readonly parent: string;
  readonly fileCount: number;
  readonly sizeBytes: number;
}

export interface VersionContent {
  readonly card: Card;
  readonly externalUrl: string | null;
  readonly files: readonly CatalogFile[];
}

/** Orders by UTF-16 code units: the same on every machine, whatever its locale. */
export const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/**
 * Digest of what a version is: sha256 of the canonical JSON of the card, the outside address and
 * [path, sha256, size] of every file in path order. Equal content gives equal digests.
 */
export function contentDigest(content: VersionContent): Promise<string> {
  const files = content.files.toSorted(byPath).map((f) => [f.path, f.sha256, f.sizeBytes]);
  return sha256Hex(canonicalJson({ card: content.card, externalUrl: content.externalUrl, files }));
}

/** Every folder above the files, with the number and bytes of all files below it. */
export function foldersOf(files: readonly CatalogFile[]): VersionFolder[] {
  const sums = new Map<string, { fileCount: number; sizeBytes: number }>();
  for (const file of files) {
    for (let folder = folderOf(file.path); folder !== ''; folder = folderOf(folder)) {
      const sum = sums.get(folder) ?? { fileCount: 0, sizeBytes: 0 };
      sum.fileCount += 1;
      sum.sizeBytes += file.sizeBytes;
      sums.set(folder, sum);
    }
  }
  return [...sums]
    .map(([path, sum]) => ({ path, parent: folderOf(path), ...sum }))
    .toSorted(byPath);
}

/** Formats of the files, most bytes first, without `other`. */
export function formatsOf(files: readonly CatalogFile[]): string[] {
  const bytes = new Map<string, number>();
  for (const f of files) bytes.set(f.format, (bytes.get(f.format) ?? 0) + f.sizeBytes);
  bytes.delete('other');
  return [...bytes]
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([format]) => format);
}
