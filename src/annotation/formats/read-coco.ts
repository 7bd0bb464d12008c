import type { ConfigModel, Region } from '../region.ts';
import { envelopeOf, toPercent, type Point, type Size } from './geometry.ts';
import {
  problem,
  type ImportItem,
  type ImportProblemCode,
  type ImportSource,
} from './import-item.ts';
import { importTargets, sized, type ImportTargets } from './import-targets.ts';
import { parseJson } from './parse-json.ts';
import { splitJson } from './split-json.ts';
import { isObject, type Json } from './task-of-value.ts';

interface Category {
  name: string;
  keypoints: string[];
  /** The category the SDK's writer merges all keypoints into: it has no boxes of its own. */
  merged: boolean;
}

interface Found {
  /** Number of the annotation in its list, from 1. */
  item: number;
  line: number;
  value: Json;
}

/**
 * Reads COCO instances and person keypoints. COCO keeps images and annotations apart in any order, so all annotations
 * are held until the end; the file is still parsed piece by piece. A box becomes a rectangle, polygons a polygon each,
 * keypoints points tied to their box by `parentID`; run-length masks are reported and left out. Tasks are numbered as
 * the images, problems of an annotation as the annotations.
 */
export async function* readCoco(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const images: Found[] = [];
  const annotations: Found[] = [];
  const categories = new Map<unknown, Category>();
  for await (const piece of splitJson(source)) {
    if (piece.kind === 'broken') {
      const code = piece.reason === 'unfinished' ? 'json.unfinished' : 'json.notList';
      yield problem({ item: 0, line: piece.line }, code, 'item');
      break;
    }
    if (piece.kind === 'member') continue;
    const found = { item: piece.index + 1, line: piece.line };
    const value = parseJson(piece.text);
    if (!isObject(value)) yield problem(found, 'json.syntax', 'item', `/${piece.member}`);
    else if (piece.member === 'images') images.push({ ...found, value });
    else if (piece.member === 'annotations') annotations.push({ ...found, value });
    else if (piece.member === 'categories') categories.set(value['id'], categoryOf(value));
  }
  const byImage = new Map<unknown, Found[]>(images.map((image) => [image.value['id'], []]));
  for (const annotation of annotations) {
    const list = byImage.get(annotation.value['image_id']);
    if (list) list.push(annotation);
    else yield problem(placeOf(annotation), 'coco.image', 'label', '/annotations');
  }
  const targets = importTargets(config);
  for (const image of images)
    yield* itemsOfImage(image, byImage.get(image.value['id']) ?? [], categories, targets);
}

const placeOf = ({ item, line }: Found) => ({ item, line });

const categoryOf = (value: Json): Category => ({
  name: String(value['name']),
  keypoints: Array.isArray(value['keypoints']) ? value['keypoints'].map(String) : [],
  merged: value['name'] === 'default' && value['supercategory'] === 'default',
});

function* itemsOfImage(
  image: Found,
  annotations: readonly Found[],
  categories: ReadonlyMap<unknown, Category>,
  targets: ImportTargets,
): Generator<ImportItem> {
  const name = image.value['file_name'];
  if (typeof name !== 'string' || name === '') {
    yield problem(placeOf(image), 'task.noData', 'item', '/images');
    return;
  }
  const { width, height } = image.value;
  const known = typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0;
  const size = known ? { width, height } : undefined;
  const result: Region[] = [];
  const problems: ImportItem[] = [];
  for (const annotation of annotations) {
    const say = (code: ImportProblemCode, lost: 'label' | 'nothing' = 'label'): void =>
      void problems.push(problem(placeOf(annotation), code, lost, '/annotations'));
    const category = categories.get(annotation.value['category_id']);
    if (!category) say('coco.category');
    else if (!size) say('image.size');
    else addRegions(annotation.value, category, { result, size, targets, say });
  }
  yield {
    kind: 'task',
    ...placeOf(image),
    task: {
      data: { [targets.field('image')]: name },
      ...(size ? { meta: { width: size.width, height: size.height } } : {}),
      annotations: [{ result, was_cancelled: false, ground_truth: false }],
      predictions: [],
    },
  };
  yield* problems;
}

