import { isObject, type CheckedItem, type TellResult } from './checked-item.ts';
import { allowedNames, type ValueContext } from './value-context.ts';
import { resultName, type ConfigOption } from './model.ts';
import { taskField } from './task-field.ts';
import { attributeOf } from './xml-document.ts';

/** An answer that marks no place: choices, words, numbers, orders. */
export function checkAnswer(context: ValueContext, item: CheckedItem, tell: TellResult): void {
  const check = checks[item.type];
  if (check) check(context, item, tell);
}

type Check = (context: ValueContext, item: CheckedItem, tell: TellResult) => void;

const strings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const checkChoices: Check = (context, { control, value }, tell) => {
  const { choices } = value;
  if (!strings(choices)) return tell('valueWrong', { field: 'choices' });
  const allowed = allowedNames(context, control);
  const names = new Set(flatten(control.labels).map(resultName));
  for (const label of choices)
    if (allowed && !allowed.has(label) && !names.has(label))
      tell('labelUnknown', { label, control: control.name });
  if (control.choice === 'single' && choices.length > 1)
    tell('tooManyChoices', { control: control.name });
};

const flatten = (options: readonly ConfigOption[]): ConfigOption[] =>
  options.flatMap((option) => [option, ...flatten(option.children ?? [])]);

/** Paths from the top, as `[["Fruit","Apple"]]`; a former editor wrote single names. */
const checkTaxonomy: Check = (context, { control, value }, tell) => {
  const { taxonomy } = value;
  const right = Array.isArray(taxonomy) && taxonomy.every((path) => strings(path));
  if (!right) return tell('valueWrong', { field: 'taxonomy' });
  const paths = taxonomy as string[][];
  // Options that are fetched elsewhere are not known here.
  const known =
    control.optionsField === undefined && attributeOf(control.element, 'apiUrl') === undefined;
  for (const path of paths)
    if (known && !leads(control.labels, path))
      tell('pathUnknown', { label: path.join(' / '), control: control.name });
  if (control.maxUsages !== undefined && paths.length > control.maxUsages)
    tell('maxUsages', { label: control.name, max: control.maxUsages, count: paths.length });
};

function leads(options: readonly ConfigOption[], path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return false;
  const found = options.find((option) => resultName(option) === first || option.value === first);
  return found !== undefined && (rest.length === 0 || leads(found.children ?? [], rest));
}

const checkTextArea: Check = (_, { control, value }, tell) => {
  const { text } = value;
  // One bare string is what a former editor wrote.
  if (!strings(text) && typeof text !== 'string') return tell('valueWrong', { field: 'text' });
  const { maxSubmissions } = control;
  if (maxSubmissions !== undefined && Array.isArray(text) && text.length > maxSubmissions)
    tell('maxUsages', { label: control.name, max: maxSubmissions, count: text.length });
};

const checkNumber: Check = (_, { control, value }, tell) => {
  const { number } = value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    return tell('valueWrong', { field: 'number' });
  const { min = -Infinity, max = Infinity } = control;
  if (number < min || number > max) tell('numberRange', { control: control.name });
};

const checkRating: Check = (_, { control, value }, tell) => {
  const { rating } = value;
  if (typeof rating !== 'number' || !Number.isInteger(rating))
    return tell('valueWrong', { field: 'rating' });
  if (rating < 0 || rating > (control.maxRating ?? 5))
    tell('numberRange', { control: control.name });
};

const checkDateTime: Check = (_, { value }, tell) => {
  const { datetime } = value;
  if (typeof datetime !== 'string' || datetime === '') tell('valueWrong', { field: 'datetime' });
};

const checkPairwise: Check = (_, { value }, tell) => {
  const { selected } = value;
  if (selected !== 'left' && selected !== 'right' && selected !== 'none')
    tell('valueWrong', { field: 'selected' });
};

/** One order (`["b","a"]`), or an order for each bucket. */
const checkRanker: Check = (context, { control, value }, tell) => {
  const { ranker } = value;
  const orders = isObject(ranker) ? Object.values(ranker) : [ranker];
  if (!orders.every(strings)) return tell('valueWrong', { field: 'ranker' });
  const ranked = orders.flat();
  const list = context.config.objects.find((one) => control.toName.includes(one.name));
  const given = list && taskField(context.task.data, list.value);
  if (!Array.isArray(given)) return list && tell('fieldMissing', { field: list.value });
  const ids = new Set(
    given.map((one: unknown) => (isObject(one) ? String(one['id']) : String(one))),
  );
  const unknown = ranked.find((id) => !ids.has(id));
  if (unknown !== undefined) return tell('rankedUnknown', { item: unknown });
  if (new Set(ranked).size !== ranked.length || (!isObject(ranker) && ranked.length !== ids.size))
    tell('rankedIncomplete');
};

const checks: Readonly<Record<string, Check>> = {
  choices: checkChoices,
  taxonomy: checkTaxonomy,
  textarea: checkTextArea,
  number: checkNumber,
  rating: checkRating,
  datetime: checkDateTime,
  pairwise: checkPairwise,
  ranker: checkRanker,
};
