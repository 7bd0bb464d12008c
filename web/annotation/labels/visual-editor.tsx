import { appendTag } from '#src/annotation/labelling/edit-xml.ts';
import {
  renameControl,
  removeOption,
  setAttribute,
} from '#src/annotation/labelling/edit-options.ts';
import type { ConfigControl, LabelConfig } from '#src/annotation/labelling/model.ts';
import { specOf } from '#src/annotation/labelling/tags.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AddControl, controlNames } from './add-control.tsx';
import { CommitField } from './commit-field.tsx';
import { OptionRows } from './option-rows.tsx';
import type { ConfigDocument } from './use-document.ts';

/** The same document as cards: what is labelled, and with what. */
export function VisualEditor({ document }: { readonly document: ConfigDocument }) {
  const { config } = document.parsed;
  if (!config) return <Empty icon="code" title={m.annotation_config_unreadable()} />;
  return (
    <div className="space-y-4">
      <Objects config={config} document={document} />
      {config.controls.map((control) => (
        <ControlCard
          key={control.element.start}
          config={config}
          control={control}
          document={document}
        />
      ))}
      <AddControl
        config={config}
        onAdd={(tag) => document.change(appendTag(document.text, config.root, tag))}
      />
    </div>
  );
}

interface PartProps {
  readonly config: LabelConfig;
  readonly document: ConfigDocument;
}

function Objects({ config, document }: PartProps) {
  const { text, change } = document;
  return (
    <section className="card p-4">
      <h3 className="text-[0.9375rem] font-semibold">{m.annotation_config_objects()}</h3>
      <ul className="mt-2 space-y-2">
        {config.objects.map((object) => (
          <li
            key={object.element.start}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-2"
          >
            <span className="text-sm text-muted">{controlNames[object.tag]?.() ?? object.tag}</span>
            <CommitField
              label={m.annotation_config_field({ name: object.name })}
              value={object.literal ?? object.value}
              maxLength={200}
              className="font-mono"
              onCommit={(field) =>
                change(
                  setAttribute(
                    text,
                    object,
                    'value',
                    object.literal === undefined ? `$${field.replace(/^\$/u, '')}` : field,
                  ),
                )
              }
            />
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">{m.annotation_config_objects_hint()}</p>
    </section>
  );
}

function ControlCard({
  config,
  control,
  document,
}: PartProps & { readonly control: ConfigControl }) {
  const { text, change } = document;
  const option = specOf(control.tag)?.options;
  const set = (name: string, value: string | undefined): void =>
    change(setAttribute(text, control, name, value));
  const name = controlNames[control.tag]?.() ?? control.tag;
  return (
    <section aria-label={`${name} ${control.name}`} className="card p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-[0.9375rem] font-semibold">{name}</h3>
        {control.limited && <Badge tone="amber">{m.annotation_config_limited()}</Badge>}
        {control.perRegion && <Badge>{m.annotation_config_per_region()}</Badge>}
        <CommitField
          label={m.annotation_config_name()}
          value={control.name}
          maxLength={100}
          className="ml-auto w-40! font-mono"
          onCommit={(to) => change(renameControl(text, config, control, to.trim()))}
        />
        <button
          type="button"
          aria-label={m.annotation_config_remove({ name: control.name })}
          onClick={() => change(removeOption(text, control))}
          className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover hover:text-danger"
        >
          <Icon name="trash" size={18} />
        </button>
      </div>
      {option && (
        <OptionRows config={config} control={control} document={document} option={option} />
      )}
      <div className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        {option && control.tag !== 'Taxonomy' && (
          <Tick
            label={m.annotation_config_multiple()}
            on={control.choice === 'multiple'}
            set={(on) => set('choice', on ? 'multiple' : 'single')}
          />
        )}
        <Tick
          label={m.annotation_config_required()}
          on={control.required}
          set={(on) => set('required', on ? 'true' : undefined)}
        />
        {!control.marks && config.controls.some((one) => one.marks) && (
          <Tick
            label={m.annotation_config_each_region()}
            on={control.perRegion}
            set={(on) => set('perRegion', on ? 'true' : undefined)}
          />
        )}
      </div>
    </section>
  );
}

interface TickProps {
  readonly label: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
}

const Tick = ({ label, on, set }: TickProps) => (
  <label className="flex min-h-8 items-center gap-2 text-sm">
    <input
      type="checkbox"
      checked={on}
      onChange={(event) => set(event.target.checked)}
      className="size-4"
    />
    {label}
  </label>
);
