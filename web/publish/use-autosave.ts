import { useCallback, useEffect, useRef, useState } from 'react';
import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetView } from '#src/catalog/schema.ts';
import { ApiProblem, call } from '../api.ts';
import { m } from '../i18n/messages.ts';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed';

export interface Autosave {
  readonly state: SaveState;
  readonly problem: ApiProblem | undefined;
  change: (card: Card) => void;
  /** Saves at once what is still waiting; true when nothing is left unsaved. */
  flush: () => Promise<boolean>;
}

const quietMs = 1200;

/** Saves the card a moment after the last change; one save at a time, the newest card wins. */
export function useAutosave(at: string, firstRevision: number): Autosave {
  const revision = useRef(firstRevision);
  const pending = useRef<Card>(undefined);
  const running = useRef<Promise<boolean>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [state, setState] = useState<SaveState>('clean');
  const [problem, setProblem] = useState<ApiProblem>();

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    const card = pending.current;
    if (!card) return true;
    pending.current = undefined;
    setState('saving');
    running.current = call<DatasetView>('PATCH', at, { revision: revision.current, card }).then(
      (saved) => {
        revision.current = saved.revision;
        setProblem(undefined);
        setState(pending.current ? 'dirty' : 'saved');
        return true;
      },
      (error: unknown) => {
        pending.current ??= card;
        setProblem(
          error instanceof ApiProblem ? error : new ApiProblem(0, { detail: m.network_failed() }),
        );
        setState('failed');
        return false;
      },
    );
    const ok = await running.current;
    running.current = undefined;
    return ok;
  }, [at]);

  const change = useCallback(
    (card: Card): void => {
      pending.current = card;
      setState('dirty');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush],
  );

  useEffect(() => {
    const save = (): void => void flush();
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [flush]);

  return { state, problem, change, flush };
}
