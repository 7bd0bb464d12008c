import type { Report } from './config-problem.ts';
import { hotkeyTrouble, plainHotkey } from './hotkey.ts';
import { resultName, type ConfigControl, type ConfigOption, type LabelConfig } from './model.ts';
import { conditionKinds, numberIn } from './read-model.ts';
import { specOf } from './tags.ts';
import { attributeOf, descendants, type XmlElement } from './xml-document.ts';

/** Values that are wrong in themselves, whatever else the configuration says. */
export function checkAttributes(config: LabelConfig, report: Report): void {
  for (const object of config.objects) checkField(object.element, report);
  const taken = new Set<string>();
  for (const control of config.controls) {
    checkControl(control, report);
    checkOptions(control, report);
    checkHotkeys(control, taken, report);
  }
  if (config.relations) checkOptionList(config.relations, report);
  for (const element of descendants(config.root)) {
    const when = attributeOf(element, 'visibleWhen');
    if (when !== undefined && !conditionKinds.includes(when))
      report('visibleWhenBad', element, 'visibleWhen');
  }
}

/** A field of the task's data: `$` and a name, perhaps with a path below it. */
const field = /^\$[^\s$][^$]*$/u;
const ownAddress = /^(?:https?:|data:|\/)/iu;

function checkField(element: XmlElement, report: Report): void {
  const value = attributeOf(element, 'value');
  const spec = specOf(element.name);
  if (value === undefined) {
    // Some tags take their data elsewhere: a Text may hold its own words.
    const inside = element.children.some((child) => child.kind === 'text' && child.text.trim());
    if (spec?.limited !== true && !(spec?.ownText && inside)) report('valueMissing', element);
  } else if (value.startsWith('$') ? !field.test(value) : !spec?.ownText && !ownAddress.test(value))
    report('valueBad', element, 'value', { name: value });
}

const wholeNumbers = ['maxUsages', 'maxSubmissions', 'maxRating'];
const choices = ['single', 'multiple', 'single-radio'];

function checkControl(control: ConfigControl, report: Report): void {
  const { element } = control;
  for (const attribute of ['required', 'perRegion', 'perItem']) {
    const value = attributeOf(element, attribute)?.toLowerCase();
    if (value !== undefined && value !== 'true' && value !== 'false')
      report('booleanBad', element, attribute, { attribute });
  }
  for (const attribute of [...wholeNumbers, 'min', 'max', 'step']) {
    // Time series and others use min and max for something else.
    if (!wholeNumbers.includes(attribute) && control.tag !== 'Number') continue;
    const text = attributeOf(element, attribute);
    const value = numberIn(text);
    const whole = value !== undefined && Number.isInteger(value) && value >= 1;
    const right = wholeNumbers.includes(attribute) ? whole : value !== undefined;
    if (text !== undefined && !right) report('numberBad', element, attribute, { attribute });
  }
  if (control.min !== undefined && control.max !== undefined && control.min > control.max)
    report('rangeBad', element, 'max');
  if (control.step !== undefined && control.step <= 0)
    report('numberBad', element, 'step', { attribute: 'step' });
  const choice = attributeOf(element, 'choice');
  if (choice !== undefined && specOf(control.tag)?.options && !choices.includes(choice))
    report('choiceBad', element, 'choice');
}

function checkOptions(control: ConfigControl, report: Report): void {
  const option = specOf(control.tag)?.options;
  const elsewhere =
    control.optionsField !== undefined || attributeOf(control.element, 'apiUrl') !== undefined;
  if (option && control.labels.length === 0 && !elsewhere)
    report('optionsMissing', control.element, undefined, { option });
  checkOptionList(control.labels, report);
}

const colour =
  /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(?:rgb|hsl)a?\([\d\s.,%/-]+\)|[a-z]{3,24})$/iu;

function checkOptionList(options: readonly ConfigOption[], report: Report): void {
  const taken = new Set<string>();
  const categories = new Set<number>();
  for (const option of options) {
    const { element } = option;
    const name = resultName(option);
    if (option.value.trim() === '')
      report(
        'optionValueMissing',
        element,
        attributeOf(element, 'value') === undefined ? undefined : 'value',
      );
    else if (taken.has(name))
      report('optionTaken', element, option.alias === undefined ? 'value' : 'alias', { name });
    taken.add(name);
    const category = attributeOf(element, 'category');
    if (category !== undefined && !/^\d{1,9}$/u.test(category.trim()))
      report('categoryBad', element, 'category');
    else if (option.category !== undefined && categories.has(option.category))
      report('categoryTaken', element, 'category', { name: option.category });
    if (option.category !== undefined) categories.add(option.category);
    const usages = attributeOf(element, 'maxUsages');
    if (usages !== undefined && !/^[1-9]\d{0,8}$/u.test(usages.trim()))
      report('numberBad', element, 'maxUsages', { attribute: 'maxUsages' });
    if (option.background !== undefined && !colour.test(option.background.trim()))
      report('colourBad', element, 'background', { name: option.background });
    if (option.children) checkOptionList(option.children, report);
  }
}

/** A key may mean two things only where the two are shown under different conditions. */
function checkHotkeys(control: ConfigControl, taken: Set<string>, report: Report): void {
  const scope = JSON.stringify(control.conditions);
  const check = (element: XmlElement): void => {
    const name = attributeOf(element, 'hotkey');
    if (name === undefined) return;
    const trouble = hotkeyTrouble(name);
    if (trouble) return report(trouble, element, 'hotkey', { name });
    const key = `${plainHotkey(name)} ${scope}`;
    if (taken.has(key)) report('hotkeyTaken', element, 'hotkey', { name });
    taken.add(key);
  };
  for (const element of descendants(control.element)) check(element);
}
