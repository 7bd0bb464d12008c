import { useCallback, useMemo, useState } from 'react';
import { parseConfig, type ParsedConfig } from '#src/annotation/labelling/parse-config.ts';

/** The configuration being edited: one text that both the XML and the visual editor show and change. */
export interface ConfigDocument {
  readonly text: string;
  readonly parsed: ParsedConfig;
  readonly saved: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `typing` joins with the typing before it into one step of undo. */
  change: (text: string, how?: 'typing') => void;
  undo: () => void;
  redo: () => void;
  markSaved: (text: string) => void;
}

interface History {
  readonly past: readonly string[];
  readonly text: string;
  readonly future: readonly string[];
  readonly typing: boolean;
}

const steps = 200;

export function useDocument(first: string): ConfigDocument {
  const [history, setHistory] = useState<History>({
    past: [],
    text: first,
    future: [],
    typing: false,
  });
  const [stored, setStored] = useState(first);
  const parsed = useMemo(() => parseConfig(history.text), [history.text]);
  const change = useCallback(
    (text: string, how?: 'typing') =>
      setHistory((now) => {
        if (text === now.text) return now;
        const joins = how === 'typing' && now.typing;
        const past = joins ? now.past : [...now.past, now.text].slice(-steps);
        return { past, text, future: [], typing: how === 'typing' };
      }),
    [],
  );
  const undo = useCallback(
    () =>
      setHistory(({ past, text, future, ...now }) => {
        const before = past.at(-1);
        if (before === undefined) return { past, text, future, ...now };
        return { past: past.slice(0, -1), text: before, future: [text, ...future], typing: false };
      }),
    [],
  );
  const redo = useCallback(
    () =>
      setHistory(({ past, text, future, ...now }) => {
        const [next, ...rest] = future;
        if (next === undefined) return { past, text, future, ...now };
        return { past: [...past, text], text: next, future: rest, typing: false };
      }),
    [],
  );
  return {
    text: history.text,
    parsed,
    saved: history.text === stored,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo,
    redo,
    markSaved: setStored,
  };
}
