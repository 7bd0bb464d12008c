import { useRef, useState, type FormEvent } from 'react';
import {
  addOption,
  moveOption,
  removeOption,
  renameOption,
  setAttribute,
} from '#src/annotation/labelling/edit-options.ts';
import type { ConfigControl, ConfigOption, LabelConfig } from '#src/annotation/labelling/model.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { labelColours } from '../templates.ts';
import { hexOf } from './colour.ts';
import { CommitField } from './commit-field.tsx';
import type { ConfigDocument } from './use-document.ts';

interface OptionRowsProps {
  readonly config: LabelConfig;
  readonly control: ConfigControl;
  readonly document: ConfigDocument;
  readonly option: 'Label' | 'Choice';
}

/** The labels or choices of a control: colour, name, hotkey and place of each. */
export function OptionRows({ config, control, document, option }: OptionRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const { text, change } = document;
  const move = (at: number, by: 1 | -1): void => {
    change(moveOption(text, control, at, by));
    // The row that moved keeps the focus, so that it can be moved further.
    const button = by === 1 ? 'down' : 'up';
    requestAnimationFrame(() =>
      list.current
        ?.querySelector<HTMLButtonElement>(`[data-move="${at + by}-${button}"]:not(:disabled)`)
        ?.focus(),
    );
  };
  return (
    <>
      <ul ref={list} className="mt-3 space-y-1.5">
        {control.labels.map((one, at) => (
          <li key={one.element.start} className="flex flex-wrap items-center gap-1.5">
            {option === 'Label' && <Colour option={one} document={document} at={at} />}
            <CommitField
              label={m.annotation_config_option_name()}
              value={one.value}
              maxLength={200}
              className="min-w-24 flex-1"
              onCommit={(to) => change(renameOption(text, config, control, one, to))}
            />
            <CommitField
              label={m.annotation_config_hotkey({ name: one.value })}
              placeholder={m.annotation_config_hotkey_short()}
              value={one.hotkey ?? ''}
              maxLength={20}
              className="w-18! text-center font-mono"
              onCommit={(to) =>
                change(setAttribute(text, one, 'hotkey', to.trim() === '' ? undefined : to.trim()))
              }
            />
            <span className="ml-auto flex">
              <Small
                icon="down"
                turned
                mark={`${at}-up`}
                label={m.annotation_config_up({ name: one.value })}
                disabled={at === 0}
                act={() => move(at, -1)}
              />
              <Small
                icon="down"
                mark={`${at}-down`}
                label={m.annotation_config_down({ name: one.value })}
                disabled={at === control.labels.length - 1}
                act={() => move(at, 1)}
              />
              <Small
                icon="trash"
                label={m.annotation_config_remove({ name: one.value })}
                act={() => change(removeOption(text, one))}
              />
            </span>
          </li>
        ))}
      </ul>
      <AddOption control={control} document={document} option={option} />
    </>
  );
}

function Colour({ option, document, at }: ColourProps) {
  const colour = hexOf(option.background) ?? labelColours[at % labelColours.length] ?? '#808080';
  return (
    <input
      type="color"
      aria-label={m.annotation_config_colour({ name: option.value })}
      value={colour}
      onChange={(event) =>
        document.change(
          setAttribute(document.text, option, 'background', event.target.value),
          'typing',
        )
      }
      className="size-9 shrink-0 cursor-pointer rounded-md border border-line bg-surface p-1"
    />
  );
}

interface ColourProps {
  readonly option: ConfigOption;
  readonly document: ConfigDocument;
  readonly at: number;
}

interface SmallProps {
  readonly icon: IconName;
  readonly label: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  readonly turned?: boolean;
  readonly mark?: string;
}

const Small = ({ icon, label, act, disabled = false, turned = false, mark }: SmallProps) => (
  <button
    type="button"
    aria-label={label}
    disabled={disabled}
    data-move={mark}
    onClick={act}
    className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover disabled:opacity-30"
  >
    <Icon name={icon} size={16} className={turned ? 'rotate-180' : ''} />
  </button>
);

function AddOption({ control, document, option }: Omit<OptionRowsProps, 'config'>) {
  const [name, setName] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const value = name.trim();
    if (value === '') return;
    const colour = labelColours[control.labels.length % labelColours.length] ?? '#808080';
    document.change(
      addOption(document.text, control, {
        value,
        ...(option === 'Label' ? { background: colour } : {}),
      }),
    );
    setName('');
  };
  return (
    <form onSubmit={add} className="mt-2 flex gap-2">
      <input
        type="text"
        aria-label={m.annotation_config_new_option()}
        placeholder={m.annotation_config_new_option()}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        className="control"
      />
      <Button type="submit" icon="plus">
        {m.annotation_add()}
      </Button>
    </form>
  );
}
