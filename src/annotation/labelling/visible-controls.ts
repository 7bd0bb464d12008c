import type { Region, ResultItem } from '../region.ts';
import type { Condition, ConfigControl } from './model.ts';

type Answers = readonly ResultItem[];

const isRegion = (item: ResultItem): item is Region => 'from_name' in item;

/** The labels or choices an item carries, whatever its type calls them. */
export function wordsOfItem(item: Region): string[] {
  const carried = item.value[item.type];
  return Array.isArray(carried)
    ? carried.flat().filter((word): word is string => typeof word === 'string')
    : [];
}

const meets = (words: readonly string[], wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.some((word) => words.includes(word));

/** Whether a choice has been made that the condition speaks of. */
function chosen(condition: Condition, result: Answers, regionId: string | undefined): boolean {
  return result.some(
    (item) =>
      isRegion(item) &&
      (item.type === 'choices' || item.type === 'taxonomy' || item.type === 'rating') &&
      (condition.tagName === undefined || item.from_name === condition.tagName) &&
      (regionId === undefined || item.id === regionId || condition.tagName !== undefined) &&
      meets(wordsOfItem(item), condition.choices),
  );
}

/** Whether the region (all items of one id) carries a wanted label. */
function selected(condition: Condition, result: Answers, regionId: string | undefined): boolean {
  if (regionId === undefined) return false;
  const items = result.filter((item): item is Region => isRegion(item) && item.id === regionId);
  const looked = items.filter(
    (item) => condition.tagName === undefined || item.from_name === condition.tagName,
  );
  return looked.some((item) => meets(wordsOfItem(item), condition.labels));
}

/**
 * Whether a control is shown while the region of this id is selected (none: undefined) and the result
 * stands as it does. Choices inside a condition match by value or alias, as Label Studio has them.
 */
export function isShown(
  control: ConfigControl,
  result: Answers,
  regionId: string | undefined,
): boolean {
  if (control.perRegion && regionId === undefined) return false;
  return control.conditions.every((condition) => {
    switch (condition.when) {
      case 'region-selected':
        return selected(condition, result, regionId);
      case 'no-region-selected':
        return regionId === undefined;
      case 'choice-selected':
        return chosen(condition, result, regionId);
      case 'choice-unselected':
        return !chosen(condition, result, regionId);
    }
  });
}
