import type { Bounds, Point, Size } from './shape.ts';

/** How image pixels come to the screen: `scale` CSS pixels each, moved by `x`, `y`. */
export interface ViewBox {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const largest = 40;

/** The whole image in the middle of the stage. */
export function fitted(image: Size, stage: Size): ViewBox {
  const pad = 12;
  const scale = Math.min(
    (stage.width - pad * 2) / image.width,
    (stage.height - pad * 2) / image.height,
    8,
  );
  return {
    scale,
    x: (stage.width - image.width * scale) / 2,
    y: (stage.height - image.height * scale) / 2,
  };
}

/** Zoomed about a point of the stage, which stays where it is. */
export function zoomed(view: ViewBox, factor: number, [x, y]: Point): ViewBox {
  const scale = Math.max(0.01, Math.min(largest, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

export const toImage = (view: ViewBox, [x, y]: Point): Point => [
  (x - view.x) / view.scale,
  (y - view.y) / view.scale,
];

export const toStage = (view: ViewBox, [x, y]: Point): Point => [
  x * view.scale + view.x,
  y * view.scale + view.y,
];

/** The part of the image in sight. */
export function inSight(view: ViewBox, stage: Size): Bounds {
  const [left, top] = toImage(view, [0, 0]);
  const [right, bottom] = toImage(view, [stage.width, stage.height]);
  return { left, top, right, bottom };
}

/** Moved so that `bounds` are in sight, if they are not. */
export function revealing(view: ViewBox, bounds: Bounds, stage: Size): ViewBox {
  const sight = inSight(view, stage);
  const inside =
    bounds.left >= sight.left &&
    bounds.right <= sight.right &&
    bounds.top >= sight.top &&
    bounds.bottom <= sight.bottom;
  const larger =
    bounds.right - bounds.left > sight.right - sight.left ||
    bounds.bottom - bounds.top > sight.bottom - sight.top;
  if (inside || larger) return view;
  return {
    ...view,
    x: stage.width / 2 - ((bounds.left + bounds.right) / 2) * view.scale,
    y: stage.height / 2 - ((bounds.top + bounds.bottom) / 2) * view.scale,
  };
}
