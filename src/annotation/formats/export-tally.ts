import type { LabelledAnnotation, LabelledTask, Region } from '../region.ts';

/** Why something was not written. */
export type SkipReason =
  /** The annotator skipped the task. */
  | 'cancelled'
  /** Another annotation of the task was written: the format has room for one. */
  | 'otherAnnotation'
  /** The configuration has no control of this name. */
  | 'unknownControl'
  /** The format has no place for this kind of label. */
  | 'kind'
  /** A shape without a label. */
  | 'noLabel'
  /** Numbers that make no shape. */
  | 'geometry'
  /** The task has no image, or no text, in the field the configuration names. */
  | 'noData'
  /** The pixels of the image are not known. */
  | 'noImageSize'
  /** The span overlaps one that was written; the format has one tag a token. */
  | 'overlap'
  /** The span is empty, holds only blanks, or ends outside the text. */
  | 'span'
  /** The label is on another object than the one exported. */
  | 'otherObject';

export interface ExportReport {
  /** Whether the export was read to its end; the counts are final then. */
  complete: boolean;
  manifest: {
    tasks: number;
    annotations: number;
    regions: number;
    relations: number;
    /** Regions written by label; a region of two labels counts in both. */
    labels: Record<string, number>;
    skipped: { what: 'task' | 'annotation' | 'region'; reason: SkipReason; count: number }[];
    files: number;
  };
  /** Every field that had a value and that the format cannot carry, with how often. */
  losses: { field: string; count: number }[];
}

/** The fields a format carries; all others that hold a value are counted as lost. */
export interface Carried {
  task: readonly string[];
  /** Fields of the task's data; undefined for all. */
  data?: readonly string[];
  annotation: readonly string[];
  region: readonly string[];
}

const taskFields = ['id', 'meta', 'predictions', 'inner_id', 'created_at', 'updated_at'] as const;
const annotationFields = [
  'id',
  'completed_by',
  'ground_truth',
  'created_at',
  'updated_at',
  'lead_time',
  'unique_id',
] as const;
const regionFields = [
  'id',
  'from_name',
  'to_name',
  'origin',
  'score',
  'parentID',
  'meta',
  'image_rotation',
  'original_width',
  'original_height',
  'original_length',
] as const;

/** Counts what an export writes, skips and loses. */
export class ExportTally {
  private readonly carried: Carried | undefined;
  private readonly counts = { tasks: 0, annotations: 0, regions: 0, relations: 0, files: 0 };
  private readonly labels = new Map<string, number>();
  private readonly skips = new Map<string, number>();
  private readonly lost = new Map<string, number>();
  private complete = false;

  /** `carried` undefined: the format carries all. */
  constructor(carried?: Carried) {
    this.carried = carried;
  }

  task(task: LabelledTask): void {
    this.counts.tasks += 1;
    if (!this.carried) return;
    for (const name of taskFields)
      if (holds(task[name]) && !this.carried.task.includes(name)) this.loss(`task.${name}`);
    if (!this.carried.data) return;
    for (const [name, value] of Object.entries(task.data))
      if (holds(value) && !this.carried.data.includes(name)) this.loss(`task.data.${name}`);
  }

  annotation(annotation: LabelledAnnotation): void {
    this.counts.annotations += 1;
    if (!this.carried) return;
    for (const name of annotationFields)
      if (holds(annotation[name]) && !this.carried.annotation.includes(name))
        this.loss(`annotation.${name}`);
  }

  region(region: Region, labels: readonly string[]): void {
    this.counts.regions += 1;
    for (const label of labels) add(this.labels, label);
    if (!this.carried) return;
    for (const name of regionFields)
      if (holds(region[name]) && !this.carried.region.includes(name)) this.loss(`region.${name}`);
  }

  relation(): void {
    this.counts.relations += 1;
  }

  file(): void {
    this.counts.files += 1;
  }

  skip(what: 'task' | 'annotation' | 'region', reason: SkipReason, count = 1): void {
    if (count > 0) add(this.skips, `${what} ${reason}`, count);
  }

  loss(field: string, count = 1): void {
    if (count > 0) add(this.lost, field, count);
  }

  end(): void {
    this.complete = true;
  }

  report(): ExportReport {
    return {
      complete: this.complete,
      manifest: {
        ...this.counts,
        labels: Object.fromEntries([...this.labels].toSorted(byName)),
        skipped: [...this.skips].toSorted(byName).map(([key, count]) => {
          const [what, reason] = key.split(' ') as ['task' | 'annotation' | 'region', SkipReason];
          return { what, reason, count };
        }),
      },
      losses: [...this.lost].toSorted(byName).map(([field, count]) => ({ field, count })),
    };
  }
}

const add = (counts: Map<string, number>, key: string, count = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + count);

const byName = (a: readonly [string, number], b: readonly [string, number]): number =>
  a[0] < b[0] ? -1 : 1;

/** Whether there is anything to lose. */
function holds(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '')
    return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
