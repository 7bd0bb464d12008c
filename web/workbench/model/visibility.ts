import type { ConfigNode, Control } from './label-config.ts';
import type { LabelState } from './label-store.ts';
import { isPlace, isRegion, labelsOf, type Region } from './result.ts';

const listed = (text: string | undefined): string[] | undefined =>
  text === undefined ? undefined : text.split(',').map((one) => one.trim());

/** Whether an element's own `visibleWhen` holds for what is labelled and selected now. */
export function isVisible(node: ConfigNode, state: LabelState): boolean {
  const { visibleWhen, whenTagName, whenLabelValue, whenChoiceValue } = node.attributes;
  if (visibleWhen === undefined && whenTagName === undefined && whenLabelValue === undefined)
    return true;
  const places = state.items.filter((item) => isPlace(item) && item.id === state.selected);
  switch (visibleWhen) {
    case 'no-region-selected':
      return state.selected === undefined;
    case 'choice-selected':
      return choiceHolds(state, whenTagName, whenChoiceValue);
    case 'choice-unselected':
      return !choiceHolds(state, whenTagName, whenChoiceValue);
    default:
      return regionHolds(places.filter(isRegion), whenTagName, whenLabelValue);
  }
}

/** Whether a control and everything around it is visible. */
export const controlVisible = (control: Control, state: LabelState): boolean =>
  control.path.every((node) => isVisible(node, state));

function choiceHolds(
  state: LabelState,
  tagName: string | undefined,
  values: string | undefined,
): boolean {
  const wanted = listed(values);
  return state.items.some(
    (item) =>
      isRegion(item) &&
      item.type === 'choices' &&
      (tagName === undefined || item.from_name === tagName) &&
      labelsOf(item).some((choice) => wanted === undefined || wanted.includes(choice)),
  );
}

function regionHolds(
  regions: readonly Region[],
  tagName: string | undefined,
  values: string | undefined,
): boolean {
  const wanted = listed(values);
  return regions.some(
    (region) =>
      (tagName === undefined || region.from_name === tagName) &&
      (wanted === undefined || labelsOf(region).some((label) => wanted.includes(label))),
  );
}
