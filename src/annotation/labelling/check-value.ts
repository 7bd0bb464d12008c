import { checkAnswer } from './check-answer.ts';
import type { CheckedItem, TellResult } from './checked-item.ts';
import { checkShape } from './check-shape.ts';
import { checkSpan } from './check-span.ts';
import { allowedNames, type ValueContext } from './value-context.ts';

/** The value of one item, by its type; tools that the hub does not have are left unjudged. */
export function checkValue(context: ValueContext, item: CheckedItem, tell: TellResult): void {
  if (item.control.marks && item.control.labels.length + (item.control.optionsField ? 1 : 0) > 0)
    checkLabels(context, item, tell);
  const object = context.config.objects.find((one) => one.name === item.object);
  if (item.control.marks) {
    if (object?.tag === 'Image') return checkShape(item, tell);
    return checkSpan(context, item, object, tell);
  }
  return checkAnswer(context, item, tell);
}

function checkLabels(context: ValueContext, item: CheckedItem, tell: TellResult): void {
  const { control, value } = item;
  const carried = value[item.type];
  if (carried === undefined || (Array.isArray(carried) && carried.length === 0))
    return tell('labelMissing');
  if (!Array.isArray(carried)) return tell('valueWrong', { field: item.type });
  const allowed = allowedNames(context, control);
  for (const label of carried as unknown[])
    if (allowed && !allowed.has(String(label)))
      tell('labelUnknown', { label: String(label), control: control.name });
  if (control.choice === 'single' && carried.length > 1)
    tell('tooManyChoices', { control: control.name });
}
