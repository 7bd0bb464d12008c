import { fileKind } from '#src/catalog/index.ts';
import type { BlobInfo } from '#src/ports/blobs.ts';
import { imageSize } from '../formats/image-size.ts';
import type { ImportedTask, ImportProblemCode } from '../formats/import-item.ts';
import type { LabelConfig } from '../labelling/model.ts';
import type { StoredMedia } from '../tables.ts';
import { codeOf, type Archive } from './archive.ts';

/** Objects whose data names a file. */
const ofFiles: readonly string[] = ['Image', 'Audio', 'Video'];

/** Media types by the first part of which a file is of an object's kind. */
const kindOf = (path: string): string => fileKind(path).mediaType.split('/')[0] ?? '';

/** True for files that a task may show or play, of one kind or of any. */
export const isMedia = (path: string, ...kinds: string[]): boolean =>
  (kinds.length > 0 ? kinds : ['image', 'audio', 'video']).includes(kindOf(path));

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

interface Found {
  readonly media: Record<string, StoredMedia>;
  readonly contents: BlobInfo[];
}

/** Finds the files that tasks name and stores them beside the tasks. */
export class ArchiveMedia {
  readonly #archive: Archive;
  readonly #fields: readonly string[];
  readonly #byName = new Map<string, string[]>();
  readonly #stored = new Map<string, { readonly media: StoredMedia; readonly info: BlobInfo }>();
  /** Media files that no task has named yet. */
  readonly unused: Set<string>;

  constructor(archive: Archive, config: LabelConfig | undefined) {
    this.#archive = archive;
    const fields = (config?.objects ?? [])
      .filter((object) => ofFiles.includes(object.tag))
      .flatMap((object) => (object.value === undefined ? [] : [object.value]));
    this.#fields = config ? fields : ['image'];
    const paths = [...archive.entries.values()].flatMap(({ path, safe }) =>
      safe && isMedia(path) ? [path] : [],
    );
    for (const path of paths)
      this.#byName.set(baseOf(path), [...(this.#byName.get(baseOf(path)) ?? []), path]);
    this.unused = new Set(paths);
  }

  /** The file a task means by `value`, written down in the file `from`. */
  find(value: string, from: string | undefined): { readonly path: string } | ImportProblemCode {
    const { entries } = this.#archive;
    const wanted = named(value);
    const beside = from?.includes('/') === true ? `${from.slice(0, from.lastIndexOf('/'))}/` : '';
    for (const path of [wanted, beside + wanted])
      if (entries.has(path) && isMedia(path)) return { path };
    const alike =
      this.#byName.get(baseOf(wanted)) ??
      // Label Studio puts eight hexadecimal digits before the name of an uploaded file.
      this.#byName.get(baseOf(wanted).replace(/^[0-9a-f]{8}-/, '')) ??
      [];
    const closer = alike.filter((path) => path.endsWith(`/${wanted}`));
    const [first, second] = closer.length > 0 ? closer : alike;
    if (first === undefined) return 'image.absent';
    return second === undefined ? { path: first } : 'image.ambiguous';
  }

  /** Marks what a task names as used without storing it, for tasks that were stored before. */
  pass(task: ImportedTask, from: string | undefined): void {
    for (const field of this.#fields) {
      const value = task.data[field];
      const found = typeof value === 'string' ? this.find(value, from) : 'image.absent';
      if (typeof found !== 'string') this.unused.delete(found.path);
    }
  }

  /** Stores what the fields of a task name; a code where one of them cannot be had. */
  async take(task: ImportedTask, from: string | undefined): Promise<Found | ImportProblemCode> {
    const found: Found = { media: {}, contents: [] };
    for (const field of this.#fields) {
      const value = task.data[field];
      if (typeof value !== 'string' || value === '' || /^(https?|data):/i.test(value)) continue;
      const which = this.find(value, from);
      if (typeof which === 'string') return which;
      const { path } = which;
      this.unused.delete(path);
      const stored = this.#stored.get(path) ?? (await this.#store(path));
      if (typeof stored === 'string') return stored;
      this.#stored.set(path, stored);
      found.media[field] = stored.media;
      found.contents.push(stored.info);
    }
    return found;
  }

  async #store(path: string) {
    try {
      const { info, head } = await this.#archive.store(path);
      const { mediaType } = fileKind(path);
      if (kindOf(path) === 'image' && mediaType !== 'image/svg+xml' && !imageSize(head))
        return 'image.damaged' as const;
      const { sha256, sizeBytes } = info;
      return { info, media: { sha256, mediaType, sizeBytes, path } };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      return code;
    }
  }
}

/** A path as annotation files write it: their own servers' prefixes and Windows slashes taken off. */
function named(value: string): string {
  let path = value.replaceAll('\\', '/');
  try {
    if (/%[0-9a-f]{2}/i.test(path)) path = decodeURIComponent(path);
  } catch {
    // A name with a percent sign of its own.
  }
  return path
    .replace(/^\/?data\/local-files\/\?d=/, '')
    .replace(/^\/?data\/upload\/(\d+\/)?/, '')
    .replace(/^(\.?\/)+/, '');
}
