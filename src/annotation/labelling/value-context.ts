import { isObject, wordOf, type CheckedTask } from './checked-item.ts';
import type { CodePoints } from './code-points.ts';
import { resultName, type ConfigControl, type LabelConfig } from './model.ts';
import { taskField } from './task-field.ts';

export interface ValueContext {
  readonly config: LabelConfig;
  readonly task: CheckedTask;
  /** Texts already counted, by object. */
  readonly texts: Map<string, CodePoints | undefined>;
}

/** The names a control's answers may use; undefined where the task's data do not tell. */
export function allowedNames(
  context: ValueContext,
  control: ConfigControl,
): ReadonlySet<string> | undefined {
  const written = control.labels.map(resultName);
  if (control.optionsField === undefined) return new Set(written);
  const given = taskField(context.task.data, control.optionsField);
  if (!Array.isArray(given)) return undefined;
  const fromTask = given.map((one: unknown) =>
    isObject(one) ? wordOf(one['alias'] ?? one['value']) : wordOf(one),
  );
  return new Set([...written, ...fromTask]);
}
