import { NotAnArchive } from '#src/kernel/zip64/directory.ts';
import { imageSize } from '../formats/image-size.ts';
import {
  problem,
  type ImportFile,
  type ImportItem,
  type ImportProblemCode,
} from '../formats/import-item.ts';
import { importTargets } from '../formats/import-targets.ts';
import { readVoc } from '../formats/read-voc.ts';
import { readYolo } from '../formats/read-yolo.ts';
import type { AnnotationDeps } from '../deps.ts';
import type { LabelConfig } from '../labelling/model.ts';
import { Archive, codeOf } from './archive.ts';
import { filesOf, formatOfArchive } from './archive-format.ts';
import { ArchiveMedia, isMedia } from './archive-media.ts';
import { readerOf } from './reader-of.ts';
import type { ReadItem } from './run-import.ts';

/** How many files that nobody names are told one by one. */
const toldUnused = 100;

interface Reading {
  readonly archive: Archive;
  readonly format: string;
  readonly config: LabelConfig | undefined;
  /** Files that could not be read, in the order they were met. */
  readonly broken: Map<string, ImportProblemCode>;
}

/**
 * Items of a ZIP archive: annotation files of a format with the media they name, or media alone. What a
 * file names is looked up by path, then by name. Items up to `skip` are numbered but their media are not
 * stored again. A file that cannot be read is told and stops no other.
 */
export async function* archiveTasks(
  deps: Pick<AnnotationDeps, 'blobs'>,
  source: { readonly sha256: string; readonly sizeBytes: number; readonly format: string },
  config: LabelConfig | undefined,
  skip: number,
): AsyncGenerator<ReadItem> {
  const archive = await opened(deps, source);
  if (!(archive instanceof Archive) || archive.tooLarge) {
    const code = archive instanceof Archive ? 'archive.entries' : archive;
    yield { item: problem({ item: 0 }, code, 'item'), doneBytes: source.sizeBytes };
    return;
  }
  const given = source.format === 'zip' ? await formatOfArchive(archive) : source.format;
  const reading: Reading = { archive, format: given, config, broken: new Map() };
  const media = new ArchiveMedia(archive, config);
  let last = 0;
  const done = (): number => Math.min(archive.doneBytes, source.sizeBytes);
  for await (const item of itemsOf(reading)) {
    last = Math.max(last, item.item);
    if (item.kind === 'task' && item.item > skip) {
      const found = await media.take(item.task, item.file);
      if (typeof found === 'string') {
        const { item: number, file, line } = item;
        const place = {
          item: number,
          ...(line === undefined ? {} : { line }),
          ...(file === undefined ? {} : { file }),
        };
        yield { item: problem(place, found, 'item'), doneBytes: done() };
      } else yield { item, ...found, doneBytes: done() };
    } else {
      if (item.kind === 'task') media.pass(item.task, item.file);
      yield { item, doneBytes: done() };
    }
  }
  for (const item of remains(reading, media, last)) yield { item, doneBytes: source.sizeBytes };
}

async function opened(
  deps: Pick<AnnotationDeps, 'blobs'>,
  { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number },
): Promise<Archive | ImportProblemCode> {
  try {
    return await Archive.open(deps.blobs, sha256, sizeBytes);
  } catch (error) {
    if (!(error instanceof NotAnArchive)) throw error;
    return error.reason === 'entries' ? 'archive.entries' : 'archive.shape';
  }
}

/** What is told at the end: files that could not be read, and media that nothing names. */
function* remains(
  { archive, broken }: Reading,
  { unused }: ArchiveMedia,
  last: number,
): Generator<ImportItem> {
  let item = last;
  for (const [file, code] of broken) yield problem({ item: (item += 1), file }, code, 'item');
  for (const { path, safe } of archive.entries.values())
    if (!safe && !broken.has(path))
      yield problem({ item: (item += 1), file: path }, 'archive.path', 'item');
  for (const file of [...unused].slice(0, toldUnused))
    yield problem({ item: (item += 1), file }, 'archive.unused', 'nothing');
  if (item === 0) yield problem({ item: 0 }, 'archive.kind', 'item');
}

