import { useId } from 'react';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import type { Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { useTask } from '../model/task-context.ts';
import { ControlTitle } from './control-title.tsx';

/** Text written by the annotator; several where the author allows more than one. */
export function TextAnswer({ control }: { readonly control: Control }) {
  const { state, store, readOnly } = useTask();
  const id = useId();
  const answer = answerOf(state.items, control, state.selected);
  const value = answer?.value['text'];
  const texts = Array.isArray(value)
    ? (value as string[])
    : typeof value === 'string'
      ? [value]
      : [];
  const { attributes } = control.node;
  const most = Number(attributes['maxSubmissions'] ?? 1);
  const rows = Math.max(2, Math.min(12, Number(attributes['rows'] ?? 3)));
  const shown = texts.length === 0 ? [''] : texts;
  const set = (at: number, text: string): void => {
    const next = shown.with(at, text);
    const kept = next.filter((one, i) => one !== '' || i === at);
    const empty = kept.every((one) => one === '');
    setAnswer(
      store,
      control,
      empty ? undefined : kept,
      `type ${control.name} ${state.selected ?? ''} ${at}`,
    );
  };
  return (
    <div>
      <ControlTitle control={control} as="label" htmlFor={`${id}0`} />
      <div className="grid gap-2">
        {shown.map((text, at) => (
          <textarea
            key={at}
            id={`${id}${at}`}
            aria-label={at === 0 ? undefined : `${control.name} ${at + 1}`}
            aria-required={control.required}
            dir="auto"
            rows={rows}
            value={text}
            disabled={readOnly}
            placeholder={attributes['placeholder'] ?? ''}
            onChange={(event) => set(at, event.target.value)}
            onBlur={() => store.dispatch({ do: 'rest' })}
            className="control field-sizing-content max-h-72"
          />
        ))}
      </div>
      {most > shown.length &&
        texts.length === shown.length &&
        texts.every((text) => text !== '') && (
          <Button
            size="sm"
            icon="plus"
            className="mt-2"
            onClick={() => setAnswer(store, control, [...texts, ''])}
          >
            {m.workbench_add_text()}
          </Button>
        )}
    </div>
  );
}
