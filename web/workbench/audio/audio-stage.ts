import WaveSurfer from 'wavesurfer.js';
import Regions, { type Region as Mark } from 'wavesurfer.js/plugins/regions';
import { m } from '../../i18n/messages.ts';
import type { Control, DataObject } from '../model/label-config.ts';
import type { LabelState } from '../model/label-store.ts';
import { colourKey, plainColour } from '../model/palette.ts';
import { isPlace, labelsOf, newRegionId, numberIn, type Region } from '../model/result.ts';
import { regionControls, regionsOn, toolFor, type TaskTools } from '../model/task-context.ts';
import { clockTime } from './clock-time.ts';

interface Change {
  readonly playing?: boolean;
  readonly at?: number;
  readonly length?: number;
  readonly failed?: boolean;
}

type Tools = TaskTools & { readonly state: LabelState };

const shortestSeconds = 0.02;
const seconds = (value: number): number => Math.round(value * 1000) / 1000;

/** One sound and its regions: wavesurfer shows what the labels say, and tells what a hand changed. */
export class AudioStage {
  readonly #task: () => Tools;
  readonly #object: DataObject;
  readonly #tell: (change: Change) => void;
  readonly #wave: WaveSurfer;
  readonly #regions: ReturnType<typeof Regions.create>;
  #ready = false;
  #syncing = false;
  /** Where `[` was pressed, while nothing is selected. */
  #start: number | undefined;
  /** Where keys went while the sound stood; a player that is still seeking tells an older place. */
  #aim: number | undefined;
  #closed = false;

