import { createContext, use } from 'react';
import type { LabelConfig, DataObject } from './label-config.ts';
import type { OptionKey } from './hotkeys.ts';
import { useLabels, type LabelState, type LabelStore } from './label-store.ts';
import type { Region } from './result.ts';

/** What every widget of the task on the screen shares. */
export interface TaskTools {
  readonly config: LabelConfig;
  readonly store: LabelStore;
  readonly data: Readonly<Record<string, unknown>>;
  readonly colours: ReadonlyMap<string, string>;
  readonly keys: readonly OptionKey[];
  /** Where results may not be changed (reviewed work). */
  readonly readOnly: boolean;
  /** Says a sentence to assistive technology. */
  announce(sentence: string): void;
  /** Bytes of a media field, from this device where they are kept. */
  media(field: string): Promise<Blob>;
}

export const TaskContext = createContext<TaskTools | undefined>(undefined);

export function useTask(): TaskTools & { readonly state: LabelState } {
  const tools = use(TaskContext);
  if (!tools) throw new Error('a labelling widget outside its task');
  const state = useLabels(tools.store);
  return { ...tools, state };
}

/** The controls that make regions on an object. */
export const regionControls = (config: LabelConfig, object: DataObject, tags: readonly string[]) =>
  config.controls.filter(
    (control) => tags.includes(control.tag) && control.toName.includes(object.name),
  );

/** The control and label that a new region on `object` gets: the active one where it fits. */
export function toolFor({ config, store }: TaskTools, object: DataObject, tags: readonly string[]) {
  const controls = regionControls(config, object, tags);
  const { active } = store.get();
  const control = controls.find((one) => one.name === active?.control);
  if (control && active) return { control, label: active.label };
  return undefined;
}

/** Regions of one object, in the order they were made. */
export const regionsOn = (state: LabelState, object: DataObject): Region[] =>
  state.items.filter(
    (item): item is Region => item.type !== 'relation' && (item as Region).to_name === object.name,
  );
