import { grabAt } from './painter.ts';
import { moved, reshaped, rotationTowards, turned, type Point, type Shape } from './shape.ts';
import type { ImageStage } from './image-stage.ts';
import { toImage } from './view-box.ts';

type Gesture =
  | { readonly kind: 'pan' }
  | { readonly kind: 'draw' }
  | { readonly kind: 'press'; readonly hit: string | undefined }
  | { readonly kind: 'move' | 'turn'; readonly id: string; readonly shape: Shape }
  | {
      readonly kind: 'handle';
      readonly id: string;
      readonly shape: Shape;
      readonly handle: number;
    };

const clickReach = 4;

/** Pointers on an image: draw, grab, move, turn, pan; two fingers zoom. */
export class PointerTools {
  readonly #on: ImageStage;
  readonly #down = new Map<number, Point>();
  #gesture: Gesture | undefined;
  #from: Point = [0, 0];
  #last: Point = [0, 0];

  constructor(on: ImageStage) {
    this.#on = on;
  }

  press(event: PointerEvent, at: Point): void {
    this.#down.set(event.pointerId, at);
    this.#from = at;
    this.#last = at;
    if (this.#down.size === 2) {
      this.#on.drawing.cancel();
      this.#on.dragged = undefined;
      this.#gesture = { kind: 'pan' };
      return;
    }
    this.#gesture = event.button === 1 || event.shiftKey ? { kind: 'pan' } : this.#begin(at);
  }

  #begin(at: Point): Gesture {
    const on = this.#on;
    const { selected, drawing } = on;
    if (drawing.active) return { kind: 'draw' };
    const editable = !on.task.readOnly;
    const grip = selected && editable ? grabAt(selected.shape, on.view, at) : undefined;
    if (selected && grip === 'turn')
      return { kind: 'turn', id: selected.id, shape: selected.shape };
    if (selected && grip !== undefined && grip !== 'turn')
      return { kind: 'handle', id: selected.id, shape: selected.shape, handle: grip };
    const hit = on.hit(at);
    if (on.tool() && editable) return { kind: 'press', hit: hit?.id };
    if (!hit) return { kind: 'pan' };
    on.task.store.dispatch({ do: 'select', id: hit.id });
    return editable ? { kind: 'move', id: hit.id, shape: hit.shape } : { kind: 'pan' };
  }

  move(event: PointerEvent, at: Point): void {
    const on = this.#on;
    if (this.#down.size === 2 && this.#down.has(event.pointerId)) return this.#pinch(event, at);
    if (this.#down.has(event.pointerId)) this.#down.set(event.pointerId, at);
    const point = toImage(on.view, at);
    if (on.drawing.active) on.drawing.follow(point);
    const gesture = this.#gesture;
    if (!gesture) return;
    const from = toImage(on.view, this.#from);
    const [dx, dy] = [point[0] - from[0], point[1] - from[1]];
    switch (gesture.kind) {
      case 'pan':
        on.pan(at[0] - this.#last[0], at[1] - this.#last[1]);
        break;
      case 'press':
        this.#dragOut(at, from);
        break;
      case 'move':
        this.#drag(moved(gesture.shape, dx, dy, on.size));
        break;
      case 'handle':
        this.#drag(reshaped(gesture.shape, gesture.handle, point, on.size));
        break;
      case 'turn':
        if (gesture.shape.kind === 'box')
          this.#drag(turned(gesture.shape, rotationTowards(gesture.shape, point)));
        break;
      default:
    }
    this.#last = at;
  }

  /** A drag with a label in hand draws a box; a click without one selects. */
  #dragOut(at: Point, from: Point): void {
    const tool = this.#on.tool();
    const far = Math.hypot(at[0] - this.#from[0], at[1] - this.#from[1]) > clickReach;
    if (!far || tool?.control.tag !== 'RectangleLabels') return;
    this.#on.drawing.begin(tool, [from], toImage(this.#on.view, at), false);
    this.#gesture = { kind: 'draw' };
  }

  #drag(shape: Shape): void {
    this.#on.dragged = shape;
    this.#on.paintMoving();
  }

  #pinch(event: PointerEvent, at: Point): void {
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    const before = this.#down.get(event.pointerId);
    this.#down.set(event.pointerId, at);
    if (!other || !before) return;
    const distance = (a: Point) => Math.hypot(a[0] - other[0], a[1] - other[1]);
    this.#on.zoom(distance(at) / Math.max(1, distance(before)), [
      (at[0] + other[0]) / 2,
      (at[1] + other[1]) / 2,
    ]);
  }

  release(event: PointerEvent, at: Point): void {
    this.#down.delete(event.pointerId);
    const gesture = this.#gesture;
    this.#gesture = undefined;
    const on = this.#on;
    const { dragged } = on;
    on.dragged = undefined;
    if (!gesture) return;
    const far = Math.hypot(at[0] - this.#from[0], at[1] - this.#from[1]) > clickReach;
    const point = toImage(on.view, at);
    if (gesture.kind === 'draw') on.drawing.set(point);
    else if (gesture.kind === 'press' && !far) this.#click(gesture.hit, point);
    else if (gesture.kind === 'pan' && !far && !event.shiftKey)
      on.task.store.dispatch({ do: 'select', id: undefined });
    else if ('id' in gesture && dragged && far) on.change(gesture.id, dragged);
    on.paint();
  }

  #click(hit: string | undefined, point: Point): void {
    const on = this.#on;
    const tool = on.tool();
    if (hit !== undefined && hit !== on.task.store.get().selected)
      on.task.store.dispatch({ do: 'select', id: hit });
    else if (tool && tool.control.tag !== 'RectangleLabels') {
      on.drawing.begin(tool, [], point, false);
      on.drawing.set(point);
    } else on.task.store.dispatch({ do: 'select', id: undefined });
  }
}
