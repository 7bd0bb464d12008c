import type { UserActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps } from '../deps.ts';
import type { ExportFormat } from '../formats/start-export.ts';
import { labelledTasksOf } from './labelled-task.ts';
import type { ResultScope } from './task-queries.ts';
import { writeExport } from './write-export.ts';

/**
 * The results of a project the caller may export, written as they are read, without a job: the first bytes
 * go out with the first page. Each page has a transaction of its own, so that a slow reader holds no
 * connection; in a format that walks the tasks twice a change in between breaks the answer off.
 */
export function streamResult(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  format: ExportFormat,
  of: { readonly labelConfig: string; readonly scope: ResultScope },
): { fileName: string; mediaType: string; body: ReadableStream<Uint8Array> } {
  const { fileName, mediaType, chunks } = writeExport(format, {
    labelConfig: of.labelConfig,
    tasks: () => labelledTasksOf((run) => deps.store.read(actor, run), of.scope),
  });
  const source = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const step = await source.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      cancel: async () => {
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return { fileName, mediaType, body };
}
