import type { ConfigModel, Region } from '../region.ts';
import { boxOfCorners, toPercent, toPixels, type Point, type Size } from './geometry.ts';
import {
  problem,
  type ImportFile,
  type ImportItem,
  type ImportProblemCode,
} from './import-item.ts';
import { importTargets, sized, type ImportTargets } from './import-targets.ts';
import { readYamlNames } from './yaml-names.ts';

export type YoloKind = 'detect' | 'segment' | 'obb';

export interface YoloOptions {
  /**
   * What the lines hold. Without it a line of 5 columns is a box and a longer one a polygon: four corners of a rotated
   * box look the same as a polygon of four points.
   */
  kind?: YoloKind;
  config?: ConfigModel;
  /** Pixels of an image by its path in the import; rotated boxes need it, the rest gains from it. */
  sizeOf?(path: string): Size | undefined | Promise<Size | undefined>;
}

const IMAGE = /\.(jpe?g|png|webp|bmp|gif|tiff?|avif)$/i;
const NAMES = /(^|\/)(classes\.txt|[^/]*\.names)$/i;

interface Listing {
  names: string[];
  /** Image path by its label key: without its folder `images` and its extension. */
  images: Map<string, string>;
  labels: string[];
}

/**
 * Reads YOLO labels: darknet (`obj.names`, labels beside the images), v5 to v11 with `data.yaml` or `classes.txt`
 * (`labels/…` beside `images/…`). `files` is walked twice, as names may stand after the labels. A label file is a task;
 * its image is found by name among the files or in a list of images (`train.txt`).
 */
export async function* readYolo(
  files: () => AsyncIterable<ImportFile>,
  options: YoloOptions = {},
): AsyncGenerator<ImportItem> {
  const listing = await listFiles(files());
  if (listing.names.length === 0) {
    yield problem({ item: 0 }, 'yolo.names', 'item');
    return;
  }
  const targets = importTargets(options.config);
  const wanted = new Set(listing.labels);
  const imageless = new Map(listing.images);
  let item = 0;
  for await (const file of files()) {
    if (!wanted.has(file.path)) continue;
    item += 1;
    const image = listing.images.get(keyOf(file.path));
    if (image === undefined) {
      yield problem({ item, file: file.path }, 'image.missing', 'item');
      continue;
    }
    imageless.delete(keyOf(file.path));
    const size = await options.sizeOf?.(image);
    const label = { item, path: file.path, image, text: await file.text() };
    yield* itemsOfLabels(label, { listing, targets, size, kind: options.kind });
  }
  for (const image of imageless.values()) {
    item += 1;
    yield { kind: 'task', item, file: image, task: taskOf(targets, image, [], undefined) };
  }
}

async function listFiles(files: AsyncIterable<ImportFile>): Promise<Listing> {
  const listing: Listing = { names: [], images: new Map(), labels: [] };
  let classes: string[] | undefined;
  for await (const file of files) {
    if (/(^|\/)[^/]+\.ya?ml$/i.test(file.path)) {
      const names = readYamlNames(await file.text());
      if (names) listing.names = names;
    } else if (NAMES.test(file.path)) classes = linesOf(await file.text());
    else if (IMAGE.test(file.path)) listing.images.set(keyOf(file.path), file.path);
    else if (/\.txt$/i.test(file.path)) {
      const lines = linesOf(await file.text());
      const named =
        /(^|\/)(train|val|test)\.txt$/i.test(file.path) && !/(^|\/)labels\//.test(file.path);
      if (named || (lines.length > 0 && lines.every((line) => IMAGE.test(line))))
        for (const line of lines) {
          const path = line.replace(/^(\.\/|data\/)+/, '');
          if (!listing.images.has(keyOf(path))) listing.images.set(keyOf(path), path);
        }
      else listing.labels.push(file.path);
    }
  }
  if (listing.names.length === 0) listing.names = classes ?? [];
  return listing;
}

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What an image and its label file have in common. */
const keyOf = (path: string): string =>
  path.replace(/(?<=[^/])\.[^./]+$/, '').replace(/(^|\/)(images|labels|JPEGImages)(?=\/)/, '$1');

