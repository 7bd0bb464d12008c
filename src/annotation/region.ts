/**
 * The shapes a label travels in between the workbench, the store and the format readers and writers: Label
 * Studio's own, so that its SDK reads what we write. Sources: label-studio-sdk 2.1.3 (`_validate_region_logic`)
 * and docs "export.md" of Label Studio.
 */

/** One label on one place. Image geometry is in percent (0–100) of the image; text offsets are code points. */
export interface Region {
  id: string;
  /** Name of the control tag that made it. */
  from_name: string;
  /** Name of the object tag it is on. */
  to_name: string;
  /** The control tag in lower case, such as `rectanglelabels`. */
  type: string;
  value: Record<string, unknown>;
  /** Pixels. */
  original_width?: number;
  /** Pixels. */
  original_height?: number;
  image_rotation?: number;
  /** Seconds of audio. */
  original_length?: number;
  origin?: string;
  score?: number;
  parentID?: string;
  meta?: Record<string, unknown>;
}

/** A line between two regions; both ids must exist in the same result. */
export interface Relation {
  type: 'relation';
  from_id: string;
  to_id: string;
  direction: 'left' | 'right' | 'bi';
  labels?: string[];
}

export type ResultItem = Region | Relation;

export interface LabelledAnnotation {
  id: number;
  completed_by: number | { id: number; email: string; first_name: string; last_name: string };
  result: ResultItem[];
  /** Skipped by the annotator; no converter exports it but JSON. */
  was_cancelled: boolean;
  ground_truth: boolean;
  created_at: string;
  updated_at: string;
  /** Seconds of work. */
  lead_time: number | null;
  unique_id?: string;
}

export interface LabelledPrediction {
  model_version?: string;
  score?: number;
  result: ResultItem[];
}

export interface LabelledTask {
  id: number;
  data: Record<string, unknown>;
  meta?: Record<string, unknown>;
  annotations: LabelledAnnotation[];
  predictions: LabelledPrediction[];
  inner_id?: number;
  created_at?: string;
  updated_at?: string;
}

/** A control of the label configuration, as far as formats need it. */
export interface ControlTag {
  name: string;
  /** As written in the configuration, such as `RectangleLabels`. */
  tag: string;
  /** `tag` in lower case: the `type` of its regions. */
  type: string;
  toName: string[];
  labels: ControlLabel[];
}

/** `alias` stands in results instead of `value`; `category` fixes the class id in COCO and YOLO. */
export interface ControlLabel {
  value: string;
  alias?: string;
  category?: number;
  background?: string;
}

/** An object of the label configuration: `value` is the field of the task's data, without its `$`. */
export interface ObjectTag {
  name: string;
  tag: string;
  value: string;
}

/** What the label configuration offers. */
export interface ConfigModel {
  controls: ControlTag[];
  objects: ObjectTag[];
}
