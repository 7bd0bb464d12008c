import type { LabelledTask } from '../region.ts';
import type { ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { labelsOf } from './shapes.ts';

/** Label Studio JSON, a list with a task a line: carries all. */
export async function* writeJson(input: ExportInput, tally: ExportTally): AsyncGenerator<string> {
  let first = true;
  for await (const task of input.tasks()) {
    yield `${first ? '[\n' : ',\n'}${lineOf(task, tally)}`;
    first = false;
  }
  yield first ? '[]\n' : '\n]\n';
}

/** The same tasks, one a line without a list: JSON lines. */
export async function* writeJsonLines(
  input: ExportInput,
  tally: ExportTally,
): AsyncGenerator<string> {
  for await (const task of input.tasks()) yield `${lineOf(task, tally)}\n`;
}

function lineOf(task: LabelledTask, tally: ExportTally): string {
  tally.task(task);
  let cancelled = 0;
  for (const annotation of task.annotations) {
    tally.annotation(annotation);
    if (annotation.was_cancelled) cancelled += 1;
    for (const item of annotation.result)
      if ('value' in item) tally.region(item, labelsOf(item));
      else tally.relation();
  }
  return JSON.stringify({
    id: task.id,
    annotations: task.annotations.map((annotation) => ({
      ...annotation,
      result_count: annotation.result.length,
      task: task.id,
    })),
    drafts: [],
    predictions: task.predictions.map((prediction) => ({ ...prediction, task: task.id })),
    data: task.data,
    meta: task.meta ?? {},
    created_at: task.created_at,
    updated_at: task.updated_at,
    inner_id: task.inner_id,
    total_annotations: task.annotations.length - cancelled,
    cancelled_annotations: cancelled,
    total_predictions: task.predictions.length,
  });
}
