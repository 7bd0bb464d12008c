import { m } from '../../i18n/messages.ts';
import type { Control } from '../model/label-config.ts';
import { answerOf, setAnswer } from '../model/answer.ts';
import { useStageCommands } from '../model/stage-commands.ts';
import { useTask } from '../model/task-context.ts';
import { KeyCap } from './key-cap.tsx';
import { ControlTitle } from './control-title.tsx';

/** Which of two is better: the arrow keys or these buttons. */
export function Pairwise({ control }: { readonly control: Control }) {
  const { state, store, readOnly, announce } = useTask();
  const value = answerOf(state.items, control, undefined)?.value['selected'];
  const sides = [
    { side: 'left', label: m.workbench_left_better(), key: '←' },
    { side: 'right', label: m.workbench_right_better(), key: '→' },
  ];
  const choose = (side: string, label: string): void => {
    if (readOnly) return;
    setAnswer(store, control, value === side ? undefined : side);
    announce(label);
  };
  useStageCommands(control.name, {
    key(event) {
      const at = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
      const chosen = at === undefined ? undefined : sides[at];
      if (!chosen) return false;
      choose(chosen.side, chosen.label);
      return true;
    },
  });
  return (
    <fieldset>
      <ControlTitle control={control} as="legend" />
      <div className="grid grid-cols-2 gap-2">
        {sides.map(({ side, label, key }) => (
          <button
            key={side}
            type="button"
            aria-pressed={value === side}
            disabled={readOnly}
            onClick={() => choose(side, label)}
            className={`choice justify-center ${value === side ? 'choice-on' : ''}`}
          >
            {label} <KeyCap>{key}</KeyCap>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
