import { isShown } from '#src/annotation/labelling/visible-controls.ts';
import type { ConfigNode, Control, LabelConfig } from './label-config.ts';
import type { LabelState } from './label-store.ts';

/** Whether a control is shown for what is labelled and selected now. */
export const controlVisible = (control: Control, { items, selected }: LabelState): boolean =>
  isShown(control.model, items, selected);

/** Whether a View or heading is shown: it is, unless it has conditions and no control in it is shown. */
export function nodeVisible(node: ConfigNode, config: LabelConfig, state: LabelState): boolean {
  if (node.attributes['visibleWhen'] === undefined) return true;
  const inside = config.controls.filter((control) => contains(node, control.node));
  return inside.length === 0 || inside.some((control) => controlVisible(control, state));
}

const contains = (node: ConfigNode, wanted: ConfigNode): boolean =>
  node === wanted || node.children.some((child) => contains(child, wanted));
