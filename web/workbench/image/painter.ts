import {
  boundsOf,
  handlesOf,
  outline,
  turnHandle,
  type Point,
  type Shape,
  type Size,
} from './shape.ts';
import { inSight, toStage, type ViewBox } from './view-box.ts';

export interface PaintedShape {
  readonly id: string;
  readonly shape: Shape;
  readonly colour: string;
  readonly label: string;
}

/** A shape being drawn, or the crosshair that draws by keyboard. */
export interface Draft {
  readonly points: readonly Point[];
  readonly cursor: Point;
  readonly kind: Shape['kind'];
  readonly colour: string;
  readonly crosshair: boolean;
}

/** Shapes of one colour, as one path in image pixels: 2,000 shapes are a dozen strokes. */
interface Layer {
  readonly colour: string;
  readonly path: Path2D;
}

const turnDistance = 26;
export const handleReach = 9;

/** Everything but the selected shape, by colour; made anew only when shapes change or leave sight. */
export function layersOf(shapes: readonly PaintedShape[], hidden: string | undefined): Layer[] {
  const paths = new Map<string, Path2D>();
  for (const { id, shape, colour } of shapes) {
    if (id === hidden) continue;
    const path = paths.get(colour) ?? new Path2D();
    paths.set(colour, path);
    trace(path, shape);
  }
  return [...paths].map(([colour, path]) => ({ colour, path }));
}

/** Shapes that touch the part of the image in sight. */
export function culled(
  shapes: readonly PaintedShape[],
  view: ViewBox,
  stage: Size,
): readonly PaintedShape[] {
  const sight = inSight(view, stage);
  return shapes.filter(({ shape }) => {
    const box = boundsOf(shape);
    return (
      box.right >= sight.left &&
      box.left <= sight.right &&
      box.bottom >= sight.top &&
      box.top <= sight.bottom
    );
  });
}

function pathOf(shape: Shape): Path2D {
  const path = new Path2D();
  trace(path, shape);
  return path;
}

function trace(path: Path2D, shape: Shape): void {
  if (shape.kind === 'keypoint') {
    path.moveTo(shape.x + shape.radius, shape.y);
    path.arc(shape.x, shape.y, shape.radius, 0, Math.PI * 2);
    return;
  }
  const [first, ...rest] = outline(shape);
  if (!first) return;
  path.moveTo(first[0], first[1]);
  for (const [x, y] of rest) path.lineTo(x, y);
  path.closePath();
}

/** Sets the canvas to the stage's size in device pixels and clears it. */
export function prepare(canvas: HTMLCanvasElement, stage: Size): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(stage.width * ratio);
  const height = Math.round(stage.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, stage.width, stage.height);
  return context;
}

/** The image and the shapes that rest. */
export function paintBase(
  canvas: HTMLCanvasElement,
  image: ImageBitmap,
  layers: readonly Layer[],
  view: ViewBox,
  stage: Size,
): void {
  const context = prepare(canvas, stage);
  if (!context) return;
  const sight = inSight(view, stage);
  const left = Math.max(0, Math.floor(sight.left));
  const top = Math.max(0, Math.floor(sight.top));
  const width = Math.min(image.width, Math.ceil(sight.right)) - left;
  const height = Math.min(image.height, Math.ceil(sight.bottom)) - top;
  context.translate(view.x, view.y);
  context.scale(view.scale, view.scale);
  context.imageSmoothingEnabled = view.scale < 3;
  if (width > 0 && height > 0)
    context.drawImage(image, left, top, width, height, left, top, width, height);
  for (const { colour, path } of layers) {
    context.globalAlpha = 0.14;
    context.fillStyle = colour;
    context.fill(path);
    context.globalAlpha = 1;
    context.lineWidth = 2 / view.scale;
    context.strokeStyle = colour;
    context.stroke(path);
  }
}

/** The selected shape with its handles, its label, and what is being drawn. */
export function paintTop(
  canvas: HTMLCanvasElement,
  selected: PaintedShape | undefined,
  draft: Draft | undefined,
  view: ViewBox,
  stage: Size,
  editable: boolean,
): void {
  const context = prepare(canvas, stage);
  if (!context) return;
  if (selected) paintSelected(context, selected, view, editable);
  if (draft) paintDraft(context, draft, view, stage);
}

