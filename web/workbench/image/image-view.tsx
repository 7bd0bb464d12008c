import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { DataObject } from '../model/label-config.ts';
import { useStageCommands } from '../model/stage-commands.ts';
import { regionsOn, useTask, type TaskTools } from '../model/task-context.ts';
import { isPlace, type Region } from '../model/result.ts';
import { ImageStage } from './image-stage.ts';
import { PointerTools } from './pointer-tools.ts';
import type { Point } from './shape.ts';

/** An image to draw on: boxes (turned too), polygons and key points. */
export function ImageView({ object }: { readonly object: DataObject }) {
  const task = useTask();
  const stage = useImageStage(task, object);
  const { box, base, top, shown } = useCanvas(stage, task, object);
  useStageCommands(object.name, {
    label: (control, value) => relabel(task, object, control.name, control.type, value),
    next: (step) => stage.next(step),
    key: (event) => stage.key(event),
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!stage.drawing.active || !stage.drawing.key(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative min-h-72 flex-1 overflow-hidden rounded-md border border-line bg-sunken">
      <div
        ref={box}
        data-stage={object.name}
        tabIndex={0}
        role="application"
        aria-busy={shown === undefined}
        aria-label={m.workbench_image_stage()}
        aria-roledescription={m.workbench_image_role()}
        onKeyDown={onKeyDown}
        className="absolute inset-0 touch-none -outline-offset-2"
      >
        <canvas ref={base} className="absolute inset-0 size-full" />
        <canvas ref={top} className="absolute inset-0 size-full" />
      </div>
      {shown === false && (
        <Notice tone="bad" live className="absolute inset-x-4 top-4">
          {m.workbench_media_failed()}
        </Notice>
      )}
      <ZoomButtons stage={stage} />
    </div>
  );
}

/** Puts a label on the selected shape; false where none is selected or it already has it. */
function relabel(
  { store, readOnly }: TaskTools,
  object: DataObject,
  control: string,
  type: string,
  label: string,
): boolean {
  const { selected } = store.get();
  const region = regionsOn(store.get(), object).find(
    (one): one is Region => one.id === selected && isPlace(one),
  );
  if (!region || readOnly || region.from_name !== control) return false;
  store.dispatch({ do: 'put', item: { ...region, value: { ...region.value, [type]: [label] } } });
  return true;
}

function useImageStage(task: TaskTools, object: DataObject): ImageStage {
  const { config, store, data, colours, readOnly, announce, media, keys } = task;
  return useMemo(
    () => new ImageStage({ config, store, data, colours, readOnly, announce, media, keys }, object),
    [config, store, data, colours, readOnly, announce, media, keys, object],
  );
}

const placeIn = (element: HTMLElement, event: { clientX: number; clientY: number }): Point => {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

/** Ties a stage to its canvases: size, bytes, pointers, wheel and every change of the labels. */
function useCanvas(stage: ImageStage, task: TaskTools, object: DataObject) {
  const box = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<boolean>();

  useEffect(() => {
    let gone = false;
    setShown(undefined);
    void task
      .media(object.field)
      .then((blob) => createImageBitmap(blob))
      .then((image) => {
        if (!gone) stage.show(image);
        return true;
      })
      .catch(() => false)
      .then((ready) => !gone && setShown(ready));
    return () => {
      gone = true;
      stage.stop();
    };
  }, [stage, task.media, object.field]);

  useEffect(() => task.store.subscribe(() => stage.paint()), [stage, task.store]);

  useEffect(() => {
    const element = box.current;
    if (!element || !base.current || !top.current) return;
    stage.attach(base.current, top.current);
    const observer = new ResizeObserver(() =>
      stage.resize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    const unbind = bindPointers(element, stage);
    return () => {
      observer.disconnect();
      unbind();
    };
  }, [stage]);

  return { box, base, top, shown };
}

function bindPointers(element: HTMLElement, stage: ImageStage): () => void {
  const tools = new PointerTools(stage);
  const off = new AbortController();
  const { signal } = off;
  element.addEventListener(
    'pointerdown',
    (event) => {
      element.setPointerCapture(event.pointerId);
      tools.press(event, placeIn(element, event));
    },
    { signal },
  );
  element.addEventListener('pointermove', (e) => tools.move(e, placeIn(element, e)), { signal });
  element.addEventListener('pointerup', (e) => tools.release(e, placeIn(element, e)), { signal });
  element.addEventListener('pointercancel', (e) => tools.release(e, placeIn(element, e)), {
    signal,
  });
  element.addEventListener('dblclick', () => stage.drawing.close(), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.shiftKey) stage.pan(-event.deltaY, 0);
      else stage.zoom(Math.exp(-event.deltaY / 400), placeIn(element, event));
    },
    { signal, passive: false },
  );
  return () => off.abort();
}

function ZoomButtons({ stage }: { readonly stage: ImageStage }) {
  const buttons = [
    { label: m.workbench_zoom_out(), sign: '−', act: () => stage.zoom(0.8) },
    { label: m.workbench_zoom_fit(), sign: undefined, act: () => stage.fit() },
    { label: m.workbench_zoom_in(), sign: '+', act: () => stage.zoom(1.25) },
  ];
  return (
    <div className="absolute right-2 bottom-2 flex overflow-hidden rounded-md border border-edge bg-surface">
      {buttons.map(({ label, sign, act }) => (
        <button
          key={label}
          type="button"
          aria-label={label}
          title={label}
          onClick={act}
          className="grid size-9 place-items-center text-lg hover:bg-hover"
        >
          {sign ?? <Icon name="image" size={17} />}
        </button>
      ))}
    </div>
  );
}
