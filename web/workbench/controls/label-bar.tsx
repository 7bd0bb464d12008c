import { colourKey, plainColour } from '../model/palette.ts';
import type { Control } from '../model/label-config.ts';
import { chooseLabel } from '../model/choose-label.ts';
import { use } from 'react';
import { StagesContext } from '../model/stage-commands.ts';
import { useTask } from '../model/task-context.ts';
import { isPlace, labelsOf } from '../model/result.ts';
import { KeyCap } from './key-cap.tsx';
import { RequiredMark } from './required-mark.tsx';

/** What a label draws on an image. */
const glyphs: Readonly<Record<string, string>> = {
  RectangleLabels: '▭',
  PolygonLabels: '⬠',
  KeyPointLabels: '⊙',
};

/** The labels of one control, as chips with their keys. */
export function LabelBar({ control }: { readonly control: Control }) {
  const task = useTask();
  const stages = use(StagesContext);
  const { state, colours, keys, store, readOnly } = task;
  const selected = state.items.find((item) => isPlace(item) && item.id === state.selected);
  return (
    <div
      role="group"
      aria-label={control.name}
      className="label-bar flex flex-wrap items-center gap-1.5 py-1"
    >
      {control.required && <RequiredMark />}
      {control.options.map((option) => {
        // What is selected comes first: its label is the one that shines.
        const active =
          selected === undefined &&
          state.active?.control === control.name &&
          state.active.label === option.value;
        const worn =
          selected !== undefined &&
          isPlace(selected) &&
          selected.from_name === control.name &&
          labelsOf(selected).includes(option.value);
        const key = keys.find((one) => one.control === control && one.option === option)?.key;
        return (
          <button
            key={option.value}
            type="button"
            title={option.hint}
            aria-pressed={active || worn}
            disabled={readOnly}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => chooseLabel(store, stages, control, option.value)}
            className={`label-chip ${active || worn ? 'label-chip-on' : ''}`}
            style={
              {
                '--chip': colours.get(colourKey(control.name, option.value)) ?? plainColour,
              } as never
            }
          >
            {glyphs[control.tag] !== undefined && (
              <span aria-hidden className="text-sm leading-none text-muted">
                {glyphs[control.tag]}
              </span>
            )}
            {option.shown}
            {key !== undefined && <KeyCap>{key}</KeyCap>}
          </button>
        );
      })}
    </div>
  );
}
