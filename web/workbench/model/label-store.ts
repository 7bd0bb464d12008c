import { useSyncExternalStore } from 'react';
import { isRegion, type Region, type ResultItem } from './result.ts';

/** What is labelled on one task, what is selected, and the way back. */
export interface LabelState {
  readonly items: readonly ResultItem[];
  /** Id of the selected region. */
  readonly selected: string | undefined;
  /** The label the next region gets. */
  readonly active: { readonly control: string; readonly label: string } | undefined;
  readonly past: readonly (readonly ResultItem[])[];
  readonly future: readonly (readonly ResultItem[])[];
  /** Rises with every change of `items` by a person; 0 when just loaded. */
  readonly changes: number;
  /** Name of the gesture the last change belongs to: one drag or one run of typing is one step back. */
  readonly gesture: string | undefined;
}

export type LabelAction =
  | { readonly do: 'load'; readonly items: readonly ResultItem[] }
  | { readonly do: 'put'; readonly item: ResultItem; readonly gesture?: string }
  | { readonly do: 'drop'; readonly item: ResultItem }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'select'; readonly id: string | undefined }
  | { readonly do: 'activate'; readonly control: string; readonly label: string | undefined }
  | { readonly do: 'rest' }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' };

const historyLimit = 500;

export const emptyLabels: LabelState = {
  items: [],
  selected: undefined,
  active: undefined,
  past: [],
  future: [],
  changes: 0,
  gesture: undefined,
};

/** The next state; pure. */
export function reduceLabels(state: LabelState, action: LabelAction): LabelState {
  switch (action.do) {
    case 'load':
      return { ...emptyLabels, active: state.active, items: action.items };
    case 'put':
      return changed(state, withItem(state.items, action.item), action.gesture);
    case 'drop':
      return changed(
        state,
        state.items.filter((item) => !same(item, action.item)),
      );
    case 'remove': {
      const items = state.items.filter((item) => !touches(item, action.id));
      const after = changed(state, items);
      return state.selected === action.id ? { ...after, selected: undefined } : after;
    }
    case 'select':
      return state.selected === action.id
        ? state
        : { ...state, selected: action.id, gesture: undefined };
    case 'activate':
      return {
        ...state,
        active:
          action.label === undefined ? undefined : { control: action.control, label: action.label },
      };
    case 'rest':
      return state.gesture === undefined ? state : { ...state, gesture: undefined };
    case 'undo':
      return back(state);
    case 'redo':
      return forth(state);
  }
}

function changed(state: LabelState, items: readonly ResultItem[], gesture?: string): LabelState {
  const goesOn = gesture !== undefined && gesture === state.gesture;
  return {
    ...state,
    items,
    past: goesOn ? state.past : [...state.past.slice(-historyLimit), state.items],
    future: [],
    changes: state.changes + 1,
    gesture,
  };
}

function back(state: LabelState): LabelState {
  const items = state.past.at(-1);
  if (!items) return state;
  return stepped(state, items, state.past.slice(0, -1), [state.items, ...state.future]);
}

function forth(state: LabelState): LabelState {
  const [items, ...future] = state.future;
  if (!items) return state;
  return stepped(state, items, [...state.past, state.items], future);
}

function stepped(
  state: LabelState,
  items: readonly ResultItem[],
  past: LabelState['past'],
  future: LabelState['future'],
): LabelState {
  const stays = items.some((item) => isRegion(item) && item.id === state.selected);
  return {
    ...state,
    items,
    past,
    future,
    changes: state.changes + 1,
    gesture: undefined,
    selected: stays ? state.selected : undefined,
  };
}

/** Two items are the same where control and region are; answers about one region share its id. */
function same(a: ResultItem, b: ResultItem): boolean {
  if (isRegion(a) && isRegion(b)) return a.id === b.id && a.from_name === b.from_name;
  if (!isRegion(a) && !isRegion(b)) return a.from_id === b.from_id && a.to_id === b.to_id;
  return false;
}

function withItem(items: readonly ResultItem[], item: ResultItem): readonly ResultItem[] {
  const at = items.findIndex((other) => same(other, item));
  return at < 0 ? [...items, item] : items.with(at, item);
}

const touches = (item: ResultItem, id: string): boolean =>
  isRegion(item) ? item.id === id : item.from_id === id || item.to_id === id;

/** The labels of the task on the screen; one for the life of the page. */
export class LabelStore {
  #state = emptyLabels;
  readonly #listeners = new Set<() => void>();

  get = (): LabelState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch = (action: LabelAction): void => {
    const next = reduceLabels(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  };

  /** The answer of a control about the whole task. */
  answer(control: string): Region | undefined {
    return this.#state.items.find(
      (item): item is Region => isRegion(item) && item.from_name === control,
    );
  }
}

/** The labels, and a new render at every change. */
export const useLabels = (store: LabelStore): LabelState =>
  useSyncExternalStore(store.subscribe, store.get, store.get);
