import type {
  ConfigControl,
  ConfigOption as ModelOption,
  LabelConfig as ConfigModel,
} from '#src/annotation/labelling/model.ts';
import { resultName } from '#src/annotation/labelling/model.ts';
import { readModel } from '#src/annotation/labelling/read-model.ts';
import { readXml } from '#src/annotation/labelling/read-xml.ts';
import { specOf } from '#src/annotation/labelling/tags.ts';
import { elementsOf, type XmlElement } from '#src/annotation/labelling/xml-document.ts';

/** One element of the label configuration, as the screen needs it; tags in their own spelling. */
export interface ConfigNode {
  readonly tag: string;
  /** By the name Label Studio documents, whatever case the author wrote. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ConfigNode[];
  readonly text: string;
  readonly element: XmlElement;
}

/** A label or choice: `value` stands in results, `shown` on the screen. */
export interface ConfigOption {
  readonly value: string;
  readonly shown: string;
  readonly hotkey: string | undefined;
  readonly background: string | undefined;
  readonly hint: string | undefined;
  readonly selected: boolean;
  readonly children: readonly ConfigOption[];
}

export interface Control {
  readonly name: string;
  readonly tag: string;
  /** `tag` in lower case: the `type` of its results. */
  readonly type: string;
  readonly toName: readonly string[];
  readonly options: readonly ConfigOption[];
  readonly required: boolean;
  readonly perRegion: boolean;
  readonly multiple: boolean;
  readonly node: ConfigNode;
  readonly model: ConfigControl;
}

/** What is labelled: `field` is the field of the task's data. */
export interface DataObject {
  readonly name: string;
  readonly tag: string;
  readonly field: string;
  /** The tag's own words, where it names no field. */
  readonly literal: string | undefined;
  readonly node: ConfigNode;
}

export interface LabelConfig {
  readonly root: ConfigNode;
  readonly controls: readonly Control[];
  readonly objects: readonly DataObject[];
  /** Names a relation may carry; undefined where relations are not asked for. */
  readonly relations: readonly ConfigOption[] | undefined;
  readonly model: ConfigModel;
}

/** Attributes that are asked for by this spelling; XML authors write them in any case. */
const attributeNames = [
  'showInline',
  'requiredMessage',
  'visibleWhen',
  'whenTagName',
  'whenLabelValue',
  'whenChoiceValue',
  'maxSubmissions',
  'maxUsages',
  'maxRating',
  'nameKey',
  'textKey',
];
const spelling = new Map(attributeNames.map((name) => [name.toLowerCase(), name]));

/** Reads a configuration the server has checked already; throws where nothing can be read. */
export function readLabelConfig(xml: string): LabelConfig {
  const { root: element } = readXml(xml);
  if (!element) throw new Error('the label configuration is not XML');
  const model = readModel(element);
  const nodes = new Map<XmlElement, ConfigNode>();
  const root = nodeOf(element, nodes);
  const nodeFor = (of: XmlElement): ConfigNode => nodes.get(of) ?? nodeOf(of, nodes);
  return {
    root,
    model,
    controls: model.controls.map((control) => controlOf(control, nodeFor(control.element))),
    objects: model.objects.map((object) => ({
      name: object.name,
      tag: object.tag,
      field: object.value,
      literal: object.literal,
      node: nodeFor(object.element),
    })),
    relations: model.relations?.map(optionOf),
  };
}

function nodeOf(element: XmlElement, nodes: Map<XmlElement, ConfigNode>): ConfigNode {
  const node: ConfigNode = {
    tag: specOf(element.name)?.tag ?? element.name,
    attributes: Object.fromEntries(
      element.attributes.map(({ name, value }) => [
        spelling.get(name.toLowerCase()) ?? name,
        value,
      ]),
    ),
    children: elementsOf(element).map((child) => nodeOf(child, nodes)),
    text: element.children
      .map((child) => (child.kind === 'text' ? child.text : ''))
      .join('')
      .trim(),
    element,
  };
  nodes.set(element, node);
  return node;
}

function controlOf(model: ConfigControl, node: ConfigNode): Control {
  const { name, tag, type, toName, required, perRegion } = model;
  return {
    name,
    tag,
    type,
    toName,
    required,
    perRegion,
    multiple: model.choice === 'multiple',
    options: model.labels.map(optionOf),
    node,
    model,
  };
}

const optionOf = (option: ModelOption): ConfigOption => ({
  value: resultName(option),
  shown: option.value,
  hotkey: option.hotkey,
  background: option.background,
  hint: option.hint,
  selected: option.selected === true,
  children: (option.children ?? []).map(optionOf),
});
