import { useId } from 'react';
import type { ConfigOption, Control } from '../model/label-config.ts';
import { answerOf, toggleChoice } from '../model/answer.ts';
import { useTask } from '../model/task-context.ts';
import { KeyCap } from './key-cap.tsx';
import { ControlTitle } from './control-title.tsx';

/** Choices as radio buttons or boxes, each with its key. */
export function Choices({ control }: { readonly control: Control }) {
  const { state, store, keys, readOnly } = useTask();
  const name = useId();
  const answer = answerOf(state.items, control, state.selected);
  const chosen = (answer?.value['choices'] as string[] | undefined) ?? [];
  const { multiple } = control;
  const inline = control.node.attributes['showInline'] === 'true';
  const row = (option: ConfigOption) => {
    const on = chosen.includes(option.value);
    const key = keys.find((one) => one.control === control && one.option === option)?.key;
    return (
      <div key={option.value}>
        <label className={`choice ${on ? 'choice-on' : ''}`} title={option.hint}>
          <input
            type={multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={on}
            disabled={readOnly}
            onClick={() => !multiple && on && toggleChoice(store, control, option.value)}
            onChange={() => toggleChoice(store, control, option.value)}
          />
          <span className="min-w-0 flex-1">{option.shown}</span>
          {key !== undefined && <KeyCap>{key}</KeyCap>}
        </label>
        {option.children.length > 0 && (
          <div className="mt-1 ml-6 grid gap-1">{option.children.map(row)}</div>
        )}
      </div>
    );
  };
  return (
    <fieldset className="min-w-0">
      <ControlTitle control={control} as="legend" />
      <div
        className={inline ? 'flex flex-wrap gap-1.5' : 'grid gap-1.5 sm:grid-cols-2 xl:grid-cols-3'}
      >
        {control.options.map(row)}
      </div>
    </fieldset>
  );
}
