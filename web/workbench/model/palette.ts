import type { LabelConfig } from './label-config.ts';

/** Colours that stay apart from each other on white, on near-black and on photographs. */
const palette = [
  '#2f7de1',
  '#e0662b',
  '#1f9d6b',
  '#b449c9',
  '#d43f5e',
  '#8a8f00',
  '#0d98a8',
  '#8b6ae6',
  '#c98a00',
  '#5b7f2b',
  '#d0559b',
  '#6b7684',
];

/** A colour for every label of every control: its own `background`, else the next of the palette. */
export function labelColours(config: LabelConfig): ReadonlyMap<string, string> {
  const colours = new Map<string, string>();
  let next = 0;
  for (const control of config.controls)
    for (const option of control.options) {
      const own = option.background;
      const fits = own !== undefined && CSS.supports('color', own);
      colours.set(colourKey(control.name, option.value), fits ? own : (palette[next % 12] ?? ''));
      next += 1;
    }
  return colours;
}

export const colourKey = (control: string, label: string | undefined): string =>
  `${control} ${label ?? ''}`;

export const plainColour = '#6b7684';