function paintSelected(
  context: CanvasRenderingContext2D,
  { shape, colour, label }: PaintedShape,
  view: ViewBox,
  editable: boolean,
): void {
  context.save();
  context.translate(view.x, view.y);
  context.scale(view.scale, view.scale);
  const path = pathOf(shape);
  context.globalAlpha = 0.3;
  context.fillStyle = colour;
  context.fill(path);
  context.globalAlpha = 1;
  context.lineWidth = 5 / view.scale;
  context.strokeStyle = '#ffffff';
  context.stroke(path);
  context.lineWidth = 3 / view.scale;
  context.strokeStyle = colour;
  context.stroke(path);
  context.restore();
  if (editable) paintHandles(context, shape, colour, view);
  paintTag(context, label, colour, toStage(view, outline(shape)[0] ?? [0, 0]));
}

function paintHandles(
  context: CanvasRenderingContext2D,
  shape: Shape,
  colour: string,
  view: ViewBox,
): void {
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.fillStyle = '#ffffff';
  for (const point of handlesOf(shape)) {
    const [x, y] = toStage(view, point);
    context.fillRect(x - 4, y - 4, 8, 8);
    context.strokeRect(x - 4, y - 4, 8, 8);
  }
  if (shape.kind !== 'box') return;
  const [x, y] = toStage(view, turnHandle(shape, turnDistance / view.scale));
  const [fromX, fromY] = toStage(view, turnHandle(shape, 4 / view.scale));
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(x, y);
  context.stroke();
  context.beginPath();
  context.arc(x, y, 5, 0, Math.PI * 2);
  context.fill();
  context.stroke();
}

function paintTag(
  context: CanvasRenderingContext2D,
  label: string,
  colour: string,
  [x, y]: Point,
): void {
  if (label === '') return;
  context.font = '600 13px system-ui, sans-serif';
  const width = context.measureText(label).width + 12;
  const top = Math.max(2, y - 26);
  context.fillStyle = '#10171a';
  context.fillRect(x, top, width, 20);
  context.fillStyle = colour;
  context.fillRect(x, top, 4, 20);
  context.fillStyle = '#ffffff';
  context.fillText(label, x + 8, top + 14.5);
}

function paintDraft(
  context: CanvasRenderingContext2D,
  draft: Draft,
  view: ViewBox,
  stage: Size,
): void {
  const cursor = toStage(view, draft.cursor);
  if (draft.crosshair) {
    context.lineWidth = 3;
    context.strokeStyle = 'rgb(255 255 255 / 0.8)';
    cross(context, cursor, stage);
    context.lineWidth = 1;
    context.strokeStyle = '#10171a';
    cross(context, cursor, stage);
  }
  const points = draft.points.map((point) => toStage(view, point));
  const [first] = points;
  context.strokeStyle = draft.colour;
  context.lineWidth = 2.5;
  if (!first) return;
  context.beginPath();
  if (draft.kind === 'box')
    context.rect(first[0], first[1], cursor[0] - first[0], cursor[1] - first[1]);
  else {
    context.moveTo(first[0], first[1]);
    for (const [x, y] of points.slice(1)) context.lineTo(x, y);
    context.lineTo(cursor[0], cursor[1]);
  }
  context.stroke();
  context.fillStyle = draft.colour;
  for (const [x, y] of points) context.fillRect(x - 3.5, y - 3.5, 7, 7);
}

function cross(context: CanvasRenderingContext2D, [x, y]: Point, stage: Size): void {
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(stage.width, y);
  context.moveTo(x, 0);
  context.lineTo(x, stage.height);
  context.stroke();
}

/** What a point of the stage grabs of a shape: its turning handle, one of its handles, or nothing. */
export function grabAt(shape: Shape, view: ViewBox, at: Point): number | 'turn' | undefined {
  const near = (point: Point) => {
    const [x, y] = toStage(view, point);
    return Math.hypot(x - at[0], y - at[1]) <= handleReach;
  };
  if (shape.kind === 'box' && near(turnHandle(shape, turnDistance / view.scale))) return 'turn';
  const handle = handlesOf(shape).findIndex(near);
  return handle < 0 ? undefined : handle;
}
