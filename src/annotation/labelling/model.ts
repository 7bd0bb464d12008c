import type { ConfigModel, ControlLabel, ControlTag, ObjectTag } from '../region.ts';
import type { XmlElement } from './xml-document.ts';

/** One label or choice; `children` only below Taxonomy. */
export interface ConfigOption extends ControlLabel {
  hotkey?: string;
  hint?: string;
  /** At most so many regions may carry this label. */
  maxUsages?: number;
  selected?: boolean;
  children?: ConfigOption[];
  readonly element: XmlElement;
}

/** When a control is shown; of several, all must hold. */
export interface Condition {
  when: 'region-selected' | 'no-region-selected' | 'choice-selected' | 'choice-unselected';
  /** Name of the control that is looked at; any where absent. */
  tagName?: string;
  labels?: string[];
  choices?: string[];
}

export interface ConfigControl extends ControlTag {
  labels: ConfigOption[];
  /** At least one answer is wanted wherever the control is shown. */
  required: boolean;
  requiredMessage?: string;
  /** The answer is about one region, whose id it shares. */
  perRegion: boolean;
  perItem: boolean;
  choice: 'single' | 'multiple';
  hotkey?: string;
  /** For the whole control: of each of its labels, or of picked taxonomy leaves. */
  maxUsages?: number;
  /** Answers that a TextArea takes. */
  maxSubmissions?: number;
  min?: number;
  max?: number;
  step?: number;
  /** Highest mark of a Rating. */
  maxRating?: number;
  conditions: Condition[];
  /** Kept, but the workbench has no tool for it. */
  limited: boolean;
  /** The data field that holds the options, where the task brings its own. */
  optionsField?: string;
  /** It makes regions, as label tags do. */
  marks: boolean;
  readonly element: XmlElement;
}

export interface ConfigObject extends ObjectTag {
  /** The tag's own words, where `value` names no field. */
  literal?: string;
  limited: boolean;
  readonly element: XmlElement;
}

/** A label configuration, read. `root` is the whole document, for showing it in its own order. */
export interface LabelConfig extends ConfigModel {
  controls: ConfigControl[];
  objects: ConfigObject[];
  /** Labels that a relation may carry; undefined where relations are not asked for. */
  relations?: ConfigOption[];
  readonly root: XmlElement;
}

/** What a label or choice is called in results. */
export const resultName = (option: ControlLabel): string => option.alias ?? option.value;
