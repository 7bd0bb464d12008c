import { useId } from 'react';
import type { Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { useTask } from '../model/task-context.ts';
import { ControlTitle } from './control-title.tsx';

/** A number within the author's bounds. */
export function NumberAnswer({ control }: { readonly control: Control }) {
  const { state, store, readOnly } = useTask();
  const id = useId();
  const value = answerOf(state.items, control, state.selected)?.value['number'];
  const { min, max, step } = control.node.attributes;
  return (
    <div className="max-w-48">
      <ControlTitle control={control} as="label" htmlFor={id} />
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step ?? 'any'}
        aria-required={control.required}
        disabled={readOnly}
        value={typeof value === 'number' ? value : ''}
        onChange={({ target }) => {
          const number = target.valueAsNumber;
          setAnswer(
            store,
            control,
            Number.isNaN(number) ? undefined : number,
            `number ${control.name}`,
          );
        }}
        className="control tabular"
      />
    </div>
  );
}
