import type { ConfigModel, LabelledTask } from '../region.ts';
import type { Size } from './geometry.ts';

/** What an export is made from. */
export interface ExportInput {
  /**
   * The tasks, in the same order each time: CSV and COCO walk them twice. Give a snapshot, since an export of tasks
   * that change in between fails (`ExportChanged`).
   */
  tasks(): AsyncIterable<LabelledTask>;
  config: ConfigModel;
  /** Pixels of a task's image, for images whose regions do not say. */
  sizeOf?(task: LabelledTask): Size | undefined;
}

/** The tasks were not the same when they were walked a second time: take a snapshot and export again. */
export class ExportChanged extends Error {
  constructor() {
    super('the tasks changed while they were exported');
    this.name = 'ExportChanged';
  }
}

/** A file of an archive. */
export interface ExportEntry {
  /** Relative, with `/`, safe to unpack anywhere. */
  path: string;
  bytes: Uint8Array;
}

const FLUSH = 65_536;

/** Text as UTF-8 in pieces of about 64 KB; the first piece goes out at once. Lone surrogates become U+FFFD. */
export async function* bytesOf(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let held: string[] = [];
  let length = FLUSH;
  for await (const piece of text) {
    held.push(piece);
    length += piece.length;
    if (length < FLUSH) continue;
    yield encoder.encode(held.join(''));
    held = [];
    length = 0;
  }
  if (held.length > 0) yield encoder.encode(held.join(''));
}
