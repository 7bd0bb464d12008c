import type { LabelledTask } from '../region.ts';
import { ArchiveNames, imageName, stemOf } from './archive-names.ts';
import { yoloCategories, type Categories } from './categories.ts';
import type { ExportEntry, ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { cornersOf, envelopeOf, toPercent, type Point, type Size } from './geometry.ts';
import type { YoloKind } from './read-yolo.ts';
import {
  boxOf,
  chosen,
  fieldOf,
  kindOf,
  pointsOf,
  shapesOf,
  sizeOfImage,
  type Shape,
} from './shapes.ts';
import { yamlOfNames } from './yaml-names.ts';

/** What YOLO carries. */
export const carriedByYolo = { task: [], annotation: [], region: [] } as const;

/** A square stands in where the size of the image is not known and nothing is turned. */
const ANY_SIZE: Size = { width: 100, height: 100 };

/**
 * YOLO for Ultralytics: `labels/NAME.txt` for each image, `data.yaml`, `train.txt` with the paths of the images,
 * `classes.txt` and `notes.json`. A line for each label of a region, as in the SDK. Better than the SDK, which writes no
 * `data.yaml`: one kind of line for the whole export (in `detect` polygons become boxes, in `segment` boxes polygons),
 * rotated boxes as their envelope in `detect`, coordinates held within the image, which Ultralytics demands; line n of
 * `classes.txt` is class n also where the configuration sets ids; two images of one name do not overwrite each other.
 */
export async function* writeYolo(
  input: ExportInput,
  tally: ExportTally,
  kind: YoloKind,
): AsyncGenerator<ExportEntry> {
  const encoder = new TextEncoder();
  const categories = yoloCategories(input.config);
  const names = new ArchiveNames();
  const field = fieldOf(input.config, 'Image');
  const images: string[] = [];
  const entry = (path: string, text: string): ExportEntry => {
    tally.file();
    return { path, bytes: encoder.encode(text) };
  };
  for await (const task of input.tasks()) {
    tally.task(task);
    const reference = task.data[field];
    if (typeof reference !== 'string' || reference === '') {
      tally.skip('task', 'noData');
      continue;
    }
    const name = names.take(imageName(reference), stemOf);
    if (name !== reference) tally.loss(`task.data.${field} (path)`);
    images.push(`./images/${name}\n`);
    yield entry(`labels/${stemOf(name)}.txt`, linesOf(task, { input, tally, kind, categories }));
  }
  const list = categories.list.toSorted((a, b) => a.id - b.id);
  const ids = new Map(list.map(({ id, name }) => [id, name]));
  const top = list.at(-1)?.id ?? -1;
  const classes = Array.from(
    { length: top + 1 },
    (_, id) => `${oneLine(ids.get(id) ?? `class_${id}`)}\n`,
  );
  yield entry('train.txt', images.join(''));
  yield entry('classes.txt', classes.join(''));
  yield entry('data.yaml', yamlOfNames(list.map(({ id, name }) => [id, name])));
  const info = { version: '1.0', contributor: 'Banyan' };
  yield entry('notes.json', `${JSON.stringify({ categories: categories.list, info }, null, 2)}\n`);
}

const oneLine = (name: string): string => name.replaceAll(/[\r\n]+/g, ' ');

interface Writing {
  input: ExportInput;
  tally: ExportTally;
  kind: YoloKind;
  categories: Categories;
}

function linesOf(task: LabelledTask, writing: Writing): string {
  const { input, tally, categories } = writing;
  const annotation = chosen(task, tally);
  if (!annotation) return '';
  tally.annotation(annotation);
  const shapes = shapesOf(annotation, input.config, tally);
  const size = sizeOfImage(shapes, input.sizeOf?.(task));
  const lines: string[] = [];
  for (const shape of shapes) {
    const numbers = numbersOf(shape, size, writing);
    if (!numbers) continue;
    tally.region(shape.region, shape.labels);
    for (const label of shape.labels)
      lines.push(`${categories.idOf(label)} ${numbers.map(decimal).join(' ')}\n`);
  }
  return lines.join('');
}

/** The numbers of a line after its class, in 0–1; nothing, and counted, where there are none. */
function numbersOf(shape: Shape, size: Size | undefined, writing: Writing): number[] | undefined {
  const { tally, kind } = writing;
  const shapeKind = kindOf(shape.region);
  const possible = shapeKind === 'box' || (shapeKind === 'polygon' && kind !== 'obb');
  if (!possible) return skipped(tally, 'kind');
  if (shape.labels.length === 0) return skipped(tally, 'noLabel');
  if (shapeKind === 'polygon') {
    const points = pointsOf(shape.region);
    if (!points) return skipped(tally, 'geometry');
    if (kind === 'segment') return clippedPoints(points, tally);
    const box = centred(points, tally);
    if (box) tally.loss('region.value.points');
    return box;
  }
  const rotated = Number(shape.region.value['rotation'] ?? 0) !== 0;
  if (rotated && !size) return skipped(tally, 'noImageSize');
  const pixels = size ?? ANY_SIZE;
  const box = boxOf(shape.region, pixels);
  if (!box) return skipped(tally, 'geometry');
  const corners = cornersOf(box).map((corner) => toPercent(corner, pixels));
  if (kind === 'obb') return corners.flat().map((n) => n / 100);
  if (kind === 'segment') return clippedPoints(corners, tally);
  const upright = centred(corners, tally);
  if (upright && rotated) tally.loss('region.value.rotation');
  return upright;
}

function skipped(
  tally: ExportTally,
  reason: 'kind' | 'noLabel' | 'geometry' | 'noImageSize',
): undefined {
  tally.skip('region', reason);
  return undefined;
}

const clip = (percent: number): number => Math.min(100, Math.max(0, percent));

/** A thousandth of a pixel of a large image is rounding, not a part outside. */
const OUTSIDE = 1e-5;

function clippedPoints(points: readonly Point[], tally: ExportTally): number[] {
  const flat = points.flat();
  if (flat.some((n) => n < -OUTSIDE || n > 100 + OUTSIDE))
    tally.loss('region.value (part outside the image)');
  return flat.map((n) => clip(n) / 100);
}

/** Centre and size of the part within the image; nothing, and counted, where no part is. */
function centred(points: readonly Point[], tally: ExportTally): number[] | undefined {
  const whole = clippedPoints(points, tally);
  const pairs: Point[] = [];
  for (let n = 0; n < whole.length; n += 2) pairs.push([whole[n] ?? 0, whole[n + 1] ?? 0]);
  const { x, y, width, height } = envelopeOf(pairs);
  if (width < 1e-9 || height < 1e-9) return skipped(tally, 'geometry');
  return [x + width / 2, y + height / 2, width, height];
}

/** Ten decimals, a millionth of a pixel on any image; never an exponent, which YOLO readers refuse. */
const decimal = (value: number): string =>
  value
    .toFixed(10)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
