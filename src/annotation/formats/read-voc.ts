import sax from 'sax';
import type { ConfigModel, Region } from '../region.ts';
import { toPercent } from './geometry.ts';
import {
  problem,
  type ImportFile,
  type ImportItem,
  type ImportProblemCode,
} from './import-item.ts';
import { importTargets, sized } from './import-targets.ts';

/** An element as a tree: the last of equal children wins, objects and parts are lists. */
interface Node {
  text: string;
  line: number;
  children: Map<string, Node[]>;
}

/**
 * Reads Pascal VOC: one XML file an image, each a task; other files are passed over. `truncated`, `difficult` and
 * `pose` go into the region's `meta`; parts and actions are reported and left out. Corners are taken as in the SDK:
 * distances from the left top edge in pixels, not counted from 1.
 */
export async function* readVoc(
  files: AsyncIterable<ImportFile>,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  let item = 0;
  for await (const file of files) {
    if (!file.path.toLowerCase().endsWith('.xml')) continue;
    yield* itemsOfXml(await file.text(), (item += 1), file.path, config);
  }
}

function* itemsOfXml(
  text: string,
  item: number,
  file: string,
  config: ConfigModel | undefined,
): Generator<ImportItem> {
  const parsed = parseXml(text);
  if ('wrong' in parsed) {
    yield problem({ item, file, line: parsed.wrong }, 'voc.syntax', 'item');
    return;
  }
  const { root } = parsed;
  const name = textOf(root, 'filename');
  if (!name) {
    yield problem({ item, file, line: root.line }, 'task.noData', 'item', 'filename');
    return;
  }
  const problems: ImportItem[] = [];
  const say = (code: ImportProblemCode, line: number, lost: 'label' | 'nothing' = 'label'): void =>
    void problems.push(problem({ item, file, line }, code, lost));
  const sizeNode = root.children.get('size')?.at(-1);
  const [width, height] = [numberOf(sizeNode, 'width'), numberOf(sizeNode, 'height')];
  const size = width > 0 && height > 0 ? { width, height } : undefined;
  const targets = importTargets(config);
  const result: Region[] = [];
  for (const object of root.children.get('object') ?? []) {
    if (object.children.has('part')) say('voc.part', object.line, 'nothing');
    if (object.children.has('actions')) say('voc.attributes', object.line, 'nothing');
    const box = object.children.get('bndbox')?.at(-1);
    const [left, top] = [numberOf(box, 'xmin'), numberOf(box, 'ymin')];
    const [right, bottom] = [numberOf(box, 'xmax'), numberOf(box, 'ymax')];
    if (!size) say('image.size', object.line);
    else if (!(right > left && bottom > top)) say('box.shape', object.line);
    else {
      const [x, y] = toPercent([left, top], size);
      const [across, down] = toPercent([right - left, bottom - top], size);
      const value = { x, y, width: across, height: down, rotation: 0 };
      const label = textOf(object, 'name') ?? '';
      const region = targets.region('rectangle', result.length + 1, [label], value);
      if (region) result.push(sized(withFlags(region, object), size));
      else say('control.none', object.line);
    }
  }
  yield {
    kind: 'task',
    item,
    file,
    line: root.line,
    task: {
      data: { [targets.field('image')]: name },
      ...(size ? { meta: size } : {}),
      annotations: [{ result, was_cancelled: false, ground_truth: false }],
      predictions: [],
    },
  };
  yield* problems;
}

function withFlags(region: Region, object: Node): Region {
  const meta: Record<string, unknown> = {};
  if (textOf(object, 'truncated') === '1') meta['truncated'] = 1;
  if (textOf(object, 'difficult') === '1') meta['difficult'] = 1;
  const pose = textOf(object, 'pose');
  if (pose && pose !== 'Unspecified') meta['pose'] = pose;
  return Object.keys(meta).length > 0 ? { ...region, meta } : region;
}

const textOf = (node: Node | undefined, name: string): string | undefined =>
  node?.children.get(name)?.at(-1)?.text.trim();

function numberOf(node: Node | undefined, name: string): number {
  const text = textOf(node, name);
  return text === undefined || text === '' ? Number.NaN : Number(text);
}

function parseXml(text: string): { root: Node } | { wrong: number } {
  const parser = sax.parser(true, { position: true });
  const open: Node[] = [];
  let root: Node | undefined;
  let wrong: number | undefined;
  const write = (piece: string): void => {
    const node = open.at(-1);
    if (node) node.text += piece;
  };
  Object.assign(parser, {
    onopentag: ({ name }) => {
      const node: Node = { text: '', line: parser.line + 1, children: new Map() };
      const parent = open.at(-1);
      if (parent) parent.children.set(name, [...(parent.children.get(name) ?? []), node]);
      else if (name === 'annotation') root = node;
      open.push(node);
    },
    onclosetag: () => void open.pop(),
    ontext: write,
    oncdata: write,
    onerror: () => {
      wrong ??= parser.line + 1;
      parser.resume();
    },
  } satisfies Partial<sax.SAXParser>);
  parser.write(text.startsWith('\uFEFF') ? text.slice(1) : text).close();
  return wrong === undefined && root ? { root } : { wrong: wrong ?? 1 };
}
