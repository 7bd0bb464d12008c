import { m } from '../../i18n/messages.ts';
import type { DataObject } from '../model/label-config.ts';
import { colourKey, plainColour } from '../model/palette.ts';
import { isPlace, labelsOf, type Region } from '../model/result.ts';
import { regionControls, regionsOn, toolFor, type TaskTools } from '../model/task-context.ts';
import { arrowOf } from './arrow-of.ts';
import { Drawing, shapeTags } from './drawing.ts';
import type { Easel } from './easel.ts';
import { culled, layersOf, paintBase, paintTop, type PaintedShape } from './painter.ts';
import {
  boundsOf,
  describe,
  holds,
  moved,
  shapeOf,
  turned,
  valueOf,
  type Point,
  type Shape,
  type Size,
} from './shape.ts';
import { fitted, inSight, revealing, toImage, zoomed, type ViewBox } from './view-box.ts';

/** One image with its shapes on two canvases: what rests below, what moves above. */
export class ImageStage implements Easel {
  readonly task: TaskTools;
  readonly object: DataObject;
  readonly drawing = new Drawing(this);
  image: ImageBitmap | undefined;
  size: Size = { width: 1, height: 1 };
  stage: Size = { width: 1, height: 1 };
  view: ViewBox = { scale: 1, x: 0, y: 0 };
  /** The selected shape while it is being dragged. */
  dragged: Shape | undefined;
  #base: HTMLCanvasElement | undefined;
  #top: HTMLCanvasElement | undefined;
  #shapes: readonly PaintedShape[] = [];
  #items: unknown;
  #layers: ReturnType<typeof layersOf> = [];
  #layersFor: readonly unknown[] = [];
  #frame = 0;
  #follows = true;

  constructor(task: TaskTools, object: DataObject) {
    this.task = task;
    this.object = object;
  }

  attach(base: HTMLCanvasElement, top: HTMLCanvasElement): void {
    this.#base = base;
    this.#top = top;
    this.paint();
  }

  show(image: ImageBitmap): void {
    this.image = image;
    this.size = { width: image.width, height: image.height };
    this.fit();
  }

