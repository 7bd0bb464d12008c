import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import {
  nextGrapheme,
  nextWord,
  previousGrapheme,
  previousWord,
  wordAround,
} from './caret-moves.ts';
import { caretBox, unitUnder } from './text-dom.ts';
import { blockAt, type TextDocument } from './text-document.ts';

/** Where the reader's caret is and what is selected, in UTF-16 units. */
export interface Caret {
  readonly anchor: number;
  readonly focus: number;
}

type Move = (from: number) => number;

/** A caret moved by keys: letters, words, lines, pages and the whole text; Shift selects. */
export function useCaret(document: TextDocument, root: RefObject<HTMLElement | null>) {
  const [caret, setCaret] = useState<Caret>({ anchor: 0, focus: 0 });
  /** Horizontal place kept while going up and down. */
  const column = useRef<number>(undefined);

  const vertical = useCallback(
    (lines: number): Move =>
      (from) => {
        const element = root.current;
        const box = element && caretBox(element, from);
        if (!element || !box) return from;
        column.current ??= box.left;
        return (
          lineFrom(element, box, column.current, lines) ?? (lines > 0 ? document.text.length : 0)
        );
      },
    [document, root],
  );

  const moveFor = useCallback(
    (event: KeyboardEvent): Move | undefined => {
      const rtl = blockAt(document, caret.focus).direction === 'rtl';
      const byWord = event.ctrlKey || event.altKey || event.metaKey;
      const forward: Move = (from) => (byWord ? nextWord : nextGrapheme)(document, from);
      const backward: Move = (from) => (byWord ? previousWord : previousGrapheme)(document, from);
      const page = Math.max(1, Math.floor((root.current?.clientHeight ?? 0) / 34) - 2);
      switch (event.key) {
        case 'ArrowRight':
          return rtl ? backward : forward;
        case 'ArrowLeft':
          return rtl ? forward : backward;
        case 'ArrowDown':
          return vertical(1);
        case 'ArrowUp':
          return vertical(-1);
        case 'PageDown':
          return vertical(page);
        case 'PageUp':
          return vertical(-page);
        case 'Home':
          return byWord ? () => 0 : (from) => blockAt(document, from).start;
        case 'End':
          return byWord
            ? () => document.text.length
            : (from) => blockAt(document, from).start + blockAt(document, from).text.length;
        default:
          return undefined;
      }
    },
    [document, caret.focus, vertical, root],
  );

  const press = useCallback(
    (event: KeyboardEvent): boolean => {
      const plain = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && plain === 'a') {
        setCaret({ anchor: 0, focus: document.text.length });
        return true;
      }
      const move = moveFor(event);
      if (!move) return false;
      if (!['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key))
        column.current = undefined;
      const focus = move(caret.focus);
      setCaret({ anchor: event.shiftKey ? caret.anchor : focus, focus });
      return true;
    },
    [moveFor, document, caret],
  );

  const selectWord = useCallback(
    () =>
      setCaret(({ focus }) => {
        const [anchor, end] = wordAround(document, focus);
        return { anchor, focus: end };
      }),
    [document],
  );

  return { caret, setCaret, press, selectWord };
}

/** The offset some lines further, scrolling first where that is out of sight. */
function lineFrom(
  root: HTMLElement,
  box: DOMRect,
  left: number,
  lines: number,
): number | undefined {
  const lineHeight = Number.parseFloat(getComputedStyle(root).lineHeight) || 34;
  const view = root.getBoundingClientRect();
  let y = box.top + box.height / 2 + lines * lineHeight;
  const over = Math.max(0, y + lineHeight - view.bottom) - Math.max(0, view.top + lineHeight - y);
  if (over !== 0) {
    const before = root.scrollTop;
    root.scrollTop += over;
    y -= root.scrollTop - before;
  }
  return unitUnder(root, left, Math.min(view.bottom - 2, Math.max(view.top + 2, y)));
}
