import type { FileList } from '#src/catalog/schema.ts';
import { load, loadOptional } from '../api.ts';
import { api } from '../paths.ts';
import { fileIcon, previewable } from './file-kinds.ts';

interface Version {
  readonly org: string;
  readonly name: string;
  readonly semver: string;
}

/**
 * The files one may choose from: all of a version where one page holds them, otherwise the folder of
 * `?folder=`, of `?file=`, or of the first file that can be shown. Folders come as levels then. Data
 * that are elsewhere have no version and no files.
 */
export async function loadChoice(
  context: unknown,
  { org, name, semver }: Version,
  query: URLSearchParams,
): Promise<FileList> {
  const everything = api.files(org, name, semver, 'recursive=true');
  const all = await loadOptional<FileList>(context, everything, [404]);
  if (!all) return { folder: '', folders: [], items: [], fileCount: 0, sizeBytes: 0 };
  if (all.next === undefined) return all;
  const near = query.get('file') ?? firstShown(all) ?? '';
  const at = new URLSearchParams({ folder: query.get('folder') ?? folderOf(near) });
  const cursor = query.get('cursor');
  if (cursor !== null) at.set('cursor', cursor);
  return load<FileList>(context, api.files(org, name, semver, at.toString()));
}

/** A table before anything else: README.md sorts first, but the data are what one came for. */
export const firstShown = (files: FileList): string | undefined =>
  (
    files.items.find((file) => fileIcon(file.format) === 'table') ??
    files.items.find((file) => previewable(file.format))
  )?.path;

/** Folder of a path; empty at the top. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
