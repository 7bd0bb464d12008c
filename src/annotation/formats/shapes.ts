import type {
  ConfigModel,
  ControlTag,
  LabelledAnnotation,
  LabelledTask,
  Region,
} from '../region.ts';
import type { ExportTally } from './export-tally.ts';
import type { Point, RotatedBox, Size } from './geometry.ts';

/** A labelled shape of an annotation, whichever way its label was given. */
export interface Shape {
  region: Region;
  labels: string[];
}

const bare = new Set(['rectangle', 'polygon', 'keypoint', 'ellipse', 'brush']);

/**
 * The regions of an annotation with their labels. Label Studio's split form, a bare geometry and a `labels` region of
 * one id, becomes one shape. Regions of no control of the configuration are counted as skipped, where the SDK drops
 * them silently; relations are counted as lost.
 */
export function shapesOf(
  annotation: LabelledAnnotation,
  config: ConfigModel,
  tally: ExportTally,
): Shape[] {
  const known = new Set(config.controls.map((control) => control.name));
  const regions: Region[] = [];
  for (const item of annotation.result)
    if (!('value' in item)) tally.loss('relation');
    else if (known.size > 0 && !known.has(item.from_name)) tally.skip('region', 'unknownControl');
    else regions.push(item);
  const halves = new Set(regions.filter((r) => bare.has(r.type)).map((r) => r.id));
  const given = new Map<string, string[]>();
  if (halves.size > 0)
    for (const region of regions)
      if (region.type === 'labels' && halves.has(region.id)) given.set(region.id, labelsOf(region));
  return regions
    .filter((region) => !(region.type === 'labels' && halves.has(region.id)))
    .map((region) => ({
      region,
      labels: (bare.has(region.type) ? given.get(region.id) : undefined) ?? labelsOf(region),
    }));
}

/** The labels a region holds under the name of its type. */
export function labelsOf({ type, value }: Region): string[] {
  const labels = value[type];
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [];
}

/** Annotations that were not cancelled, newest first as in the SDK; the cancelled are counted. */
export function submitted(task: LabelledTask, tally: ExportTally): LabelledAnnotation[] {
  const kept = task.annotations.filter((annotation) => !annotation.was_cancelled);
  tally.skip('annotation', 'cancelled', task.annotations.length - kept.length);
  return kept.length < 2
    ? kept
    : kept.toSorted((a, b) =>
        a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0,
      );
}

/**
 * The annotation for formats with room for one a task: the ground truth, else the newest. The SDK writes all to one
 * file name, so that the oldest is what remains.
 */
export function chosen(task: LabelledTask, tally: ExportTally): LabelledAnnotation | undefined {
  const all = submitted(task, tally);
  tally.skip('annotation', 'otherAnnotation', all.length - 1);
  return all.find((annotation) => annotation.ground_truth) ?? all[0];
}

/** The control of a region; undefined where the configuration has none. */
export const controlOf = (config: ConfigModel, region: Region): ControlTag | undefined =>
  config.controls.find((control) => control.name === region.from_name);

/** The data field of the first object of a kind; its own name in lower case where there is none. */
export const fieldOf = (config: ConfigModel, tag: 'Image' | 'Text'): string =>
  config.objects.find((object) => object.tag === tag)?.value ?? tag.toLowerCase();

/** The image's size in pixels: as a region says, else as the task's owner knows. */
export function sizeOfImage(shapes: readonly Shape[], known: Size | undefined): Size | undefined {
  for (const { region } of shapes) {
    const { original_width: width, original_height: height } = region;
    if (width !== undefined && height !== undefined && width > 0 && height > 0)
      return { width, height };
  }
  return known && known.width > 0 && known.height > 0 ? known : undefined;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** The box of a rectangle in pixels, or nothing where its numbers make none. */
export function boxOf({ value }: Region, size: Size): RotatedBox | undefined {
  const { x, y, width, height, rotation = 0 } = value;
  if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height) || !isNumber(rotation))
    return undefined;
  if (width <= 0 || height <= 0) return undefined;
  return {
    x: (x / 100) * size.width,
    y: (y / 100) * size.height,
    width: (width / 100) * size.width,
    height: (height / 100) * size.height,
    rotation,
  };
}

/** Points of a polygon in percent, or nothing for fewer than three. */
export function pointsOf({ value }: Region): Point[] | undefined {
  const { points } = value;
  if (!Array.isArray(points) || points.length < 3) return undefined;
  const all = points.flatMap((point: unknown): Point[] =>
    Array.isArray(point) && isNumber(point[0]) && isNumber(point[1]) ? [[point[0], point[1]]] : [],
  );
  return all.length === points.length ? all : undefined;
}

export type ShapeKind = 'box' | 'polygon' | 'keypoint' | 'span' | 'other';

const kinds: Record<string, ShapeKind> = {
  rectanglelabels: 'box',
  rectangle: 'box',
  polygonlabels: 'polygon',
  polygon: 'polygon',
  keypointlabels: 'keypoint',
  keypoint: 'keypoint',
  labels: 'span',
};

export const kindOf = ({ type }: Region): ShapeKind => kinds[type] ?? 'other';
