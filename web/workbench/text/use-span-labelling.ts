import { useCallback } from 'react';
import { m } from '../../i18n/messages.ts';
import type { Control, DataObject } from '../model/label-config.ts';
import { colourKey, plainColour } from '../model/palette.ts';
import { isPlace, labelsOf, newRegionId, numberIn, wordsOf, type Region } from '../model/result.ts';
import { regionsOn, toolFor, type TaskTools } from '../model/task-context.ts';
import type { LabelState } from '../model/label-store.ts';
import { inLanes, type Span } from './span-layout.ts';
import { toPoints, toUnits, type TextDocument } from './text-document.ts';
import type { Caret } from './use-caret.ts';

/** The spans of a text as they are drawn. */
export function spansOf(
  regions: readonly Region[],
  document: TextDocument,
  colours: ReadonlyMap<string, string>,
): Span[] {
  return inLanes(
    regions.filter(isPlace).map((region) => {
      const labels = labelsOf(region);
      return {
        id: region.id,
        start: toUnits(document, numberIn(region.value, 'start')),
        end: toUnits(document, numberIn(region.value, 'end')),
        colour: colours.get(colourKey(region.from_name, labels[0])) ?? plainColour,
        tag: labels.join(', '),
      };
    }),
  );
}

/** Makes spans from selections, and finds them again. */
export function useSpanLabelling(
  task: TaskTools & { readonly state: LabelState },
  object: DataObject,
  document: TextDocument,
  caret: Caret,
  setCaret: (caret: Caret) => void,
) {
  const { store, readOnly, announce } = task;

  const mark = useCallback(
    (control: Control, label: string, anchor: number, focus: number): void => {
      const [from, to] = trimmed(document.text, Math.min(anchor, focus), Math.max(anchor, focus));
      if (from >= to || readOnly) return;
      const start = toPoints(document, from);
      const end = toPoints(document, to);
      const text = document.text.slice(from, to);
      const item: Region = {
        id: newRegionId(),
        from_name: control.name,
        to_name: object.name,
        type: control.type,
        value: { start, end, text, [control.type]: [label] },
        origin: 'manual',
      };
      store.dispatch({ do: 'put', item });
      store.dispatch({ do: 'select', id: item.id });
      setCaret({ anchor: to, focus: to });
      announce(m.workbench_said_marked({ text: text.slice(0, 60), label }));
    },
    [document, object, store, readOnly, setCaret, announce],
  );

  /** A label's key was pressed: true where there was a selection to put it on. */
  const label = useCallback(
    (control: Control, value: string): boolean => {
      if (caret.anchor === caret.focus || control.tag !== 'Labels') return false;
      if (!control.toName.includes(object.name)) return false;
      mark(control, value, caret.anchor, caret.focus);
      return true;
    },
    [caret, object, mark],
  );

  const markIfActive = (anchor: number, focus: number): void => {
    const tool = toolFor(task, object, ['Labels']);
    if (tool) mark(tool.control, tool.label, anchor, focus);
  };

  /** The next or previous span after the selected one; false at the end. */
  const next = (step: 1 | -1): boolean => {
    const ordered = regionsOn(store.get(), object)
      .filter(isPlace)
      .toSorted((a, b) => numberIn(a.value, 'start') - numberIn(b.value, 'start'));
    const at = ordered.findIndex((one) => one.id === store.get().selected);
    const to = ordered[at < 0 ? (step > 0 ? 0 : ordered.length - 1) : at + step];
    if (!to) return false;
    store.dispatch({ do: 'select', id: to.id });
    announce(`${labelsOf(to).join(', ')}: ${wordsOf(to.value['text'])}`.slice(0, 120));
    return true;
  };

  /** Selects the shortest span at an offset; again there, the next longer one. */
  const selectAt = (unit: number, spans: readonly Span[]): void => {
    const here = spans
      .filter((span) => span.start <= unit && unit < span.end)
      .toSorted((a, b) => a.end - a.start - (b.end - b.start));
    const at = here.findIndex((span) => span.id === store.get().selected);
    store.dispatch({ do: 'select', id: here[(at + 1) % Math.max(1, here.length)]?.id });
  };

  return { label, markIfActive, next, selectAt };
}

/** A selection without the blanks around it. */
function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let start = from;
  let end = to;
  while (start < end && /\s/u.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/u.test(text[end - 1] ?? '')) end -= 1;
  return [start, end];
}
