import type { CheckedItem } from './checked-item.ts';
import { resultName, type LabelConfig } from './model.ts';
import { resultProblem, type ResultProblem } from './result-problem.ts';

/** Labels used more often than they may, and answers to the whole given twice. */
export function checkUsages(config: LabelConfig, items: readonly CheckedItem[]): ResultProblem[] {
  return [...overused(config, items), ...answeredTwice(items)];
}

function overused(config: LabelConfig, items: readonly CheckedItem[]): ResultProblem[] {
  return config.controls
    .filter((control) => control.marks)
    .flatMap((control) => {
      const of = items.filter((item) => item.control === control);
      return control.labels.flatMap((option) => {
        const max = option.maxUsages ?? control.maxUsages;
        const label = resultName(option);
        const using = of.filter((item) => {
          const carried = item.value[item.type];
          return Array.isArray(carried) && carried.includes(label);
        });
        if (max === undefined || using.length <= max) return [];
        return [resultProblem('maxUsages', using[max], { label, max, count: using.length })];
      });
    });
}

/** Regions of marks, whose ids answers about them share. */
export const markedIds = (items: readonly CheckedItem[]): ReadonlySet<string> =>
  new Set(
    items.flatMap((item) => (item.control.marks && item.regionId !== null ? [item.regionId] : [])),
  );

function answeredTwice(items: readonly CheckedItem[]): ResultProblem[] {
  const marked = markedIds(items);
  const seen = new Set<string>();
  const problems: ResultProblem[] = [];
  for (const item of items) {
    const { control } = item;
    if (control.marks || control.perItem || control.limited) continue;
    const about = item.regionId !== null && marked.has(item.regionId);
    if (control.perRegion && !about) problems.push(resultProblem('regionMissing', item));
    if (control.perRegion || about) continue;
    const name = String(item.raw['from_name']);
    if (seen.has(name)) problems.push(resultProblem('answeredTwice', item, { control: name }));
    seen.add(name);
  }
  return problems;
}