  constructor(
    box: HTMLElement,
    task: () => Tools,
    object: DataObject,
    tell: (change: Change) => void,
  ) {
    this.#task = task;
    this.#object = object;
    this.#tell = tell;
    this.#regions = Regions.create();
    const colour = (name: string) => getComputedStyle(box).getPropertyValue(`--color-${name}`);
    this.#wave = WaveSurfer.create({
      container: box,
      height: 144,
      waveColor: resolved(box, colour('edge')),
      progressColor: resolved(box, colour('accent')),
      cursorColor: resolved(box, colour('ink')),
      cursorWidth: 2,
      normalize: true,
      minPxPerSec: 20,
      plugins: [this.#regions],
    });
    this.#listen();
  }

  async open(media: Promise<Blob>): Promise<void> {
    try {
      const blob = await media;
      if (this.#closed) return;
      // Not by address: the content security policy lets nobody fetch `blob:`.
      await this.#wave.loadBlob(blob);
    } catch {
      if (!this.#closed) this.#tell({ failed: true });
    }
  }

  close(): void {
    this.#closed = true;
    this.#wave.destroy();
  }

  #listen(): void {
    const wave = this.#wave;
    wave.on('ready', (length) => {
      this.#ready = true;
      this.#tell({ length });
      this.sync();
    });
    wave.on('play', () => {
      this.#aim = undefined;
      this.#tell({ playing: true });
    });
    wave.on('interaction', () => (this.#aim = undefined));
    wave.on('pause', () => this.#tell({ playing: false }));
    wave.on('timeupdate', (at) => this.#tell({ at }));
    if (!this.#task().readOnly)
      this.#regions.enableDragSelection({ color: 'rgb(128 128 128 / 0.25)' }, 4);
    this.#regions.on('region-created', (mark) => !this.#syncing && this.#dragged(mark));
    this.#regions.on('region-updated', (mark) => this.#moved(mark));
    this.#regions.on('region-clicked', (mark) =>
      this.#task().store.dispatch({ do: 'select', id: mark.id }),
    );
  }

  #places(): Region[] {
    return regionsOn(this.#task().store.get(), this.#object)
      .filter(isPlace)
      .toSorted((a, b) => numberIn(a.value, 'start') - numberIn(b.value, 'start'));
  }

  /** Makes wavesurfer's regions what the labels are. */
  sync(): void {
    if (!this.#ready) return;
    this.#syncing = true;
    const places = this.#places();
    const marks = new Map(this.#regions.getRegions().map((mark) => [mark.id, mark]));
    const { selected } = this.#task().store.get();
    for (const place of places) {
      const options = this.#optionsOf(place, place.id === selected);
      const mark = marks.get(place.id);
      if (mark) mark.setOptions(options);
      else this.#regions.addRegion({ ...options, minLength: shortestSeconds });
      marks.delete(place.id);
    }
    for (const mark of marks.values()) mark.remove();
    this.#syncing = false;
  }

  #optionsOf(place: Region, selected: boolean) {
    const labels = labelsOf(place);
    const { colours, readOnly } = this.#task();
    const colour = colours.get(colourKey(place.from_name, labels[0])) ?? plainColour;
    const tag = document.createElement('span');
    tag.textContent = labels.join(', ');
    tag.style.cssText = `display:inline-block;margin:4px;padding:0 6px;border-radius:4px;font:600 13px/20px system-ui;background:#10171a;color:#fff;border-left:4px solid ${colour}`;
    return {
      id: place.id,
      start: numberIn(place.value, 'start'),
      end: numberIn(place.value, 'end'),
      color: `color-mix(in srgb, ${colour} ${selected ? 50 : 24}%, transparent)`,
      content: tag,
      drag: !readOnly,
      resize: !readOnly,
    };
  }

  /** A hand dragged over the wave: a region with the label in hand, or with the first there is. */
  #dragged(mark: Mark): void {
    const { start, end } = mark;
    mark.remove();
    this.#make(start, end);
  }

  #moved(mark: Mark): void {
    if (this.#syncing) return;
    const place = this.#places().find((one) => one.id === mark.id);
    if (place) this.#change(place, { start: seconds(mark.start), end: seconds(mark.end) });
  }

  #change(place: Region, value: Record<string, unknown>): void {
    if (this.#task().readOnly) return;
    const item = { ...place, value: { ...place.value, ...value } };
    this.#task().store.dispatch({ do: 'put', item, gesture: `audio ${place.id}` });
  }

  #make(from: number, to: number): void {
    const task = this.#task();
    const tool = toolFor(task, this.#object, ['Labels']) ?? this.#firstTool(task);
    const start = seconds(Math.max(0, Math.min(from, to)));
    const end = seconds(Math.min(this.#wave.getDuration(), Math.max(from, to)));
    if (!tool || task.readOnly || end - start < shortestSeconds) return this.sync();
    const { control, label } = tool;
    const item: Region = {
      id: newRegionId(),
      from_name: control.name,
      to_name: this.#object.name,
      type: control.type,
      value: { start, end, channel: 0, [control.type]: [label] },
      original_length: this.#wave.getDuration(),
      origin: 'manual',
    };
    task.store.dispatch({ do: 'put', item });
    task.store.dispatch({ do: 'select', id: item.id });
    task.announce(
      m.workbench_said_marked({ text: `${clockTime(start)}–${clockTime(end)}`, label }),
    );
  }

  #firstTool({ config }: TaskTools) {
    const control = regionControls(config, this.#object, ['Labels'])[0];
    const label = control?.options[0]?.value;
    return control && label !== undefined ? { control, label } : undefined;
  }

  #selected(): Region | undefined {
    const { selected } = this.#task().store.get();
    return this.#places().find((one) => one.id === selected);
  }

  label(control: Control, label: string): boolean {
    const place = this.#selected();
    if (!place || place.from_name !== control.name) return false;
    this.#change(place, { [control.type]: [label] });
    return true;
  }

  next(step: 1 | -1): boolean {
    const places = this.#places();
    const { store, announce } = this.#task();
    const at = places.findIndex((one) => one.id === store.get().selected);
    const to = places[at < 0 ? (step > 0 ? 0 : places.length - 1) : at + step];
    if (!to) return false;
    store.dispatch({ do: 'select', id: to.id });
    this.#go(numberIn(to.value, 'start'));
    announce(`${labelsOf(to).join(', ')} ${clockTime(numberIn(to.value, 'start'))}`);
    return true;
  }

  toggle(): void {
    void this.#wave.playPause();
  }

  #go(to: number): void {
    const at = Math.max(0, Math.min(this.#wave.getDuration(), to));
    if (!this.#wave.isPlaying()) this.#aim = at;
    this.#wave.setTime(at);
  }

  /** Space, arrows, [ and ], Enter inside a region's start, + and −. */
  key(event: KeyboardEvent): boolean {
    if (!this.#ready || event.ctrlKey || event.metaKey) return false;
    const far = event.shiftKey ? 5 : event.altKey ? 0.05 : 0.5;
    const now = this.#aim ?? this.#wave.getCurrentTime();
    switch (event.key) {
      case ' ':
        this.toggle();
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
        this.#go(now + (event.key === 'ArrowLeft' ? -far : far));
        return true;
      case '[':
        return this.#border('start', now);
      case ']':
        return this.#border('end', now);
      case '+':
      case '=':
      case '-':
        this.#zoom(event.key === '-' ? 0.7 : 1.4);
        return true;
      default:
        return false;
    }
  }

  #border(side: 'start' | 'end', now: number): boolean {
    const place = this.#selected();
    const other = place && numberIn(place.value, side === 'start' ? 'end' : 'start');
    const inOrder = other !== undefined && (side === 'start' ? now < other : now > other);
    if (place && inOrder && this.#start === undefined)
      this.#change(place, { [side]: seconds(now) });
    else if (side === 'start') {
      this.#start = now;
      this.#task().store.dispatch({ do: 'select', id: undefined });
      this.#task().announce(m.workbench_said_start({ time: clockTime(now) }));
    } else if (this.#start !== undefined) {
      this.#make(this.#start, now);
      this.#start = undefined;
    }
    return true;
  }

  #zoom(factor: number): void {
    const shown = this.#wave.getWidth() / Math.max(0.1, this.#wave.getDuration());
    const now = Math.max(shown, this.#wave.options.minPxPerSec);
    this.#wave.zoom(Math.max(shown, Math.min(2000, now * factor)));
  }
}

/** A colour of the theme as the canvas understands it: `light-dark()` resolved for this element. */
function resolved(box: HTMLElement, colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  box.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
