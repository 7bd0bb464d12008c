import { m } from '../../i18n/messages.ts';
import { newRegionId, type Region } from '../model/result.ts';
import type { Draft } from './painter.ts';
import { boxBetween, valueOf, within, type Point, type Shape } from './shape.ts';
import { arrowOf } from './arrow-of.ts';
import type { Easel, ShapeTool } from './easel.ts';
import { revealing, toImage } from './view-box.ts';

export const shapeTags: readonly string[] = ['RectangleLabels', 'PolygonLabels', 'KeyPointLabels'];

const kinds: Readonly<Record<string, Shape['kind']>> = {
  RectangleLabels: 'box',
  PolygonLabels: 'polygon',
  KeyPointLabels: 'keypoint',
};

/** Draws a new shape, by pointer or by a crosshair that arrow keys move. */
export class Drawing {
  readonly #on: Easel;
  draft: Draft | undefined;
  #tool: ShapeTool | undefined;

  constructor(on: Easel) {
    this.#on = on;
  }

  get active(): boolean {
    return this.draft !== undefined;
  }

  begin(tool: ShapeTool, points: readonly Point[], cursor: Point, crosshair: boolean): void {
    this.#tool = tool;
    const kind = kinds[tool.control.tag] ?? 'box';
    const colour = this.#on.colour(tool.control.name, tool.label);
    this.draft = { points, cursor, kind, colour, crosshair };
    this.#on.paintMoving();
  }

  /** Follows the pointer. */
  follow(cursor: Point): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, cursor: within(cursor, this.#on.size) };
    this.#on.paintMoving();
  }

  /** Sets a corner or point; finishes a shape that has all of its own. */
  set(point: Point): void {
    const { draft } = this;
    if (!draft) return;
    const at = within(point, this.#on.size);
    if (draft.kind === 'keypoint') return this.#finish([at]);
    if (draft.kind === 'box' && draft.points.length === 1)
      return this.#finish([draft.points[0] as Point, at]);
    if (draft.kind === 'polygon' && draft.points.length >= 3 && this.#closes(draft.points, at))
      return this.#finish(draft.points);
    this.draft = { ...draft, points: [...draft.points, at], cursor: at };
    this.#on.task.announce(m.workbench_said_point({ count: draft.points.length + 1 }));
    this.#on.paintMoving();
  }

  #closes(points: readonly Point[], [x, y]: Point): boolean {
    const reach = 10 / this.#on.view.scale;
    const near = (point: Point | undefined) =>
      point !== undefined && Math.hypot(point[0] - x, point[1] - y) <= reach;
    return near(points[0]) || near(points.at(-1));
  }

  /** Ends a polygon where it is. */
  close(): void {
    if (this.draft?.kind === 'polygon' && this.draft.points.length >= 3)
      this.#finish(this.draft.points);
  }

  cancel(): void {
    this.draft = undefined;
    this.#tool = undefined;
    this.#on.paint();
  }

  #finish(points: readonly Point[]): void {
    const { draft } = this;
    const tool = this.#tool;
    this.cancel();
    if (!draft || !tool) return;
    const shape = this.#shape(draft.kind, points);
    if (!shape) return;
    const { size, object, task } = this.#on;
    const item: Region = {
      id: newRegionId(),
      from_name: tool.control.name,
      to_name: object.name,
      type: tool.control.type,
      value: { ...valueOf(shape, size), [tool.control.type]: [tool.label] },
      original_width: size.width,
      original_height: size.height,
      image_rotation: 0,
      origin: 'manual',
    };
    task.store.dispatch({ do: 'put', item });
    task.store.dispatch({ do: 'select', id: item.id });
    task.announce(m.workbench_said_drawn({ label: tool.label }));
  }

  #shape(kind: Shape['kind'], points: readonly Point[]): Shape | undefined {
    const [first, second] = points;
    if (!first) return undefined;
    if (kind === 'polygon') return { kind, points };
    const radius = Math.max(2, this.#on.size.width / 400);
    if (kind === 'keypoint') return { kind, x: first[0], y: first[1], radius };
    const box = second && boxBetween(first, second, this.#on.size);
    return box && box.width >= 1 && box.height >= 1 ? box : undefined;
  }

  /** Keys while drawing, and B that begins it with a crosshair in the middle of what is in sight. */
  key(event: KeyboardEvent): boolean {
    const { draft } = this;
    if (!draft) return event.key.toLowerCase() === 'b' && !event.ctrlKey && this.#beginByKey();
    const arrow = arrowOf(event);
    if (arrow) return this.#step(draft, arrow, event);
    if (event.key === 'Enter' || event.key === ' ') return (this.set(draft.cursor), true);
    if (event.key === 'Escape') return (this.cancel(), true);
    if (event.key === 'Backspace' && draft.points.length > 0) {
      this.draft = { ...draft, points: draft.points.slice(0, -1) };
      this.#on.paintMoving();
      return true;
    }
    return false;
  }

  #beginByKey(): boolean {
    if (this.#on.task.readOnly) return false;
    const tool = this.#on.anyTool();
    if (!tool) return false;
    const { stage, view, size } = this.#on;
    const middle = within(toImage(view, [stage.width / 2, stage.height / 2]), size);
    this.begin(tool, [], [Math.round(middle[0]), Math.round(middle[1])], true);
    this.#on.task.announce(m.workbench_said_crosshair({ label: tool.label }));
    return true;
  }

  #step(draft: Draft, [dx, dy]: Point, event: KeyboardEvent): boolean {
    const { size, view, stage } = this.#on;
    const side = Math.max(size.width, size.height) / 100;
    const step = event.altKey ? 1 : event.shiftKey ? side * 10 : side * 2;
    const cursor = within([draft.cursor[0] + dx * step, draft.cursor[1] + dy * step], size);
    this.draft = { ...draft, cursor };
    const [left, top] = cursor;
    const to = revealing(view, { left, top, right: left, bottom: top }, stage);
    if (to === view) this.#on.paintMoving();
    else {
      this.#on.view = to;
      this.#on.paint();
    }
    return true;
  }
}
