import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { m } from '../../i18n/messages.ts';
import type { Control, DataObject } from '../model/label-config.ts';
import { colourKey, plainColour } from '../model/palette.ts';
import { isPlace, labelsOf, newRegionId, numberIn, wordsOf, type Region } from '../model/result.ts';
import { useStageCommands } from '../model/stage-commands.ts';
import { regionsOn, toolFor, useTask } from '../model/task-context.ts';
import { TextBlockView } from '../text/text-block.tsx';
import { inLanes, type Span } from '../text/span-layout.ts';
import { showSelection, unitAt } from '../text/text-dom.ts';
import { countPoints, textDocument, toUnits } from '../text/text-document.ts';

interface Turn {
  readonly author: string;
  readonly text: string;
}

/** A stretch of one turn, in UTF-16 units. */
interface Picked {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
}

const tags = ['ParagraphLabels'];

function turnsOf(value: unknown, object: DataObject): Turn[] {
  const { nameKey = 'author', textKey = 'text' } = object.node.attributes;
  if (!Array.isArray(value)) return [];
  return value.map((turn: Record<string, unknown>) => ({
    author: wordsOf(turn[nameKey]),
    text: wordsOf(turn[textKey]),
  }));
}

/** A dialogue, turn by turn; arrow keys walk through the turns, a label's key marks the one reached. */
export function ParagraphsView({ object }: { readonly object: DataObject }) {
  const task = useTask();
  const { store, state, data, colours, readOnly } = task;
  const turns = useMemo(() => turnsOf(data[object.field], object), [data, object]);
  const authors = useMemo(() => [...new Set(turns.map((turn) => turn.author))], [turns]);
  const [at, setAt] = useState(0);
  const [picked, setPicked] = useState<Picked>();
  const root = useRef<HTMLOListElement>(null);
  const regions = regionsOn(state, object).filter(isPlace);

  const mark = (control: Control, label: string, { turn, from, to }: Picked): void => {
    const text = turns[turn]?.text ?? '';
    const value = {
      start: String(turn),
      end: String(turn),
      startOffset: countPoints(text.slice(0, from)),
      endOffset: countPoints(text.slice(0, to)),
      text: text.slice(from, to),
      [control.type]: [label],
    };
    if (readOnly || from >= to) return;
    const common = { from_name: control.name, to_name: object.name, type: control.type };
    const item: Region = { id: newRegionId(), ...common, value, origin: 'manual' };
    store.dispatch({ do: 'put', item });
    store.dispatch({ do: 'select', id: item.id });
    setPicked(undefined);
    task.announce(m.workbench_said_marked({ text: value.text.slice(0, 60), label }));
  };

  useStageCommands(object.name, {
    label(control, value) {
      if (!tags.includes(control.tag) || !control.toName.includes(object.name)) return false;
      const whole = { turn: at, from: 0, to: turns[at]?.text.length ?? 0 };
      mark(control, value, picked ?? whole);
      return true;
    },
    next(step) {
      const index = regions.findIndex((one) => one.id === state.selected);
      const to = regions[index < 0 ? (step > 0 ? 0 : regions.length - 1) : index + step];
      if (to) store.dispatch({ do: 'select', id: to.id });
      return to !== undefined;
    },
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = at + (step ?? 0);
    if (step === undefined || !turns[to]) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(to);
    setPicked(undefined);
    root.current?.children[to]?.scrollIntoView({ block: 'nearest' });
    task.announce(`${turns[to].author}: ${turns[to].text}`);
  };

  const onPointerUp = (turn: number, element: HTMLElement): void => {
    setAt(turn);
    const selection = window.getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return;
    const a = unitAt(element, { node: selection.anchorNode, offset: selection.anchorOffset });
    const b = unitAt(element, { node: selection.focusNode, offset: selection.focusOffset });
    if (a === undefined || b === undefined || a === b) return setPicked(undefined);
    const range = { turn, from: Math.min(a, b), to: Math.max(a, b) };
    const tool = toolFor(task, object, tags);
    if (tool) return mark(tool.control, tool.label, range);
    setPicked(range);
    showSelection(element, range.from, range.to);
  };

  return (
    <ol
      ref={root}
      data-stage={object.name}
      tabIndex={0}
      aria-label={m.workbench_dialogue_stage()}
      onKeyDown={onKeyDown}
      className="scroll-thin grid max-h-[65dvh] content-start gap-2 overflow-y-auto rounded-md p-1"
    >
      {turns.map((turn, i) => (
        <li
          key={i}
          aria-current={i === at}
          onPointerUp={(event) => onPointerUp(i, event.currentTarget)}
          className={`max-w-[46rem] rounded-lg border px-3.5 py-2 ${i === at ? 'border-accent' : 'border-line'} ${authors.indexOf(turn.author) % 2 === 1 ? 'ml-auto bg-accent-soft' : 'bg-surface'}`}
        >
          <p className="text-sm font-semibold text-muted">{turn.author}</p>
          <TurnText
            turn={turn}
            spans={spansIn(regions, i, turn, colours)}
            selected={state.selected}
          />
        </li>
      ))}
    </ol>
  );
}

function TurnText(props: { turn: Turn; spans: readonly Span[]; selected: string | undefined }) {
  const document = useMemo(() => textDocument(props.turn.text), [props.turn.text]);
  return document.blocks.map((block) => (
    <p key={block.start} dir={block.direction} className="leading-8 whitespace-pre-wrap">
      <TextBlockView block={block} spans={props.spans} selected={props.selected} />
    </p>
  ));
}

function spansIn(
  regions: readonly Region[],
  turn: number,
  { text }: Turn,
  colours: ReadonlyMap<string, string>,
): Span[] {
  const document = textDocument(text);
  return inLanes(
    regions
      .filter((region) => Number(region.value['start']) === turn)
      .map((region) => ({
        id: region.id,
        start: toUnits(document, numberIn(region.value, 'startOffset')),
        end: toUnits(document, numberIn(region.value, 'endOffset')),
        colour: colours.get(colourKey(region.from_name, labelsOf(region)[0])) ?? plainColour,
        tag: labelsOf(region).join(', '),
      })),
  );
}