interface Adding {
  result: Region[];
  size: Size;
  targets: ImportTargets;
  say(code: ImportProblemCode, lost?: 'label' | 'nothing'): void;
}

const numbers = (value: unknown): number[] | undefined =>
  Array.isArray(value) && value.every((n) => typeof n === 'number' && Number.isFinite(n))
    ? (value as number[])
    : undefined;

function addRegions(annotation: Json, category: Category, adding: Adding): void {
  const { segmentation } = annotation;
  const before = adding.result.length;
  const keypoints = numbers(annotation['keypoints']);
  if (isObject(segmentation)) adding.say('coco.rle');
  else if (Array.isArray(segmentation) && segmentation.length > 0 && adding.targets.has('polygon'))
    addPolygons(segmentation, category.name, adding);
  else if (!keypoints || !category.merged) addBox(annotation['bbox'], category.name, adding);
  if (keypoints && category.keypoints.length > 0) {
    const parent = adding.result.length > before ? adding.result.at(-1)?.id : undefined;
    addKeypoints(keypoints, category.keypoints, parent, adding);
  }
}

function add(adding: Adding, ...region: Parameters<ImportTargets['region']>): Region | undefined {
  const made = adding.targets.region(...region);
  if (made) adding.result.push(sized(made, adding.size));
  else adding.say('control.none');
  return made;
}

function addBox(bbox: unknown, label: string, adding: Adding): void {
  const [x, y, width, height] = numbers(bbox) ?? [];
  if (x === undefined || y === undefined || !(Number(width) > 0) || !(Number(height) > 0)) {
    adding.say('box.shape');
    return;
  }
  const [left, top] = toPercent([x, y], adding.size);
  const [across, down] = toPercent([Number(width), Number(height)], adding.size);
  const value = { x: left, y: top, width: across, height: down, rotation: 0 };
  add(adding, 'rectangle', adding.result.length + 1, [label], value);
}

function addPolygons(segmentation: readonly unknown[], label: string, adding: Adding): void {
  if (segmentation.length > 1) adding.say('coco.holes', 'nothing');
  for (const part of segmentation) {
    const points = pairsOf(numbers(part));
    if (!points) {
      adding.say('polygon.shape');
      continue;
    }
    const percent = points.map((point) => [...toPercent(point, adding.size)]);
    const value = { points: percent, closed: true };
    add(adding, 'polygon', adding.result.length + 1, [label], value);
  }
}

/** Points of a flat list of coordinates; undefined for fewer than three or an odd number. */
export function pairsOf(flat: readonly number[] | undefined): Point[] | undefined {
  if (!flat || flat.length < 6 || flat.length % 2 !== 0) return undefined;
  const points: Point[] = [];
  for (let n = 0; n < flat.length; n += 2) points.push([flat[n] ?? 0, flat[n + 1] ?? 0]);
  const { width, height } = envelopeOf(points);
  return Number.isFinite(width) && Number.isFinite(height) ? points : undefined;
}

function addKeypoints(
  flat: readonly number[],
  names: readonly string[],
  parent: string | undefined,
  adding: Adding,
): void {
  for (const [n, name] of names.entries()) {
    const [x = 0, y = 0, visible = 0] = flat.slice(n * 3, n * 3 + 3);
    if (visible === 0) continue;
    const [left, top] = toPercent([x, y], adding.size);
    const value = { x: left, y: top, width: 1, ...(visible === 1 ? { hidden: true } : {}) };
    add(adding, 'keypoint', adding.result.length + 1, [name], value);
    const last = adding.result.at(-1);
    if (parent && last && last.id !== parent) last.parentID = parent;
  }
}
