import { boxCorners, type Polygon } from './polygon-overlap.ts';

/** One region of a Label Studio result, as far as agreement reads it. */
export interface LabelRegion {
  readonly id?: string;
  readonly from_name?: string;
  readonly to_name?: string;
  readonly type: string;
  readonly value?: Readonly<Record<string, unknown>>;
  readonly original_width?: number;
  readonly original_height?: number;
}

/** A stretch of text (code points, end exclusive) or of sound (seconds). */
export interface StretchMark {
  readonly shape: 'stretch';
  /** Regions agree only within the same label, object and track (audio channel, paragraph). */
  readonly group: string;
  readonly start: number;
  readonly end: number;
}

/** An area of an image, in pixels where the region states the size of its image, else in percent. */
export interface AreaMark {
  readonly shape: 'area';
  readonly group: string;
  readonly polygon: Polygon;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  /** A box that is not turned: `box` is all of it. */
  readonly upright: boolean;
}
export type Mark = StretchMark | AreaMark;

/** What marks of a result are wanted, and where: `fromName` keeps one control of the configuration. */
export interface MarkSelection {
  readonly kind: 'spans' | 'audio' | 'boxes' | 'polygons';
  readonly fromName?: string;
}

/**
 * The marks of one result. A geometry and a `labels` region that share an id are one region (Label
 * Studio's split form). `unread` counts regions of the kind whose value could not be read.
 */
export function marksOf(
  result: readonly LabelRegion[],
  { kind, fromName }: MarkSelection,
): { readonly marks: Mark[]; readonly unread: number } {
  const labelsById = new Map<string, string>();
  for (const region of result) {
    const labels = labelsOf(region);
    if (region.id !== undefined && labels !== undefined) labelsById.set(region.id, labels);
  }
  const marks: Mark[] = [];
  const seen = new Set<string>();
  let unread = 0;
  for (const region of result) {
    if (!belongs(region, kind, fromName)) continue;
    if (region.id !== undefined && seen.has(region.id)) continue;
    if (region.id !== undefined) seen.add(region.id);
    const label =
      labelsOf(region) ?? (region.id === undefined ? '' : (labelsById.get(region.id) ?? ''));
    const mark = readMark(region, kind, label);
    if (mark) marks.push(mark);
    else unread += 1;
  }
  return { marks, unread };
}

const geometry = {
  spans: ['labels', 'hypertextlabels', 'paragraphlabels', 'text', 'hypertext', 'paragraphs'],
  audio: ['labels', 'audio', 'timeserieslabels', 'videolabels'],
  boxes: ['rectanglelabels', 'rectangle'],
  polygons: ['polygonlabels', 'polygon'],
} as const;

function belongs(
  region: LabelRegion,
  kind: MarkSelection['kind'],
  fromName: string | undefined,
): boolean {
  if (fromName !== undefined && region.from_name !== fromName) return false;
  if (!(geometry[kind] as readonly string[]).includes(region.type)) return false;
  const value = region.value ?? {};
  // A `labels` region without a place only names the label of the geometry with the same id.
  return region.type !== 'labels' || 'start' in value;
}

function labelsOf(region: LabelRegion): string | undefined {
  const labels = region.value?.[region.type] ?? region.value?.['labels'];
  if (!Array.isArray(labels)) return undefined;
  return labels.map(String).toSorted().join('\u0000');
}

const finite = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

function readMark(
  region: LabelRegion,
  kind: MarkSelection['kind'],
  label: string,
): Mark | undefined {
  const value = region.value ?? {};
  const group = (track: unknown = ''): string =>
    JSON.stringify([region.from_name ?? '', region.to_name ?? '', track, label]);
  if (kind === 'audio') return stretch(value['start'], value['end'], group(value['channel']));
  if (kind === 'spans') return readSpan(value, group);
  const scaleX = (region.original_width ?? 100) / 100;
  const scaleY = (region.original_height ?? 100) / 100;
  if (kind === 'polygons') {
    const points = value['points'];
    if (!Array.isArray(points) || points.length < 3) return undefined;
    if (!points.every((p) => Array.isArray(p) && finite(p[0]) && finite(p[1]))) return undefined;
    const pairs = points as readonly (readonly [number, number])[];
    return area(
      pairs.map(([x, y]) => [x * scaleX, y * scaleY] as const),
      group(),
    );
  }
  const { x, y, width, height, rotation = 0 } = value;
  if (!finite(x) || !finite(y) || !finite(width) || !finite(height) || !finite(rotation))
    return undefined;
  const box = {
    x: x * scaleX,
    y: y * scaleY,
    width: width * scaleX,
    height: height * scaleY,
    rotation,
  };
  return { ...area(boxCorners(box), group()), upright: rotation === 0 };
}

/** Text offsets; for HTML the global offsets, for a paragraph the offsets within it. */
function readSpan(
  value: Readonly<Record<string, unknown>>,
  group: (track?: unknown) => string,
): Mark | undefined {
  const { start, end, globalOffsets, startOffset, endOffset } = value;
  const whole = globalOffsets as { start?: unknown; end?: unknown } | null | undefined;
  if (whole && finite(whole.start)) return stretch(whole.start, whole.end, group());
  if (finite(start)) return stretch(start, end, group());
  if (typeof start === 'string' && start === end)
    return stretch(startOffset, endOffset, group(start));
  return undefined;
}

const stretch = (start: unknown, end: unknown, group: string): StretchMark | undefined =>
  finite(start) && finite(end) && end >= start
    ? { shape: 'stretch', group, start, end }
    : undefined;

function area(polygon: Polygon, group: string): AreaMark {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygon) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { shape: 'area', group, polygon, box: [left, top, right, bottom], upright: false };
}
