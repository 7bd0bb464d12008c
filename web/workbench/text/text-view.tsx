import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { m } from '../../i18n/messages.ts';
import type { DataObject } from '../model/label-config.ts';
import { regionsOn, useTask } from '../model/task-context.ts';
import { useStageCommands } from '../model/stage-commands.ts';
import { blockAt, textDocument } from './text-document.ts';
import { caretBox, showSelection, unitAt } from './text-dom.ts';
import { TextBlockView } from './text-block.tsx';
import { spansOf, useSpanLabelling } from './use-span-labelling.ts';
import { useCaret } from './use-caret.ts';

/** A text to read and mark, however long: only the blocks in sight are in the page. */
export function TextView({ object, text }: { readonly object: DataObject; readonly text: string }) {
  const task = useTask();
  const { store, state, colours } = task;
  const document = useMemo(() => textDocument(text), [text]);
  const root = useRef<HTMLDivElement>(null);
  const { caret, setCaret, press, selectWord } = useCaret(document, root);
  const labelling = useSpanLabelling(task, object, document, caret, setCaret);
  const spans = useMemo(
    () => spansOf(regionsOn(state, object), document, colours),
    [state.items, object, document, colours],
  );
  const rows = useVirtualizer({
    count: document.blocks.length,
    getScrollElement: () => root.current,
    estimateSize: (i) =>
      Math.ceil(((document.blocks[i]?.text.length ?? 0) * 14 + 1) / 700) * 34 + 4,
    overscan: 6,
    initialRect: { width: 800, height: 700 },
  });
  useStageCommands(object.name, { label: labelling.label, next: labelling.next });

  const selected = state.selected;
  useEffect(() => {
    const span = spans.find((one) => one.id === selected);
    if (!span) return;
    const index = blockAt(document, span.start).index;
    const shown = rows.getVirtualItems();
    if (!shown.some((row) => row.index === index)) rows.scrollToIndex(index, { align: 'center' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setCaret({ anchor: caret.focus, focus: caret.focus });
      store.dispatch({ do: 'select', id: undefined });
    } else if (event.key === ' ' && !event.ctrlKey) selectWord();
    else if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onPointerUp = (): void => {
    const selection = window.getSelection();
    const element = root.current;
    if (!selection?.anchorNode || !selection.focusNode || !element) return;
    const anchor = unitAt(element, { node: selection.anchorNode, offset: selection.anchorOffset });
    const focus = unitAt(element, { node: selection.focusNode, offset: selection.focusOffset });
    if (anchor === undefined || focus === undefined) return;
    setCaret({ anchor, focus });
    if (anchor !== focus) labelling.markIfActive(anchor, focus);
    else labelling.selectAt(focus, spans);
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={root}
        data-stage={object.name}
        tabIndex={0}
        role="textbox"
        aria-readonly="true"
        aria-multiline="true"
        aria-label={m.workbench_text_stage()}
        onKeyDown={onKeyDown}
        onPointerUp={onPointerUp}
        className="text-stage scroll-thin"
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => {
            const block = document.blocks[row.index];
            if (!block) return null;
            const end = block.start + block.text.length;
            return (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                dir={block.direction}
                className={block.endsParagraph ? 'pb-1' : ''}
                style={{ position: 'absolute', insetInline: 0, top: row.start }}
              >
                <TextBlockView
                  block={block}
                  spans={spans.filter((span) => span.start < end && span.end > block.start)}
                  selected={selected}
                />
              </div>
            );
          })}
        </div>
        <CaretLine
          root={root}
          caret={caret}
          reveal={rows.scrollToIndex}
          index={blockAt(document, caret.focus).index}
        />
      </div>
    </div>
  );
}

interface CaretLineProps {
  readonly root: { readonly current: HTMLDivElement | null };
  readonly caret: { readonly anchor: number; readonly focus: number };
  readonly index: number;
  reveal(index: number): void;
}

/** Draws the caret and the selection, and keeps them in sight while keys move them. */
function CaretLine({ root, caret, index, reveal }: CaretLineProps) {
  const [box, setBox] = useState<{ top: number; left: number; height: number }>();
  const { anchor, focus } = caret;
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || element !== window.document.activeElement) return;
    const at = caretBox(element, focus);
    if (!at) {
      reveal(index);
      return;
    }
    const view = element.getBoundingClientRect();
    if (at.bottom > view.bottom - 8) element.scrollTop += at.bottom - view.bottom + 40;
    else if (at.top < view.top + 8) element.scrollTop -= view.top - at.top + 40;
    const placed = caretBox(element, focus) ?? at;
    setBox({
      top: placed.top - view.top + element.scrollTop,
      left: placed.left - view.left,
      height: placed.height,
    });
    showSelection(element, anchor, focus);
  }, [anchor, focus, root, index, reveal]);
  return box && <div aria-hidden className="text-caret" style={box} />;
}
