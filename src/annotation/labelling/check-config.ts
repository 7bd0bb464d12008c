import { checkAttributes } from './check-attributes.ts';
import { checkLinks } from './check-links.ts';
import { configProblem, type ConfigProblem, type Report } from './config-problem.ts';
import type { LabelConfig } from './model.ts';
import { specOf } from './tags.ts';
import {
  attributeNamed,
  attributeOf,
  elementsOf,
  type Place,
  type XmlElement,
} from './xml-document.ts';

/** Everything that is wrong beyond the XML itself. */
export function checkConfig(
  config: LabelConfig,
  place: (offset: number, length: number) => Place,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report: Report = (code, element, attribute, values = {}) => {
    const at = attribute === undefined ? undefined : attributeNamed(element, attribute);
    const spot = at
      ? place(at.start, at.end - at.start)
      : place(element.start, element.name.length + 1);
    problems.push(configProblem(code, spot, { tag: element.name, ...values }));
  };
  if (specOf(config.root.name)?.tag !== 'View')
    report('notView', config.root, undefined, { name: config.root.name });
  checkTags(config.root, undefined, report);
  if (config.objects.length === 0) report('objectMissing', config.root);
  if (config.controls.length === 0 && config.relations === undefined)
    report('controlMissing', config.root);
  checkNames(config, report);
  checkAttributes(config, report);
  checkLinks(config, report);
  return problems;
}

/** Tags that do not exist, that the workbench cannot show, or that stand in the wrong place. */
function checkTags(element: XmlElement, holder: XmlElement | undefined, report: Report): void {
  const spec = specOf(element.name);
  if (!spec) report('unknownTag', element, undefined, { name: element.name });
  else if (spec.limited) report('limitedTag', element, undefined, { name: spec.tag });
  const holderSpec = holder && specOf(holder.name);
  // What stands in a tag that does not exist is judged when that tag is put right.
  const known = holder === undefined || holderSpec !== undefined;
  if (known && spec?.inside && !spec.inside.includes(holderSpec?.tag ?? ''))
    report('misplaced', element, undefined, { name: spec.tag, inside: spec.inside[0] ?? '' });
  // Views inside Choices or Labels only arrange their options.
  const next = spec?.kind === 'layout' && holder ? holder : element;
  for (const child of elementsOf(element))
    checkTags(child, specOf(next.name)?.kind === 'layout' ? undefined : next, report);
}

function checkNames(config: LabelConfig, report: Report): void {
  const taken = new Set<string>();
  const named = [...config.objects, ...config.controls.filter((one) => one.tag !== 'Chat')];
  for (const { element, name } of named.toSorted((a, b) => a.element.start - b.element.start)) {
    if (name.trim() === '')
      report(
        'nameMissing',
        element,
        attributeOf(element, 'name') === undefined ? undefined : 'name',
      );
    else if (taken.has(name)) report('nameTaken', element, 'name', { name });
    taken.add(name);
  }
}
