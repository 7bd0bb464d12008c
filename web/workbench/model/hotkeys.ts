import type { ConfigOption, Control, LabelConfig } from './label-config.ts';

/** Keys given to options that name none, in this order; the others are commands of the workbench. */
const spareKeys = [...'1234567890qweyasdghjlzxv'];

export interface OptionKey {
  readonly control: Control;
  readonly option: ConfigOption;
  readonly key: string;
}

const hasKeys = (control: Control): boolean =>
  control.options.length > 0 && control.tag !== 'Taxonomy';

/** A key for every label and choice: its own where it names one, else digits, then spare letters. */
export function optionKeys(config: LabelConfig): readonly OptionKey[] {
  const options = config.controls
    .filter(hasKeys)
    .flatMap((control) => flat(control.options).map((option) => ({ control, option })));
  const taken = new Set(options.flatMap(({ option }) => normal(option.hotkey) ?? []));
  const spare = spareKeys.filter((key) => !taken.has(key));
  const used = new Set<string>();
  return options.flatMap(({ control, option }) => {
    const own = normal(option.hotkey);
    const key = own !== undefined && !used.has(own) ? own : spare.shift();
    if (key === undefined) return [];
    used.add(key);
    return [{ control, option, key }];
  });
}

const flat = (options: readonly ConfigOption[]): ConfigOption[] =>
  options.flatMap((option) => [option, ...flat(option.children)]);

const normal = (key: string | undefined): string | undefined =>
  key === undefined || key.trim().length !== 1 ? undefined : key.trim().toLowerCase();
