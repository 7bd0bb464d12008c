import { useState } from 'react';
import { m } from '../../i18n/messages.ts';
import type { ConfigOption, Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { useTask } from '../model/task-context.ts';
import { ControlTitle } from './control-title.tsx';

/** A tree of terms; any number may be ticked, up to the author's `maxUsages`. */
export function Taxonomy({ control }: { readonly control: Control }) {
  const { state, store, readOnly } = useTask();
  const [find, setFind] = useState('');
  const paths = (answerOf(state.items, control, state.selected)?.value['taxonomy'] ??
    []) as string[][];
  const most = Number(control.node.attributes['maxUsages'] ?? Infinity);
  const has = (path: readonly string[]) => paths.some((one) => one.join('\n') === path.join('\n'));
  const toggle = (path: string[]): void => {
    const next = has(path)
      ? paths.filter((one) => one.join('\n') !== path.join('\n'))
      : [...paths, path];
    if (next.length <= most) setAnswer(store, control, next.length > 0 ? next : undefined);
  };
  const found = (option: ConfigOption): boolean =>
    option.shown.toLowerCase().includes(find.toLowerCase()) || option.children.some(found);
  const row = (option: ConfigOption, above: readonly string[]) => {
    const path = [...above, option.value];
    if (find !== '' && !found(option)) return null;
    return (
      <li key={option.value}>
        <label className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={has(path)}
            disabled={readOnly}
            onChange={() => toggle(path)}
          />
          {option.shown}
        </label>
        {option.children.length > 0 && (
          <ul className="ml-6 border-l border-line pl-3">
            {option.children.map((child) => row(child, path))}
          </ul>
        )}
      </li>
    );
  };
  return (
    <fieldset>
      <ControlTitle control={control} as="legend" />
      <input
        type="search"
        className="control mb-2 max-w-72"
        aria-label={m.workbench_find_term()}
        placeholder={m.workbench_find_term()}
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <ul className="scroll-thin max-h-72 overflow-y-auto">
        {control.options.map((option) => row(option, []))}
      </ul>
    </fieldset>
  );
}
