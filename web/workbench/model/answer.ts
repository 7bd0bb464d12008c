import type { Control } from './label-config.ts';
import type { LabelStore } from './label-store.ts';
import { isPlace, isRegion, newRegionId, type Region, type ResultItem } from './result.ts';

/** The key under which a control's answer stands in `value`. */
const keys: Readonly<Record<string, string>> = {
  textarea: 'text',
  pairwise: 'selected',
};

export const answerKey = (control: Control): string => keys[control.type] ?? control.type;

/** A control's answer: about the whole task, or about one region where it asks per region. */
export function answerOf(
  items: readonly ResultItem[],
  control: Control,
  region: string | undefined,
): Region | undefined {
  return items.find(
    (item): item is Region =>
      isRegion(item) &&
      item.from_name === control.name &&
      (control.perRegion ? item.id === region : !isPlace(item)),
  );
}

/** Stores an answer; `undefined` takes it back. */
export function setAnswer(
  store: LabelStore,
  control: Control,
  value: unknown,
  gesture?: string,
): void {
  const { items, selected } = store.get();
  const region = control.perRegion ? selected : undefined;
  if (control.perRegion && region === undefined) return;
  const before = answerOf(items, control, region);
  if (value === undefined) {
    if (before) store.dispatch({ do: 'drop', item: before });
    return;
  }
  const place = items.find((item): item is Region => isPlace(item) && item.id === region);
  const item: Region = {
    id: before?.id ?? region ?? newRegionId(),
    from_name: control.name,
    to_name: place?.to_name ?? control.toName[0] ?? control.name,
    type: control.type,
    value: { ...geometryOf(place), [answerKey(control)]: value },
    origin: 'manual',
  };
  store.dispatch({ do: 'put', item, ...(gesture === undefined ? {} : { gesture }) });
}

/** An answer about a region repeats where it is, as Label Studio writes it. */
function geometryOf(place: Region | undefined): Record<string, unknown> {
  if (!place) return {};
  return Object.fromEntries(
    Object.entries(place.value).filter(([key]) => key !== place.type && key !== 'text'),
  );
}

/** Puts a choice in or out; one that stands alone replaces the others. */
export function toggleChoice(store: LabelStore, control: Control, value: string): void {
  const { items, selected } = store.get();
  const answer = answerOf(items, control, control.perRegion ? selected : undefined);
  const chosen = (answer?.value['choices'] as string[] | undefined) ?? [];
  const has = chosen.includes(value);
  const next = has
    ? chosen.filter((one) => one !== value)
    : control.multiple
      ? [...chosen, value]
      : [value];
  setAnswer(store, control, next.length > 0 ? next : undefined);
}
