import type { Report } from './config-problem.ts';
import type { ConfigControl, ConfigOption, LabelConfig } from './model.ts';
import { namesIn } from './read-model.ts';
import { specOf } from './tags.ts';
import { attributeOf, descendants, type XmlElement } from './xml-document.ts';

/** Names that lead nowhere, or to what the tag cannot be used with. */
export function checkLinks(config: LabelConfig, report: Report): void {
  for (const control of config.controls)
    if (control.tag !== 'Chat') checkToName(config, control, report);
  for (const element of descendants(config.root)) checkWhen(config, element, report);
}

function checkToName(config: LabelConfig, control: ConfigControl, report: Report): void {
  const { element } = control;
  const written = namesIn(attributeOf(element, 'toName'));
  const [only, ...others] = config.objects;
  if (written.length === 0) {
    if (only && others.length === 0)
      report('toNameAssumed', element, undefined, { name: only.name });
    else report('toNameMissing', element);
    return;
  }
  const on = specOf(control.tag)?.on;
  for (const name of written) {
    const object = config.objects.find((one) => one.name === name);
    if (!object) report('toNameUnknown', element, 'toName', { name });
    else if (on && !on.includes(object.tag) && !object.limited)
      report('toNameUnfit', element, 'toName', { tag: control.tag, object: object.tag });
  }
  if (control.tag === 'Pairwise' && new Set(written).size < 2)
    report('pairNeeded', element, 'toName');
}

/** The values of options, and what they are called in results, at any depth. */
const wordsOf = (options: readonly ConfigOption[]): string[] =>
  options.flatMap((option) => [
    option.value,
    ...(option.alias === undefined ? [] : [option.alias]),
    ...wordsOf(option.children ?? []),
  ]);

function checkWhen(config: LabelConfig, element: XmlElement, report: Report): void {
  const tagNames = namesIn(attributeOf(element, 'whenTagName'));
  for (const name of tagNames)
    if (!config.controls.some((control) => control.name === name))
      report('whenTagUnknown', element, 'whenTagName', { name });
  const looked = config.controls.filter(
    (control) => tagNames.length === 0 || tagNames.includes(control.name),
  );
  const check = (
    attribute: string,
    code: 'whenLabelUnknown' | 'whenChoiceUnknown',
    of: readonly ConfigControl[],
  ): void => {
    const written = attributeOf(element, attribute);
    // Options that come with the task are not known here.
    if (written === undefined || of.some((one) => one.optionsField !== undefined)) return;
    const known = new Set(of.flatMap((control) => wordsOf(control.labels)));
    if (known.has(written)) return;
    for (const name of namesIn(written))
      if (!known.has(name)) report(code, element, attribute, { name });
  };
  const labelled = looked.filter((one) => specOf(one.tag)?.options === 'Label');
  // With both, the tag name belongs to the choices and the labels may be any.
  const anyLabelled = config.controls.filter((one) => specOf(one.tag)?.options === 'Label');
  check('whenLabelValue', 'whenLabelUnknown', labelled.length > 0 ? labelled : anyLabelled);
  check(
    'whenChoiceValue',
    'whenChoiceUnknown',
    looked.filter((one) => specOf(one.tag)?.options === 'Choice'),
  );
}