interface Reading {
  listing: Listing;
  targets: ImportTargets;
  size: Size | undefined;
  kind: YoloKind | undefined;
}

function* itemsOfLabels(
  label: { item: number; path: string; image: string; text: string },
  reading: Reading,
): Generator<ImportItem> {
  const result: Region[] = [];
  const problems: ImportItem[] = [];
  for (const [n, raw] of label.text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const made = regionOf(raw.trim().split(/\s+/).map(Number), result.length + 1, reading);
    if (typeof made === 'string') {
      const place = { item: label.item, file: label.path, line: n + 1 };
      problems.push(problem(place, made, 'label'));
    } else result.push(sized(made, reading.size));
  }
  yield {
    kind: 'task',
    item: label.item,
    file: label.path,
    task: taskOf(reading.targets, label.image, result, reading.size),
  };
  yield* problems;
}

const taskOf = (
  targets: ImportTargets,
  image: string,
  result: Region[],
  size: Size | undefined,
) => ({
  data: { [targets.field('image')]: image },
  ...(size ? { meta: { ...size } } : {}),
  annotations: [{ result, was_cancelled: false, ground_truth: false }],
  predictions: [],
});

function regionOf(columns: number[], id: number, reading: Reading): Region | ImportProblemCode {
  const [index = -1, ...rest] = columns;
  if (!columns.every(Number.isFinite) || !Number.isInteger(index)) return 'yolo.columns';
  const name = reading.listing.names[index];
  if (name === undefined) return 'yolo.class';
  const kind = reading.kind ?? (rest.length === 4 ? 'detect' : 'segment');
  const shape = { detect: boxOf, segment: polygonOf, obb: rotatedOf }[kind];
  return shape(rest, name, id, reading);
}

type Shape = (
  values: number[],
  name: string,
  id: number,
  reading: Reading,
) => Region | ImportProblemCode;

const boxOf: Shape = (values, name, id, { targets }) => {
  const [x = 0, y = 0, width = 0, height = 0] = values;
  if (values.length !== 4) return 'yolo.columns';
  if (!(width > 0 && height > 0)) return 'box.shape';
  const value = {
    x: (x - width / 2) * 100,
    y: (y - height / 2) * 100,
    width: width * 100,
    height: height * 100,
    rotation: 0,
  };
  return targets.region('rectangle', id, [name], value) ?? 'control.none';
};

const polygonOf: Shape = (values, name, id, { targets }) => {
  if (values.length < 6 || values.length % 2 !== 0) return 'polygon.shape';
  const points = pointsOf(values).map(([x, y]) => [x * 100, y * 100]);
  return targets.region('polygon', id, [name], { points, closed: true }) ?? 'control.none';
};

const rotatedOf: Shape = (values, name, id, { targets, size }) => {
  if (values.length !== 8) return 'yolo.columns';
  if (!size) return 'image.size';
  const [a, b, c, d] = pointsOf(values).map(([x, y]) => toPixels([x * 100, y * 100], size));
  if (!a || !b || !c || !d) return 'yolo.columns';
  const box = boxOfCorners([a, b, c, d]);
  if (!(box.width > 0 && box.height > 0)) return 'box.shape';
  const [x, y] = toPercent([box.x, box.y], size);
  const [width, height] = toPercent([box.width, box.height], size);
  const value = { x, y, width, height, rotation: box.rotation };
  return targets.region('rectangle', id, [name], value) ?? 'control.none';
};

function pointsOf(flat: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let n = 0; n < flat.length; n += 2) points.push([flat[n] ?? 0, flat[n + 1] ?? 0]);
  return points;
}
