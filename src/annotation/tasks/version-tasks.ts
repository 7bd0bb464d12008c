import type { SystemActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps } from '../deps.ts';
import { versionFilesAfter } from './queries.ts';
import type { ReadItem } from './run-import.ts';

const page = 1_000;

/** One task for each file of a version, in the order of paths; the field stands for the file's content. */
export async function* versionTasks(
  deps: Pick<AnnotationDeps, 'store'>,
  worker: SystemActor,
  versionId: string,
  field: string,
): AsyncGenerator<ReadItem> {
  let after = '';
  let number = 0;
  let doneBytes = 0;
  for (;;) {
    const files = await deps.store.read(worker, (db) =>
      versionFilesAfter(db, versionId, after, page),
    );
    for (const { path, sha256, media_type, size_bytes } of files) {
      number += 1;
      doneBytes += Number(size_bytes);
      const task = { data: { [field]: path }, annotations: [], predictions: [] };
      const stored = { sha256, mediaType: media_type, sizeBytes: Number(size_bytes), path };
      yield {
        item: { kind: 'task', item: number, task },
        media: { [field]: stored },
        doneBytes,
      };
    }
    const last = files.at(-1);
    if (!last || files.length < page) return;
    after = last.path;
  }
}
