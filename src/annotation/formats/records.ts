import type { ConfigModel, LabelledAnnotation, LabelledTask, Region } from '../region.ts';
import type { ExportTally } from './export-tally.ts';
import { controlOf, labelsOf, submitted } from './shapes.ts';

/** One annotation of a task as JSON_MIN and CSV have it: results by the name of their control. */
export interface MinimalRecord {
  task: LabelledTask;
  /** Undefined for a task nobody has annotated. */
  annotation: LabelledAnnotation | undefined;
  output: Map<string, unknown>;
}

/** What JSON_MIN and CSV carry. */
export const carriedByRecords = {
  task: ['id'],
  annotation: ['id', 'completed_by', 'created_at', 'updated_at', 'lead_time'],
  region: ['from_name', 'original_width', 'original_height'],
} as const;

/**
 * Records of a task, one for each annotation, newest first; a task without annotations has one, a task of cancelled
 * ones none (`annotation_result_from_task` of the SDK). Better: regions of no control are counted, not just dropped.
 */
export function* recordsOf(
  task: LabelledTask,
  config: ConfigModel,
  tally?: ExportTally,
): Generator<MinimalRecord> {
  tally?.task(task);
  if (task.annotations.length === 0) {
    yield { task, annotation: undefined, output: new Map() };
    return;
  }
  const kept = tally
    ? submitted(task, tally)
    : task.annotations.filter((annotation) => !annotation.was_cancelled);
  for (const annotation of kept) {
    tally?.annotation(annotation);
    yield { task, annotation, output: outputOf(annotation, config, tally) };
  }
}

function outputOf(
  annotation: LabelledAnnotation,
  config: ConfigModel,
  tally: ExportTally | undefined,
): Map<string, unknown> {
  const found = new Map<string, { tag: string; region: Region }[]>();
  for (const item of annotation.result) {
    if (!('value' in item)) {
      tally?.loss('relation');
      continue;
    }
    const tag = controlOf(config, item)?.tag ?? (config.controls.length === 0 ? item.type : '');
    if (tag === '') {
      tally?.skip('region', 'unknownControl');
      continue;
    }
    tally?.region(item, labelsOf(item));
    const list = found.get(item.from_name) ?? [];
    list.push({ tag, region: item });
    found.set(item.from_name, list);
  }
  return new Map([...found].map(([name, list]) => [name, pretty(list)]));
}

/** A single choice or text as itself, all else as objects in a list (`prettify_result` of the SDK). */
function pretty(list: readonly { tag: string; region: Region }[]): unknown {
  const out = list.map(({ tag, region }): unknown => {
    const { choices, text } = region.value;
    if (tag === 'Choices' && Array.isArray(choices) && choices.length === 1) return choices[0];
    if (tag === 'TextArea' && Array.isArray(text) && text.length === 1) return text[0];
    const { original_width, original_height } = region;
    return {
      ...region.value,
      ...(original_width === undefined ? {} : { original_width }),
      ...(original_height === undefined ? {} : { original_height }),
    };
  });
  const tag = list.at(-1)?.tag;
  return (tag === 'Choices' || tag === 'TextArea') && out.length === 1 ? out[0] : out;
}

/** Who annotated: the e-mail address, or the number of the account; null for nobody. */
export function annotatorOf(annotation: LabelledAnnotation | undefined): string | number | null {
  const by = annotation?.completed_by;
  if (by === undefined) return null;
  return typeof by === 'number' ? by : by.email;
}
