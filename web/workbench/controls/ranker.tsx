import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import type { Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { listItems } from '../objects/list-items.ts';
import { useTask } from '../model/task-context.ts';
import { ControlTitle } from './control-title.tsx';

/** Puts the items of a list in order: Alt and arrows, dragging, or the small buttons. */
export function Ranker({ control }: { readonly control: Control }) {
  const { state, store, config, data, readOnly, announce } = useTask();
  const [dragged, setDragged] = useState<string>();
  const object = config.objects.find((one) => control.toName.includes(one.name));
  const items = listItems(object ? data[object.field] : undefined);
  const answer = answerOf(state.items, control, undefined)?.value['ranker'];
  const ranked = Array.isArray(answer) ? (answer as string[]) : items.map((item) => item.id);
  const move = (id: string, to: number): void => {
    if (readOnly || to < 0 || to >= ranked.length) return;
    const rest = ranked.filter((one) => one !== id);
    setAnswer(store, control, rest.toSpliced(to, 0, id));
    announce(m.workbench_said_ranked({ place: to + 1, count: ranked.length }));
  };
  const onKey = (event: KeyboardEvent, id: string, at: number): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { currentTarget } = event;
    if (event.altKey || event.shiftKey) move(id, at + step);
    else
      (step < 0 ? currentTarget.previousElementSibling : currentTarget.nextElementSibling)
        ?.querySelector('button')
        ?.focus();
  };
  return (
    <fieldset>
      <ControlTitle control={control} as="legend" />
      <p className="mb-2 text-sm text-muted">{m.workbench_rank_hint()}</p>
      <ol className="grid gap-1.5">
        {ranked.map((id, at) => {
          const item = items.find((one) => one.id === id);
          return (
            <li
              key={id}
              draggable={!readOnly}
              onDragStart={() => setDragged(id)}
              onDragOver={(event: DragEvent) => event.preventDefault()}
              onDrop={() => dragged !== undefined && move(dragged, at)}
              onKeyDown={(event) => onKey(event, id, at)}
              className="flex items-start gap-3 rounded-md border border-line bg-surface p-2.5"
            >
              <span className="tabular mt-0.5 w-6 text-right font-semibold text-muted">
                {at + 1}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{item?.title ?? id}</span>
                {item?.body !== undefined && (
                  <span className="block text-sm text-muted">{item.body}</span>
                )}
              </span>
              <Button
                size="sm"
                look="quiet"
                aria-label={m.workbench_rank_up({ name: item?.title ?? id })}
                disabled={readOnly}
                onClick={() => move(id, at - 1)}
              >
                ↑
              </Button>
              <Button
                size="sm"
                look="quiet"
                aria-label={m.workbench_rank_down({ name: item?.title ?? id })}
                disabled={readOnly}
                onClick={() => move(id, at + 1)}
              >
                ↓
              </Button>
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
