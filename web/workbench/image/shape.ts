import { labelsOf, numberIn, type Region } from '../model/result.ts';

export type Point = readonly [number, number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A region in pixels of the image. A box turns about its top left corner, clockwise, in degrees. */
export type Shape =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly rotation: number;
    }
  | { readonly kind: 'polygon'; readonly points: readonly Point[] }
  | { readonly kind: 'keypoint'; readonly x: number; readonly y: number; readonly radius: number };

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A region's shape; undefined where it is none of an image. */
export function shapeOf(region: Region, size: Size): Shape | undefined {
  const { value } = region;
  const px = (key: string) => (numberIn(value, key) * size.width) / 100;
  const py = (key: string) => (numberIn(value, key) * size.height) / 100;
  if (Array.isArray(value['points']))
    return {
      kind: 'polygon',
      points: (value['points'] as readonly Point[]).map(([x, y]): Point => [
        (Number(x) * size.width) / 100,
        (Number(y) * size.height) / 100,
      ]),
    };
  if ('height' in value)
    return {
      kind: 'box',
      x: px('x'),
      y: py('y'),
      width: px('width'),
      height: py('height'),
      rotation: numberIn(value, 'rotation'),
    };
  if ('x' in value)
    return { kind: 'keypoint', x: px('x'), y: py('y'), radius: Math.max(2, px('width') / 2) };
  return undefined;
}

const percent = (pixels: number, of: number): number => Math.round((pixels / of) * 1e8) / 1e6;

/** The geometry a shape has in a result, in percent of the image. */
export function valueOf(shape: Shape, size: Size): Record<string, unknown> {
  const x = (pixels: number) => percent(pixels, size.width);
  const y = (pixels: number) => percent(pixels, size.height);
  switch (shape.kind) {
    case 'box':
      return {
        x: x(shape.x),
        y: y(shape.y),
        width: x(shape.width),
        height: y(shape.height),
        rotation: Math.round((((shape.rotation % 360) + 360) % 360) * 100) / 100,
      };
    case 'polygon':
      return { points: shape.points.map((p) => [x(p[0]), y(p[1])]), closed: true };
    case 'keypoint':
      return { x: x(shape.x), y: y(shape.y), width: x(shape.radius * 2) };
  }
}

/** The corners of a box, clockwise from its own top left. */
export function corners(box: Extract<Shape, { kind: 'box' }>): readonly Point[] {
  const cos = Math.cos(radians(box.rotation));
  const sin = Math.sin(radians(box.rotation));
  const at = (dx: number, dy: number): Point => [
    box.x + dx * cos - dy * sin,
    box.y + dx * sin + dy * cos,
  ];
  return [at(0, 0), at(box.width, 0), at(box.width, box.height), at(0, box.height)];
}

export function outline(shape: Shape): readonly Point[] {
  if (shape.kind === 'box') return corners(shape);
  return shape.kind === 'polygon' ? shape.points : [[shape.x, shape.y]];
}

export function boundsOf(shape: Shape): Bounds {
  const points = outline(shape);
  const pad = shape.kind === 'keypoint' ? shape.radius : 0;
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return {
    left: Math.min(...xs) - pad,
    top: Math.min(...ys) - pad,
    right: Math.max(...xs) + pad,
    bottom: Math.max(...ys) + pad,
  };
}

