import type { Region } from '../region.ts';
import type { CheckedItem } from './checked-item.ts';
import { markedIds } from './check-usages.ts';
import type { LabelConfig } from './model.ts';
import { resultProblem, type ResultProblem } from './result-problem.ts';
import { isShown } from './visible-controls.ts';

/** Required controls that are shown and have no answer: for the whole, or for a region. */
export function checkRequired(config: LabelConfig, items: readonly CheckedItem[]): ResultProblem[] {
  const result = items.map((item) => item.raw as unknown as Region);
  const required = config.controls.filter((one) => one.required && !one.limited);
  if (required.length === 0) return [];
  const marked = [...markedIds(items)];
  return required.flatMap((control): ResultProblem[] => {
    const answers = items.filter((item) => item.control === control && !isEmpty(item));
    if (!control.perRegion) {
      const shown = isShown(control, result, undefined);
      return shown && answers.length === 0
        ? [resultProblem('requiredMissing', undefined, { control: control.name })]
        : [];
    }
    const answered = new Set(answers.map((item) => item.regionId));
    return marked
      .filter((id) => !answered.has(id) && isShown(control, result, id))
      .map((id) => {
        const at = items.find((item) => item.regionId === id);
        return resultProblem('requiredForRegion', at, { control: control.name });
      });
  });
}

function isEmpty(item: CheckedItem): boolean {
  const carried = item.value[item.type === 'textarea' ? 'text' : item.type];
  if (Array.isArray(carried))
    return carried.every((one) => typeof one === 'string' && one.trim() === '');
  return typeof carried === 'string' && carried.trim() === '';
}
