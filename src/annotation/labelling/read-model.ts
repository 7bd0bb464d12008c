import type { Condition, ConfigControl, ConfigObject, ConfigOption, LabelConfig } from './model.ts';
import { specOf, type TagSpec } from './tags.ts';
import { attributeOf, elementsOf, type XmlElement } from './xml-document.ts';

/** Makes the model of what the document says, taking only what is usable; `checkConfig` reports the rest. */
export function readModel(root: XmlElement): LabelConfig {
  const config: LabelConfig = { root, controls: [], objects: [] };
  collect(root, [], config);
  const only = config.objects.length === 1 ? config.objects[0] : undefined;
  for (const control of config.controls)
    if (control.toName.length === 0 && only) control.toName = [only.name];
  return config;
}

/** Goes down the document; conditions of a View hold for all inside it. */
function collect(element: XmlElement, above: readonly Condition[], config: LabelConfig): void {
  const spec = specOf(element.name);
  const own = conditionOf(element, spec);
  const conditions = own ? [...above, own] : above;
  if (spec?.kind === 'object') config.objects.push(objectOf(element, spec));
  // A conversation writes regions in its own name.
  if (spec?.kind === 'control' || spec?.tag === 'Chat')
    config.controls.push(controlOf(element, spec, conditions));
  if (spec?.kind === 'relations') config.relations = optionsOf(element, 'Relation');
  if (spec === undefined || spec.kind === 'layout')
    for (const child of elementsOf(element)) collect(child, conditions, config);
}

function objectOf(element: XmlElement, spec: TagSpec): ConfigObject {
  const value = attributeOf(element, 'value') ?? wordsInside(element);
  return {
    name: attributeOf(element, 'name') ?? '',
    tag: spec.tag,
    value: value.startsWith('$') ? value.slice(1) : '',
    ...(value === '' || value.startsWith('$') ? {} : { literal: value }),
    limited: spec.limited === true,
    element,
  };
}

const wordsInside = (element: XmlElement): string =>
  element.children
    .map((child) => (child.kind === 'text' ? child.text : ''))
    .join('')
    .trim();

/** Names separated by commas, as in `toName="a,b"`. */
export const namesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === 'true';

/** A finite number, or undefined. */
export function numberIn(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

type Numbers = Pick<
  ConfigControl,
  'maxUsages' | 'maxSubmissions' | 'min' | 'max' | 'step' | 'maxRating'
>;

function numbersOf(element: XmlElement): Numbers {
  const names = ['maxUsages', 'maxSubmissions', 'min', 'max', 'step', 'maxRating'] as const;
  const found: Numbers = {};
  for (const name of names) {
    const value = numberIn(attributeOf(element, name));
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function controlOf(
  element: XmlElement,
  spec: TagSpec,
  conditions: readonly Condition[],
): ConfigControl {
  const name = attributeOf(element, 'name') ?? '';
  const message = attributeOf(element, 'requiredMessage');
  const hotkey = attributeOf(element, 'hotkey');
  const field = attributeOf(element, 'value');
  const multiple =
    attributeOf(element, 'choice') === 'multiple' ||
    (spec.tag === 'Taxonomy' && !isSingle(element));
  return {
    name,
    tag: spec.tag,
    type: spec.tag === 'Chat' ? 'chatmessage' : spec.tag.toLowerCase(),
    toName: spec.tag === 'Chat' ? [name] : namesIn(attributeOf(element, 'toName')),
    labels: spec.options ? optionsOf(element, spec.options) : [],
    required: isTrue(attributeOf(element, 'required')),
    perRegion: isTrue(attributeOf(element, 'perRegion')),
    perItem: isTrue(attributeOf(element, 'perItem')),
    choice: multiple ? 'multiple' : 'single',
    conditions: [...conditions],
    limited: spec.limited === true,
    marks: spec.marks === true,
    element,
    ...numbersOf(element),
    ...(message === undefined ? {} : { requiredMessage: message }),
    ...(hotkey === undefined ? {} : { hotkey }),
    ...(spec.options && field?.startsWith('$') ? { optionsField: field.slice(1) } : {}),
  };
}

const isSingle = (element: XmlElement): boolean => attributeOf(element, 'maxUsages') === '1';

/** The options of a control, through Views that only arrange them. */
function optionsOf(element: XmlElement, tag: string): ConfigOption[] {
  return elementsOf(element).flatMap((child) => {
    const spec = specOf(child.name);
    if (spec?.tag === tag) return [optionOf(child, tag)];
    return spec?.kind === 'layout' ? optionsOf(child, tag) : [];
  });
}

function optionOf(element: XmlElement, tag: string): ConfigOption {
  const option: ConfigOption = { value: attributeOf(element, 'value') ?? '', element };
  for (const name of ['alias', 'background', 'hotkey', 'hint'] as const) {
    const value = attributeOf(element, name);
    if (value !== undefined && value !== '') option[name] = value;
  }
  for (const name of ['category', 'maxUsages'] as const) {
    const value = numberIn(attributeOf(element, name));
    if (value !== undefined) option[name] = value;
  }
  if (isTrue(attributeOf(element, 'selected'))) option.selected = true;
  const children = optionsOf(element, tag);
  if (children.length > 0) option.children = children;
  return option;
}

export const conditionKinds: readonly string[] = [
  'region-selected',
  'no-region-selected',
  'choice-selected',
  'choice-unselected',
];

/** The condition a tag states; a per-region control is shown beside its region without saying so. */
function conditionOf(element: XmlElement, spec: TagSpec | undefined): Condition | undefined {
  const written = attributeOf(element, 'visibleWhen');
  const tagName = attributeOf(element, 'whenTagName');
  const labels = attributeOf(element, 'whenLabelValue');
  const choices = attributeOf(element, 'whenChoiceValue');
  if (spec?.kind === 'option') return undefined;
  const implied =
    isTrue(attributeOf(element, 'perRegion')) || labels !== undefined
      ? 'region-selected'
      : tagName !== undefined || choices !== undefined
        ? 'choice-selected'
        : undefined;
  const when = written !== undefined && conditionKinds.includes(written) ? written : implied;
  if (when === undefined) return undefined;
  return {
    when: when as Condition['when'],
    ...(tagName === undefined ? {} : { tagName }),
    ...(labels === undefined ? {} : { labels: wordsIn(labels) }),
    ...(choices === undefined ? {} : { choices: wordsIn(choices) }),
  };
}

/** Labels may hold commas themselves, so the whole counts beside its parts. */
const wordsIn = (text: string): string[] => [...new Set([text, ...namesIn(text)])];
