import { useEffect, useRef } from 'react';
import { setAnswer, toggleChoice } from './model/answer.ts';
import { chooseLabel } from './model/choose-label.ts';
import { isPlace, isRegion, type Relation } from './model/result.ts';
import type { Stages } from './model/stage-commands.ts';
import type { TaskTools } from './model/task-context.ts';
import type { OptionKey } from './model/hotkeys.ts';
import { controlVisible } from './model/visibility.ts';
import type { Desk } from './desk/desk.ts';

export type BenchDialog = 'help' | 'instructions' | 'skip' | undefined;

interface BenchKeys {
  readonly desk: Desk;
  readonly tools: TaskTools;
  readonly stages: Stages;
  submit(): Promise<void>;
  open(dialog: BenchDialog): void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('textarea, select, [contenteditable=true]') ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)));

/** The keys of the workbench. Typing keeps its own keys; Ctrl+Enter submits from everywhere. */
export function useBenchKeys(keys: BenchKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  /** The region a relation begins at, between R and Enter. */
  const from = useRef<string>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      latest.current.desk.clock.use();
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const took = event.isComposing ? false : press(event, latest.current, from);
      if (took) event.preventDefault();
    };
    const use = (): void => latest.current.desk.clock.use();
    const hide = (): void => latest.current.desk.clock.pause();
    window.addEventListener('keydown', onKey);
    window.addEventListener('pointerdown', use);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('pointerdown', use);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);
}

type From = { current: string | undefined };

function press(event: KeyboardEvent, keys: BenchKeys, from: From): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === 'Enter') return (void keys.submit(), true);
  if (isTyping(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return false;
  }
  if (control) return history(event, keys);
  if (!event.altKey && optionKey(event, keys)) return true;
  if (keys.stages.some((commands) => commands.key?.(event) ?? false)) return true;
  if (event.altKey) return false;
  return relation(event, keys, from) || region(event, keys) || command(event, keys);
}

function history(event: KeyboardEvent, { tools }: BenchKeys): boolean {
  const key = event.key.toLowerCase();
  if (tools.readOnly || (key !== 'z' && key !== 'y')) return false;
  tools.store.dispatch({ do: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
  return true;
}

/** A key of a label or a choice. */
function optionKey(event: KeyboardEvent, { tools, stages }: BenchKeys): boolean {
  const key = event.key.toLowerCase();
  const found = tools.keys.find(
    (one) => one.key === key && controlVisible(one.control, tools.store.get()),
  );
  if (!found || tools.readOnly) return false;
  choose(found, tools, stages);
  return true;
}

function choose(
  { control, option }: OptionKey,
  { store, announce }: TaskTools,
  stages: Stages,
): void {
  if (control.tag === 'Choices') toggleChoice(store, control, option.value);
  else if (control.tag.endsWith('Labels')) chooseLabel(store, stages, control, option.value);
  else setAnswer(store, control, option.value);
  announce(option.shown);
}

/** R at one region, Enter at another: a line between them. */
function relation(event: KeyboardEvent, { tools }: BenchKeys, from: From): boolean {
  const { selected, items } = tools.store.get();
  if (event.key.toLowerCase() === 'r' && selected !== undefined && !tools.readOnly) {
    from.current = selected;
    return true;
  }
  if (from.current === undefined) return false;
  if (event.key === 'Escape') {
    from.current = undefined;
    return true;
  }
  if (event.key !== 'Enter' || selected === undefined || selected === from.current) return false;
  const known = items.some((item) => isRegion(item) && item.id === from.current && isPlace(item));
  const line: Relation = {
    type: 'relation',
    from_id: from.current,
    to_id: selected,
    direction: 'right',
  };
  if (known) tools.store.dispatch({ do: 'put', item: line });
  from.current = undefined;
  return known;
}

function region(event: KeyboardEvent, { tools, stages }: BenchKeys): boolean {
  const { store } = tools;
  const { selected } = store.get();
  switch (event.key) {
    case 'Tab': {
      // Only on the stage, and only while there is a next region: Tab is never trapped.
      const onStage = (event.target as HTMLElement).closest('[data-stage]') !== null;
      return (
        onStage && stages.some((commands) => commands.next?.(event.shiftKey ? -1 : 1) ?? false)
      );
    }
    case 'Delete':
    case 'Backspace':
      if (selected === undefined || tools.readOnly) return false;
      store.dispatch({ do: 'remove', id: selected });
      return true;
    case 'Escape':
      if (selected === undefined && store.get().active === undefined) return false;
      if (selected === undefined) store.dispatch({ do: 'activate', control: '', label: undefined });
      store.dispatch({ do: 'select', id: undefined });
      return true;
    default:
      return false;
  }
}

function command(event: KeyboardEvent, keys: BenchKeys): boolean {
  const { desk } = keys;
  if (event.key === 'Enter') {
    // A focused button keeps its Enter.
    const target = event.target as HTMLElement;
    if (target.closest('button, a, summary')) return false;
    void keys.submit();
    return true;
  }
  switch (event.key.toLowerCase()) {
    case '?':
      return (keys.open('help'), true);
    case 'i':
      return (keys.open('instructions'), true);
    case 'k':
      if (desk.board.get().seat?.kind !== 'lease') return false;
      return (keys.open('skip'), true);
    case 'c':
      document.getElementById('workbench-comment')?.focus();
      return true;
    case 't':
      return typeInto();
    case 'p':
      return (void desk.previous(), true);
    case 'n':
      if (desk.board.get().seat?.kind === 'own') void desk.next();
      return true;
    default:
      return false;
  }
}

/** Goes to the first text or number that is asked for, of the selected region first. */
function typeInto(): boolean {
  const field =
    document.querySelector<HTMLElement>('[data-region-details] :is(textarea, input)') ??
    document.querySelector<HTMLElement>('.bench-main :is(textarea, input[type=number])');
  field?.focus();
  return field !== null;
}
