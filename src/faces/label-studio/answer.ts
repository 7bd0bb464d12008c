import type {
  ClientAnnotation,
  ClientProject,
  ClientSnapshot,
  ClientTask,
} from '#src/annotation/index.ts';

/** Our rows as Label Studio's API shows them; members its SDK reads, the rest of theirs left out. */
export const projectAnswer = ({ row, results }: ClientProject) => ({
  id: Number(row.number),
  title: row.title,
  description: row.description,
  label_config: row.label_config,
  expert_instruction: row.instructions,
  show_instruction: row.instructions !== '',
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  is_published: row.state === 'active',
  is_draft: row.state === 'draft',
  maximum_annotations: 1,
  task_number: Number(row.task_count),
  num_tasks_with_annotations: results,
  total_annotations_number: results,
  organization: null,
  workspace: null,
});

const annotationOf = (a: ClientTask['annotations'][number], task: number, project: number) => ({
  ...a,
  result_count: a.result.length,
  task,
  project,
});

export const annotationAnswer = (a: ClientAnnotation) => annotationOf(a, a.task, a.project);

/** Predictions have no row of their own: their number follows from the task's and their place. */
export const predictionNumber = (task: number, place: number): number => task * 1000 + place;

export function taskAnswer(task: ClientTask) {
  const { id, project, data, meta = {}, annotations, predictions, created_at } = task;
  const counted = annotations.filter((a) => !a.was_cancelled);
  return {
    id,
    project,
    data,
    meta,
    created_at,
    updated_at:
      annotations
        .map((a) => a.updated_at)
        .toSorted()
        .at(-1) ?? created_at,
    is_labeled: counted.length > 0,
    overlap: 1,
    total_annotations: counted.length,
    cancelled_annotations: annotations.length - counted.length,
    total_predictions: predictions.length,
    annotations: annotations.map((a) => annotationOf(a, id, project)),
    predictions: predictions.map((p, place) => ({
      id: predictionNumber(id, place),
      task: id,
      project,
      model_version: p.model_version ?? null,
      score: p.score ?? null,
      result: p.result,
      created_at,
    })),
    drafts: [],
  };
}

const statusOf = { queued: 'created', running: 'in_progress', done: 'completed', failed: 'failed' };

export const snapshotAnswer = ({ row, conversions }: ClientSnapshot) => ({
  id: Number(row.number),
  title: row.title,
  status: statusOf[row.state],
  created_at: row.created_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
  md5: null,
  counters: { task_number: row.report?.manifest.tasks ?? Number(row.total_tasks) },
  converted_formats: conversions.map((one) => ({
    id: Number(one.number),
    export_type: one.format,
    status: statusOf[one.state],
    traceback: one.error?.en ?? null,
  })),
});
