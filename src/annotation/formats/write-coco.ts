import type { LabelledTask } from '../region.ts';
import { ArchiveNames, imageName } from './archive-names.ts';
import { cocoCategories } from './categories.ts';
import { ExportChanged, type ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { areaOf, cornersOf, envelopeOf, toPixels, type Point, type Size } from './geometry.ts';
import {
  boxOf,
  fieldOf,
  kindOf,
  pointsOf,
  shapesOf,
  sizeOfImage,
  submitted,
  type Shape,
} from './shapes.ts';

/** What COCO carries. */
export const carriedByCoco = {
  task: [],
  annotation: [],
  region: ['original_width', 'original_height'],
} as const;

type Coco = ReturnType<typeof cocoCategories>;

/**
 * COCO in one file, as the SDK writes it: `images` and image ids from 0, boxes without segmentation, polygons with one,
 * keypoints under the class `default`. Walks the tasks twice, images first, so memory does not grow with annotations.
 * Better than the SDK: an image stands once however many annotations it has; an image is never left out because
 * it cannot be downloaded; a rotated box is turned in pixels, where turning in percent shears it on images that are not
 * square; keypoints are grouped by their box and keep their decimals; file names are safe and unique.
 */
export async function* writeCoco(input: ExportInput, tally: ExportTally): AsyncGenerator<string> {
  const categories = cocoCategories(input.config);
  const field = fieldOf(input.config, 'Image');
  const names = new ArchiveNames();
  let images = 0;
  yield '{"images":[';
  for await (const task of input.tasks()) {
    const reference = task.data[field];
    if (typeof reference !== 'string' || reference === '') continue;
    const size = sizeOf(task, input);
    const image = {
      width: size?.width ?? null,
      height: size?.height ?? null,
      id: images,
      file_name: names.take(imageName(reference)),
      ...(/^https?:\/\//i.test(reference) ? { coco_url: reference } : {}),
    };
    yield `${images === 0 ? '\n' : ',\n'}${JSON.stringify(image)}`;
    images += 1;
  }
  yield '\n],"annotations":[';
  let image = 0;
  let next = 0;
  for await (const task of input.tasks()) {
    tally.task(task);
    const reference = task.data[field];
    if (typeof reference !== 'string' || reference === '') {
      tally.skip('task', 'noData');
      continue;
    }
    if (!/^https?:\/\//i.test(reference) && imageName(reference) !== reference)
      tally.loss(`task.data.${field} (path)`);
    for (const annotation of annotationsOf(task, input, categories, tally)) {
      yield `${next === 0 ? '\n' : ',\n'}${JSON.stringify({ id: next, image_id: image, ...annotation })}`;
      next += 1;
    }
    image += 1;
  }
  if (image !== images) throw new ExportChanged();
  const info = { version: '1.0', description: '', contributor: 'Banyan', url: '' };
  yield `\n],"categories":${JSON.stringify(categories.list)},"info":${JSON.stringify(info)}}\n`;
}

function sizeOf(task: LabelledTask, input: ExportInput): Size | undefined {
  for (const { result } of task.annotations) {
    const shapes = result.flatMap((item) =>
      'value' in item ? [{ region: item, labels: [] }] : [],
    );
    const size = sizeOfImage(shapes, undefined);
    if (size) return size;
  }
  return sizeOfImage([], input.sizeOf?.(task));
}

function* annotationsOf(
  task: LabelledTask,
  input: ExportInput,
  categories: Coco,
  tally: ExportTally,
): Generator<Record<string, unknown>> {
  const known = sizeOf(task, input);
  for (const annotation of submitted(task, tally)) {
    tally.annotation(annotation);
    const shapes = shapesOf(annotation, input.config, tally);
    const poses = new Map<string, Shape[]>();
    for (const shape of shapes) {
      const size = sizeOfImage([shape], known);
      const kind = kindOf(shape.region);
      if (kind === 'other' || kind === 'span') tally.skip('region', 'kind');
      else if (shape.labels.length === 0) tally.skip('region', 'noLabel');
      else if (!size) tally.skip('region', 'noImageSize');
      else if (kind === 'keypoint') {
        const parent = shape.region.parentID ?? '';
        poses.set(parent, [...(poses.get(parent) ?? []), shape]);
      } else {
        const made = kind === 'box' ? cocoBox(shape, size, tally) : cocoPolygon(shape, size);
        if (!made) tally.skip('region', 'geometry');
        else yield { ...made, category_id: wrote(shape, categories, tally) };
      }
    }
    for (const pose of poses.values()) yield* cocoPoses(pose, known, categories, tally);
  }
}

/** Counts a shape as written and gives the class of its first label, the only one COCO has room for. */
function wrote(shape: Shape, categories: Coco, tally: ExportTally): number {
  tally.region(shape.region, shape.labels.slice(0, 1));
  tally.loss('region.labels (after the first)', shape.labels.length - 1);
  return categories.idOf(shape.labels[0] ?? '');
}

function cocoBox(shape: Shape, size: Size, tally: ExportTally) {
  const box = boxOf(shape.region, size);
  if (!box) return undefined;
  if (box.rotation !== 0) tally.loss('region.value.rotation');
  const { x, y, width, height } = box.rotation === 0 ? box : envelopeOf(cornersOf(box));
  return {
    segmentation: [],
    bbox: [x, y, width, height],
    ignore: 0,
    iscrowd: 0,
    area: width * height,
  };
}

function cocoPolygon(shape: Shape, size: Size) {
  const points = pointsOf(shape.region)?.map((point) => toPixels(point, size));
  if (!points) return undefined;
  const { x, y, width, height } = envelopeOf(points);
  return {
    segmentation: [points.flat()],
    bbox: [x, y, width, height],
    ignore: 0,
    iscrowd: 0,
    area: areaOf(points),
  };
}

/** One record for the points of a box, or of the image; of points of one name each opens a record of its own. */
function* cocoPoses(
  shapes: readonly Shape[],
  known: Size | undefined,
  categories: Coco,
  tally: ExportTally,
): Generator<Record<string, unknown>> {
  const open: Map<string, Point>[] = [];
  for (const shape of shapes) {
    const size = sizeOfImage([shape], known);
    const { x, y } = shape.region.value;
    const name = shape.labels[0] ?? '';
    if (
      !size ||
      typeof x !== 'number' ||
      typeof y !== 'number' ||
      !categories.keypoints.includes(name)
    ) {
      tally.skip('region', 'geometry');
      continue;
    }
    tally.region(shape.region, [name]);
    let pose = open.find((one) => !one.has(name));
    if (!pose) open.push((pose = new Map()));
    pose.set(name, toPixels([x, y], size));
    if (shape.region.value['hidden'] === true) tally.loss('region.value.hidden');
  }
  for (const pose of open) {
    const keypoints = categories.keypoints.flatMap((name) => {
      const point = pose.get(name);
      return point ? [point[0], point[1], 2] : [0, 0, 0];
    });
    const { x, y, width, height } = envelopeOf([...pose.values()]);
    yield {
      category_id: categories.pose,
      keypoints,
      num_keypoints: pose.size,
      segmentation: [],
      bbox: [x, y, width, height],
      area: width * height,
      iscrowd: 0,
    };
  }
}
