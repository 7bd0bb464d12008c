import type { Control, DataObject } from '../model/label-config.ts';
import type { TaskTools } from '../model/task-context.ts';
import type { Size } from './shape.ts';
import type { ViewBox } from './view-box.ts';

/** What draws and what is drawn with: a control that makes shapes, and the label they get. */
export interface ShapeTool {
  readonly control: Control;
  readonly label: string;
}

/** What a drawing needs of the stage it is drawn on. */
export interface Easel {
  readonly task: TaskTools;
  readonly object: DataObject;
  /** Of the image, pixels. */
  readonly size: Size;
  /** Of the stage, CSS pixels. */
  readonly stage: Size;
  view: ViewBox;
  colour(control: string, label: string | undefined): string;
  anyTool(): ShapeTool | undefined;
  paint(): void;
  paintMoving(): void;
}
