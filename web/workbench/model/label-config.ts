/** One element of the label configuration. */
export interface ConfigNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ConfigNode[];
  readonly text: string;
}

/** A label or choice: `value` stands in results, `shown` on the screen. */
export interface ConfigOption {
  readonly value: string;
  readonly shown: string;
  readonly hotkey: string | undefined;
  readonly background: string | undefined;
  readonly hint: string | undefined;
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
  readonly node: ConfigNode;
  /** The elements around it, outermost first: their `visibleWhen` counts too. */
  readonly path: readonly ConfigNode[];
}

/** What is labelled: `field` is the field of the task's data. */
export interface DataObject {
  readonly name: string;
  readonly tag: string;
  readonly field: string;
  readonly node: ConfigNode;
}

export interface LabelConfig {
  readonly root: ConfigNode;
  readonly controls: readonly Control[];
  readonly objects: readonly DataObject[];
}

const objectTags = new Set([
  'Text',
  'HyperText',
  'Image',
  'Audio',
  'Paragraphs',
  'Table',
  'List',
  'Video',
]);
const regionTags = new Set([
  'Labels',
  'RectangleLabels',
  'PolygonLabels',
  'KeyPointLabels',
  'ParagraphLabels',
]);
const wholeTags = new Set([
  'Choices',
  'TextArea',
  'Number',
  'Rating',
  'Taxonomy',
  'Pairwise',
  'Ranker',
]);
const optionTags = new Set(['Label', 'Choice', 'Relation']);

/** Whether a control makes regions (places on an object) rather than answers about the whole. */
export const makesRegions = (control: Control): boolean => regionTags.has(control.tag);

/** Reads a configuration the server has checked already; throws where it is no XML at all. */
export function readLabelConfig(xml: string): LabelConfig {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const failure = document.querySelector('parsererror');
  if (failure) throw new Error('the label configuration is not XML');
  const root = nodeOf(document.documentElement);
  const controls: Control[] = [];
  const objects: DataObject[] = [];
  const visit = (node: ConfigNode, path: readonly ConfigNode[]): void => {
    const name = node.attributes['name'];
    if (objectTags.has(node.tag) && name !== undefined)
      objects.push({ name, tag: node.tag, field: fieldOf(node), node });
    if (regionTags.has(node.tag) || wholeTags.has(node.tag) || node.tag === 'Relations')
      controls.push(controlOf(node, path));
    else for (const child of node.children) visit(child, [...path, node]);
  };
  visit(root, []);
  return { root, controls: controls.map((c) => tiedTo(c, objects)), objects };
}

function nodeOf(element: Element): ConfigNode {
  const attributes = Object.fromEntries(
    [...element.attributes].map(({ name, value }) => [name, value]),
  );
  const text = [...element.childNodes]
    .filter((child) => child.nodeType === 3)
    .map((child) => child.nodeValue ?? '')
    .join('')
    .trim();
  return { tag: element.tagName, attributes, text, children: [...element.children].map(nodeOf) };
}

const fieldOf = (node: ConfigNode): string => (node.attributes['value'] ?? '').replace(/^\$/u, '');

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

function controlOf(node: ConfigNode, path: readonly ConfigNode[]): Control {
  const { attributes } = node;
  return {
    name: attributes['name'] ?? node.tag.toLowerCase(),
    tag: node.tag,
    type: node.tag.toLowerCase(),
    toName: (attributes['toName'] ?? '').split(',').filter((name) => name !== ''),
    options: optionsOf(node),
    required: isTrue(attributes['required']),
    perRegion: isTrue(attributes['perRegion']),
    node,
    path: [...path, node],
  };
}

/** A control that names no object is about the first one. */
const tiedTo = (control: Control, objects: readonly DataObject[]): Control =>
  control.toName.length > 0 || control.tag === 'Relations'
    ? control
    : { ...control, toName: objects.slice(0, 1).map((object) => object.name) };

const optionsOf = (node: ConfigNode): ConfigOption[] =>
  node.children
    .flatMap((child) => (optionTags.has(child.tag) ? [child] : child.children))
    .filter((child) => optionTags.has(child.tag))
    .map((child) => ({
      value: child.attributes['alias'] ?? child.attributes['value'] ?? child.text,
      shown: child.attributes['value'] ?? child.text,
      hotkey: child.attributes['hotkey'],
      background: child.attributes['background'],
      hint: child.attributes['hint'],
      children: optionsOf(child),
    }));
