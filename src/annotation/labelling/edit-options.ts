import {
  appendTag,
  applySplices,
  attributeSplice,
  removeTag,
  swapTags,
  writeTag,
  type Splice,
} from './edit-xml.ts';
import { namesIn } from './read-model.ts';
import type { ConfigControl, ConfigOption, LabelConfig } from './model.ts';
import { specOf } from './tags.ts';
import { attributeOf, descendants } from './xml-document.ts';

/** Adds a label or choice at the end. */
export const addOption = (
  text: string,
  control: ConfigControl,
  attributes: Readonly<Record<string, string>>,
): string =>
  appendTag(text, control.element, writeTag(specOf(control.tag)?.options ?? 'Label', attributes));

/** Takes an option or a control out. */
export const removeOption = (text: string, of: ConfigOption | ConfigControl): string =>
  removeTag(text, of.element);

/** Moves an option by one place; at the ends nothing happens. */
export function moveOption(text: string, control: ConfigControl, at: number, by: 1 | -1): string {
  const one = control.labels[at];
  const other = control.labels[at + by];
  return one && other ? swapTags(text, one.element, other.element) : text;
}

/** Sets (or, undefined, removes) an attribute of an option or control. */
export const setAttribute = (
  text: string,
  of: ConfigOption | ConfigControl,
  name: string,
  value: string | undefined,
): string => applySplices(text, [attributeSplice(of.element, name, value)]);

/** Renames an option, and with it the conditions that name it. */
export function renameOption(
  text: string,
  config: LabelConfig,
  control: ConfigControl,
  option: ConfigOption,
  value: string,
): string {
  const attribute =
    specOf(control.tag)?.options === 'Choice' ? 'whenChoiceValue' : 'whenLabelValue';
  return applySplices(text, [
    attributeSplice(option.element, 'value', value),
    ...references(config, attribute, option.value, value, control.name),
  ]);
}

/** Renames a control, and with it the conditions that look at it. */
export function renameControl(
  text: string,
  config: LabelConfig,
  control: ConfigControl,
  name: string,
): string {
  return applySplices(text, [
    attributeSplice(control.element, 'name', name),
    ...references(config, 'whenTagName', control.name, name),
  ]);
}

/** Attributes that name `from`, alone or in a list; of `of` only, where the tag says whom it looks at. */
function references(
  config: LabelConfig,
  attribute: string,
  from: string,
  to: string,
  of?: string,
): Splice[] {
  return [...descendants(config.root)].flatMap((element) => {
    const written = attributeOf(element, attribute);
    const looked = namesIn(attributeOf(element, 'whenTagName'));
    if (written === undefined || (of !== undefined && looked.length > 0 && !looked.includes(of)))
      return [];
    const names = written === from ? [from] : namesIn(written);
    if (!names.includes(from)) return [];
    const next = names.map((name) => (name === from ? to : name)).join(',');
    return [attributeSplice(element, attribute, next)];
  });
}
