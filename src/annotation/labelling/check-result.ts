import { checkRelation } from './check-relation.ts';
import { checkRequired } from './check-required.ts';
import { checkUsages } from './check-usages.ts';
import { checkValue } from './check-value.ts';
import { isObject, type CheckedItem, type CheckedTask, type TellResult } from './checked-item.ts';
import type { ConfigControl, LabelConfig } from './model.ts';
import { resultProblem, type ResultProblem } from './result-problem.ts';

const maxItems = 20_000;

export interface CheckOptions {
  /** Drafts and predictions need not be complete; true unless told. */
  readonly complete?: boolean;
}

/**
 * Says all that is wrong with a result, item by item. It changes nothing: what is wrong is neither moved
 * into place nor left out, so the caller can refuse it or keep it as it came. Never throws.
 */
export function checkResult(
  config: LabelConfig,
  task: CheckedTask,
  result: unknown,
  { complete = true }: CheckOptions = {},
): ResultProblem[] {
  if (!Array.isArray(result)) return [resultProblem('notArray', undefined)];
  if (result.length > maxItems) return [resultProblem('tooManyRegions', undefined)];
  const problems: ResultProblem[] = [];
  const items: CheckedItem[] = [];
  const taken = new Set<string>();
  const ids = idsOf(result);
  const context = { config, task, texts: new Map() };
  for (const [index, raw] of (result as unknown[]).entries()) {
    const at = {
      index,
      regionId: isObject(raw) && typeof raw['id'] === 'string' ? raw['id'] : null,
    };
    const tell: TellResult = (code, values) => problems.push(resultProblem(code, at, values));
    if (!isObject(raw)) tell('notRegion', { number: index + 1 });
    else if (raw['type'] === 'relation') checkRelation(config, raw, ids, tell);
    else {
      const item = outerShape(config, raw, at, taken, tell);
      if (!item) continue;
      items.push(item);
      checkValue(context, item, tell);
    }
  }
  problems.push(...checkUsages(config, items));
  if (complete) problems.push(...checkRequired(config, items));
  return problems.sort((a, b) => (a.index ?? result.length) - (b.index ?? result.length));
}

const idsOf = (result: readonly unknown[]): ReadonlySet<string> =>
  new Set(
    result.flatMap((item) =>
      isObject(item) && typeof item['id'] === 'string' && item['type'] !== 'relation'
        ? [item['id']]
        : [],
    ),
  );

/** Names, type and id; undefined where the value cannot be judged. */
function outerShape(
  config: LabelConfig,
  raw: Readonly<Record<string, unknown>>,
  at: { readonly index: number; readonly regionId: string | null },
  taken: Set<string>,
  tell: TellResult,
): CheckedItem | undefined {
  const { from_name: from, to_name: to, type, value } = raw;
  const name = typeof from === 'string' ? from : '';
  const control = controlNamed(config, name);
  if (at.regionId === null || at.regionId === '') tell('idMissing');
  if (!control) {
    tell('controlUnknown', { control: name });
    return undefined;
  }
  const key = `${at.regionId} ${name}`;
  if (at.regionId !== null && taken.has(key)) tell('idTaken', { control: name });
  taken.add(key);
  if (type !== control.type) {
    tell('typeWrong', { expected: control.type });
    return undefined;
  }
  const object = typeof to === 'string' ? to : '';
  const fits = labels(control, object);
  if (!fits) tell('objectUnknown', { control: name, object });
  if (isObject(value))
    return { ...at, control, object: fits ? object : '', type: control.type, value, raw };
  tell('valueWrong', { field: 'value' });
  return undefined;
}

/** Names inside a Repeater stand for many: `labels_{{idx}}` is also `labels_3`. */
function namesMatch(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  if (!pattern.includes('{{')) return false;
  const [head = '', ...tail] = pattern.split(/\{\{\w+\}\}/u);
  const rest = tail.join('');
  return (
    name.startsWith(head) &&
    name.endsWith(rest) &&
    /^\d+$/u.test(name.slice(head.length, name.length - rest.length))
  );
}

const controlNamed = (config: LabelConfig, name: string): ConfigControl | undefined =>
  config.controls.find((control) => namesMatch(control.name, name));

/** Answers about several objects, and of controls without toName, may carry the control's own name. */
const labels = (control: ConfigControl, object: string): boolean =>
  control.toName.some((name) => namesMatch(name, object)) ||
  (!control.marks && object === control.name) ||
  (control.type === 'pairwise' && object === control.toName.join(','));