  resize(stage: Size): void {
    this.stage = stage;
    if (this.#follows) this.fit();
    else this.paint();
  }

  fit(): void {
    this.#follows = true;
    this.view = fitted(this.size, this.stage);
    this.paint();
  }

  zoom(factor: number, at: Point = [this.stage.width / 2, this.stage.height / 2]): void {
    this.#follows = false;
    this.view = zoomed(this.view, factor, at);
    this.paint();
  }

  pan(dx: number, dy: number): void {
    this.#follows = false;
    this.view = { ...this.view, x: this.view.x + dx, y: this.view.y + dy };
    this.paint();
  }

  /** Every shape, from the labels; made again only where they changed. */
  get shapes(): readonly PaintedShape[] {
    const state = this.task.store.get();
    if (state.items === this.#items) return this.#shapes;
    this.#items = state.items;
    this.#shapes = regionsOn(state, this.object)
      .filter(isPlace)
      .flatMap((region) => this.#painted(region));
    return this.#shapes;
  }

  #painted(region: Region): PaintedShape[] {
    const shape = shapeOf(region, this.size);
    if (!shape) return [];
    const labels = labelsOf(region);
    const colour = this.colour(region.from_name, labels[0]);
    return [{ id: region.id, shape, colour, label: labels.join(', ') }];
  }

  colour(control: string, label: string | undefined): string {
    return this.task.colours.get(colourKey(control, label)) ?? plainColour;
  }

  get selected(): PaintedShape | undefined {
    const id = this.task.store.get().selected;
    const found = id === undefined ? undefined : this.shapes.find((one) => one.id === id);
    return found && this.dragged ? { ...found, shape: this.dragged } : found;
  }

  region(id: string): Region | undefined {
    return regionsOn(this.task.store.get(), this.object).find(
      (one) => one.id === id && isPlace(one),
    );
  }

  /** Paints at the next frame, once however often it is asked. */
  paint(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paintNow());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  #paintNow(): void {
    this.#frame = 0;
    if (!this.image || !this.#base || !this.#top) return;
    const hidden = this.selected?.id;
    const { shapes } = this;
    // Far zoomed in, few shapes are left to trace; at fit, the same paths serve every frame.
    const sight = inSight(this.view, this.stage);
    const partial = sight.right - sight.left < this.size.width * 0.6;
    const key = [shapes, hidden, partial ? this.view : undefined];
    if (key.some((one, i) => one !== this.#layersFor[i])) {
      this.#layers = layersOf(partial ? culled(shapes, this.view, this.stage) : shapes, hidden);
      this.#layersFor = key;
    }
    paintBase(this.#base, this.image, this.#layers, this.view, this.stage);
    this.paintMoving();
  }

  /** Only the upper canvas: the selected shape and what is being drawn. */
  paintMoving(): void {
    if (!this.#top) return;
    const editable = !this.task.readOnly && this.drawing.draft === undefined;
    paintTop(this.#top, this.selected, this.drawing.draft, this.view, this.stage, editable);
  }

  /** What is under a point of the stage, the smallest first. */
  hit(at: Point): PaintedShape | undefined {
    const point = toImage(this.view, at);
    const slack = 8 / this.view.scale;
    const area = ({ shape }: PaintedShape) => {
      const box = boundsOf(shape);
      return (box.right - box.left) * (box.bottom - box.top);
    };
    return this.shapes
      .filter(({ shape }) => holds(shape, point, slack))
      .toSorted((a, b) => area(a) - area(b))[0];
  }

  tool() {
    return toolFor(this.task, this.object, shapeTags);
  }

  /** The active tool, or the first label there is, so that drawing can begin by one key. */
  anyTool() {
    const tool = this.tool();
    if (tool) return tool;
    const control = regionControls(this.task.config, this.object, shapeTags)[0];
    const label = control?.options[0]?.value;
    if (!control || label === undefined) return undefined;
    this.task.store.dispatch({ do: 'activate', control: control.name, label });
    return { control, label };
  }

  change(id: string, shape: Shape, gesture?: string): void {
    const region = this.region(id);
    if (!region || this.task.readOnly) return;
    const item = { ...region, value: { ...region.value, ...valueOf(shape, this.size) } };
    if (region.origin === 'prediction') item.origin = 'prediction-changed';
    this.task.store.dispatch({ do: 'put', item, ...(gesture === undefined ? {} : { gesture }) });
  }

  /** Selects the next or previous shape and brings it into sight; false at the end. */
  next(step: 1 | -1): boolean {
    const { shapes } = this;
    const at = shapes.findIndex((one) => one.id === this.task.store.get().selected);
    const to = shapes[at < 0 ? (step > 0 ? 0 : shapes.length - 1) : at + step];
    if (!to) return false;
    this.task.store.dispatch({ do: 'select', id: to.id });
    this.view = revealing(this.view, boundsOf(to.shape), this.stage);
    const region = this.region(to.id);
    if (region) this.task.announce(describe(region));
    return true;
  }

  /** A key of the stage: drawing, moving, turning, zooming. */
  key(event: KeyboardEvent): boolean {
    if (this.drawing.key(event)) return true;
    if (event.ctrlKey || event.metaKey) return false;
    const zoom = { '+': 1.25, '=': 1.25, '-': 0.8, _: 0.8 }[event.key];
    if (zoom !== undefined) return (this.zoom(zoom), true);
    if (event.key.toLowerCase() === 'f') return (this.fit(), true);
    const arrow = arrowOf(event);
    const { selected } = this;
    if (arrow && selected && !event.altKey) return this.#nudge(selected, arrow, event.shiftKey);
    if (arrow) return (this.pan(-arrow[0] * 60, -arrow[1] * 60), true);
    if (
      (event.key === ',' || event.key === '.' || event.key === '<' || event.key === '>') &&
      selected
    )
      return this.#turn(selected, event);
    return false;
  }

  #nudge({ id, shape }: PaintedShape, [x, y]: Point, far: boolean): boolean {
    const step = (far ? 10 : 1) / Math.min(1, this.view.scale);
    this.change(id, moved(shape, x * step, y * step, this.size), `nudge ${id}`);
    const region = this.region(id);
    if (region) this.task.announce(describe(region));
    return true;
  }

  #turn({ id, shape }: PaintedShape, event: KeyboardEvent): boolean {
    if (shape.kind !== 'box') return false;
    const step = (event.key === ',' || event.key === '<' ? -1 : 1) * (event.shiftKey ? 15 : 1);
    this.change(id, turned(shape, shape.rotation + step), `turn ${id}`);
    this.task.announce(m.workbench_said_turned({ degrees: Math.round(shape.rotation + step) }));
    return true;
  }
}
