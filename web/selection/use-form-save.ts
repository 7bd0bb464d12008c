import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApplicationViewBody } from '#src/selection/schema.ts';
import { ApiProblem, call } from '../api.ts';
import { m } from '../i18n/messages.ts';

type Answers = ApplicationViewBody['answers'];
export interface Edits {
  readonly title?: string;
  readonly answers?: Answers;
  readonly dataset?: { readonly org: string; readonly name: string; readonly version: string };
}
type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed' | 'conflict';

const quietMs = 1000;
const merged = (a: Edits, b: Edits): Edits => ({
  ...a,
  ...b,
  ...(a.answers || b.answers ? { answers: { ...a.answers, ...b.answers } } : {}),
});

/**
 * Saves edits a moment after the last one, one save at a time. When somebody else saved meanwhile
 * nothing is lost on either side: `keepMine` sends these edits on top of theirs, `takeTheirs` drops them.
 */
export function useFormSave(first: ApplicationViewBody) {
  const [view, setView] = useState(first);
  const [state, setState] = useState<SaveState>('clean');
  const [problem, setProblem] = useState<string>();
  const [theirs, setTheirs] = useState<ApplicationViewBody>();
  const waiting = useRef<Edits>({});
  const revision = useRef(first.revision);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);
  const at = `/selection/applications/${first.id}`;

  const accept = useCallback((saved: ApplicationViewBody): void => {
    revision.current = saved.revision;
    setView(saved);
  }, []);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    const edits = waiting.current;
    if (Object.keys(edits).length === 0) return true;
    waiting.current = {};
    setState('saving');
    running.current = call<ApplicationViewBody>('PUT', at, {
      revision: revision.current,
      ...edits,
    }).then(
      (saved) => {
        accept(saved);
        setProblem(undefined);
        setState(Object.keys(waiting.current).length > 0 ? 'dirty' : 'saved');
        return true;
      },
      async (error: unknown) => {
        waiting.current = merged(edits, waiting.current);
        if (error instanceof ApiProblem && error.problem.code === 'hub.conflict') {
          setTheirs(await call<ApplicationViewBody>('GET', at));
          setState('conflict');
        } else {
          setProblem(error instanceof ApiProblem ? error.message : m.network_failed());
          setState('failed');
        }
        return false;
      },
    );
    const ok = await running.current;
    running.current = undefined;
    return ok;
  }, [at, accept]);

  const change = useCallback(
    (edits: Edits): void => {
      waiting.current = merged(waiting.current, edits);
      setState((now) => (now === 'conflict' ? now : 'dirty'));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush],
  );

  const resolve = async (mine: boolean): Promise<void> => {
    if (!theirs) return;
    accept(theirs);
    if (!mine) waiting.current = {};
    setTheirs(undefined);
    setState('clean');
    await flush();
  };

  useEffect(() => {
    const save = (): void => void flush();
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [flush]);

  return {
    ...{ view, state, problem, change, flush, accept },
    keepMine: () => resolve(true),
    takeTheirs: () => resolve(false),
  };
}
export type FormSave = ReturnType<typeof useFormSave>;
