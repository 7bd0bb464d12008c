/** A point in any unit. */
export type Point = readonly [x: number, y: number];

/** Upright box: top left corner and size. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface RotatedBox extends Box {
  /** Degrees clockwise about the top left corner, 0 ≤ rotation < 360. */
  rotation: number;
}

export interface Size {
  width: number;
  height: number;
}

/**
 * Corners of a box turned about its top left corner, clockwise from that corner. Units must be square (pixels):
 * turning percentages of an image that is not square shears the box, as the SDK's COCO writer does.
 */
export function cornersOf(box: RotatedBox): [Point, Point, Point, Point] {
  const angle = (box.rotation * Math.PI) / 180;
  const cos = box.rotation === 0 ? 1 : Math.cos(angle);
  const sin = box.rotation === 0 ? 0 : Math.sin(angle);
  const across: Point = [box.width * cos, box.width * sin];
  const down: Point = [-box.height * sin, box.height * cos];
  return [
    [box.x, box.y],
    [box.x + across[0], box.y + across[1]],
    [box.x + across[0] + down[0], box.y + across[1] + down[1]],
    [box.x + down[0], box.y + down[1]],
  ];
}

/**
 * The rotated box of four corners in order (clockwise on the screen). Corners that are no exact rectangle, as after
 * rounding, give the box of the mean sides about the same centre; counter-clockwise corners are turned round.
 */
export function boxOfCorners(corners: readonly [Point, Point, Point, Point]): RotatedBox {
  const signed = signedArea(corners);
  const [a, b, c, d] = signed < 0 ? [corners[0], corners[3], corners[2], corners[1]] : corners;
  const across: Point = [(b[0] - a[0] + c[0] - d[0]) / 2, (b[1] - a[1] + c[1] - d[1]) / 2];
  const width = Math.hypot(...across);
  const height = Math.hypot((d[0] - a[0] + c[0] - b[0]) / 2, (d[1] - a[1] + c[1] - b[1]) / 2);
  const angle = Math.atan2(across[1], across[0]);
  const centre: Point = [(a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: centre[0] - (width / 2) * cos + (height / 2) * sin,
    y: centre[1] - (width / 2) * sin - (height / 2) * cos,
    width,
    height,
    rotation: turn((angle * 180) / Math.PI),
  };
}

const turn = (degrees: number): number => {
  const whole = ((degrees % 360) + 360) % 360;
  return whole === 360 ? 0 : whole;
};

/** The smallest upright box around the points. */
export function envelopeOf(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Area of a polygon by the shoelace formula. */
export const areaOf = (points: readonly Point[]): number => Math.abs(signedArea(points));

/** Measured from the first point: far from the origin the products would swallow a small shape. */
function signedArea(points: readonly Point[]): number {
  const [originX, originY] = points[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i + 1 < points.length; i++) {
    const [x1, y1] = points[i] ?? [0, 0];
    const [x2, y2] = points[i + 1] ?? [0, 0];
    sum += (x1 - originX) * (y2 - originY) - (x2 - originX) * (y1 - originY);
  }
  return sum / 2;
}

/** From percent of the image to pixels. */
export const toPixels = ([x, y]: Point, size: Size): Point => [
  (x / 100) * size.width,
  (y / 100) * size.height,
];

/** From pixels to percent of the image. */
export const toPercent = ([x, y]: Point, size: Size): Point => [
  (x / size.width) * 100,
  (y / size.height) * 100,
];