/** Whether a point is in a shape, or within `slack` pixels of a key point. */
export function holds(shape: Shape, [x, y]: Point, slack: number): boolean {
  if (shape.kind === 'keypoint')
    return Math.hypot(shape.x - x, shape.y - y) <= Math.max(slack, shape.radius);
  const points = outline(shape);
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
    const [xi, yi] = points[i] as Point;
    const [xj, yj] = points[j] as Point;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The same shape somewhere else, as a whole inside the image. */
export function moved(shape: Shape, dx: number, dy: number, size: Size): Shape {
  const { left, top, right, bottom } = boundsOf(shape);
  const fit = (delta: number, low: number, high: number) => Math.max(-low, Math.min(high, delta));
  const x = fit(dx, left, Math.max(-left, size.width - right));
  const y = fit(dy, top, Math.max(-top, size.height - bottom));
  if (shape.kind === 'polygon')
    return { ...shape, points: shape.points.map((p): Point => [p[0] + x, p[1] + y]) };
  return { ...shape, x: shape.x + x, y: shape.y + y };
}

/** A box turned about its middle, as a hand expects; its top left corner goes along. */
export function turned(box: Extract<Shape, { kind: 'box' }>, rotation: number): Shape {
  const [a, , c] = corners(box) as readonly [Point, Point, Point];
  const middle: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
  const cos = Math.cos(radians(rotation));
  const sin = Math.sin(radians(rotation));
  const dx = -box.width / 2;
  const dy = -box.height / 2;
  return {
    ...box,
    rotation,
    x: middle[0] + dx * cos - dy * sin,
    y: middle[1] + dx * sin + dy * cos,
  };
}

/** A box between two opposite corners, inside the image. */
export function boxBetween(a: Point, b: Point, size: Size): Extract<Shape, { kind: 'box' }> {
  const [ax, ay] = within(a, size);
  const [bx, by] = within(b, size);
  return {
    kind: 'box',
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(ax - bx),
    height: Math.abs(ay - by),
    rotation: 0,
  };
}

export const within = ([x, y]: Point, size: Size): Point => [
  Math.max(0, Math.min(size.width, x)),
  Math.max(0, Math.min(size.height, y)),
];

/** A shape after one of its handles was dragged to a point; corner and side handles keep the opposite one. */
export function reshaped(shape: Shape, handle: number, to: Point, size: Size): Shape {
  const point = within(to, size);
  if (shape.kind === 'keypoint') return { ...shape, x: point[0], y: point[1] };
  if (shape.kind === 'polygon') return { ...shape, points: shape.points.with(handle, point) };
  const local = inBox(shape, shape.rotation === 0 ? point : to);
  const left = [0, 3, 7].includes(handle) ? local[0] : 0;
  const right = [1, 2, 5].includes(handle) ? local[0] : shape.width;
  const top = [0, 1, 4].includes(handle) ? local[1] : 0;
  const bottom = [2, 3, 6].includes(handle) ? local[1] : shape.height;
  const x = Math.min(left, right);
  const y = Math.min(top, bottom);
  const origin = fromBox(shape, [x, y]);
  return {
    ...shape,
    x: origin[0],
    y: origin[1],
    width: Math.abs(right - left),
    height: Math.abs(bottom - top),
  };
}

function inBox(box: Extract<Shape, { kind: 'box' }>, [x, y]: Point): Point {
  const cos = Math.cos(radians(-box.rotation));
  const sin = Math.sin(radians(-box.rotation));
  const dx = x - box.x;
  const dy = y - box.y;
  return [dx * cos - dy * sin, dx * sin + dy * cos];
}

function fromBox(box: Extract<Shape, { kind: 'box' }>, [x, y]: Point): Point {
  const cos = Math.cos(radians(box.rotation));
  const sin = Math.sin(radians(box.rotation));
  return [box.x + x * cos - y * sin, box.y + x * sin + y * cos];
}

/** Handles of a shape: corners then sides of a box, the points of a polygon, the key point itself. */
export function handlesOf(shape: Shape): readonly Point[] {
  if (shape.kind !== 'box') return outline(shape);
  const c = corners(shape);
  const side = (i: number, j: number): Point => {
    const [a, b] = [c[i] as Point, c[j] as Point];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  };
  return [...c, side(0, 1), side(1, 2), side(2, 3), side(3, 0)];
}

/** Where the handle that turns a box stands: above the middle of its top side. */
export function turnHandle(box: Extract<Shape, { kind: 'box' }>, distance: number): Point {
  return fromBox(box, [box.width / 2, -distance]);
}

/** Degrees a box has when its turning handle is at a point. */
export function rotationTowards(box: Extract<Shape, { kind: 'box' }>, [x, y]: Point): number {
  const [a, , c] = corners(box) as readonly [Point, Point, Point];
  return (Math.atan2(y - (a[1] + c[1]) / 2, x - (a[0] + c[0]) / 2) * 180) / Math.PI + 90;
}

/** A short description for those who do not see it: place and size in percent. */
export function describe(region: Region): string {
  const { value } = region;
  const n = (key: string) => Math.round(numberIn(value, key));
  const where = Array.isArray(value['points'])
    ? `${value['points'].length} pts`
    : `x ${n('x')}% y ${n('y')}%${'height' in value ? ` ${n('width')}×${n('height')}%` : ''}`;
  return `${labelsOf(region).join(', ')} ${where}`;
}