async function* itemsOf(reading: Reading): AsyncGenerator<ImportItem> {
  const { archive, format, config } = reading;
  const files = () => textFiles(reading);
  if (format === 'voc') {
    yield* withUnlabelled(readVoc(files(), config), reading);
    return;
  }
  if (format === 'media') {
    yield* withUnlabelled(textsOf(reading), reading);
    return;
  }
  if (format === 'yolo' || format === 'yolo-obb') {
    const sizeOf = (path: string) => sizeIn(archive, path);
    const kind = format === 'yolo-obb' ? ({ kind: 'obb' } as const) : {};
    yield* readYolo(files, { ...kind, ...(config ? { config } : {}), sizeOf });
    return;
  }
  yield* fileByFile(reading);
}

async function sizeIn(archive: Archive, path: string) {
  try {
    const size = imageSize(await archive.headOf(path));
    return size === 'other' ? undefined : size;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Reads one file after another with the reader of the format, numbered throughout. */
async function* fileByFile(reading: Reading): AsyncGenerator<ImportItem> {
  const { archive, format, config, broken } = reading;
  let before = 0;
  for (const path of filesOf(archive, format)) {
    let last = before;
    try {
      for await (const read of readerOf(format, archive.bytesOf(path), config)) {
        const item = before + Math.max(read.item, 1);
        last = Math.max(last, item);
        yield { ...read, item, file: path };
      }
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      broken.set(path, code);
    }
    before = last;
  }
}

/** Files as readers of many files take them: texts are read before, so that a broken one stops none. */
async function* textFiles({ archive, broken }: Reading): AsyncGenerator<ImportFile> {
  for (const path of [...archive.entries.keys()].toSorted()) {
    if (!/\.(xml|txt|ya?ml|names)$/i.test(path)) {
      yield { path, text: () => Promise.resolve('') };
      continue;
    }
    try {
      const text = await archive.textOf(path);
      yield { path, text: () => Promise.resolve(text) };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      broken.set(path, code);
    }
  }
}

/** Behind what is labelled: a task for every other media file of a kind that the configuration shows. */
async function* withUnlabelled(
  labelled: AsyncIterable<ImportItem>,
  { archive, config }: Reading,
): AsyncGenerator<ImportItem> {
  const media = new ArchiveMedia(archive, config);
  let item = 0;
  for await (const read of labelled) {
    item = Math.max(item, read.item);
    if (read.kind === 'task') media.pass(read.task, read.file);
    yield read;
  }
  const shown = (config?.objects ?? []).find(({ tag }) =>
    ['Image', 'Audio', 'Video'].includes(tag),
  );
  if (config && !shown) return;
  const field = shown?.value ?? importTargets(config).field('image');
  const kind = (shown?.tag ?? 'Image').toLowerCase();
  for (const path of [...media.unused].filter((p) => isMedia(p, kind)).toSorted()) {
    const task = { data: { [field]: path }, annotations: [], predictions: [] };
    yield { kind: 'task', item: (item += 1), file: path, task };
  }
}

/** A task for each text file, where the configuration shows text and no media. */
async function* textsOf({ archive, config, broken }: Reading): AsyncGenerator<ImportItem> {
  const objects = config?.objects ?? [];
  const text = objects.find(({ tag }) => tag === 'Text' || tag === 'HyperText');
  if (!text?.value || objects.some(({ tag }) => tag === 'Image' || tag === 'Audio')) return;
  let item = 0;
  for (const path of filesOf(archive, 'text'))
    try {
      const data = { [text.value]: await archive.textOf(path) };
      const task = { data, annotations: [], predictions: [] };
      yield { kind: 'task', item: (item += 1), file: path, task };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      broken.set(path, code);
    }
}
