import { useCallback, useEffect, useRef, useState } from 'react';
import type { AssignmentView, DraftSaved } from '#src/review/reviews/schema.ts';
import { ApiProblem, call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { reviewApi } from './review-words.ts';

export interface DraftContent {
  readonly scores: Readonly<Record<string, number>>;
  readonly opinion: string;
  readonly note: string;
}
type Phase = 'saved' | 'changed' | 'saving' | 'failed';

/** Milliseconds of rest after which a change is saved. */
const restMs = 1200;

/**
 * The draft as it is written: saved by itself after a rest, one request at a time, each over the revision
 * the last one gave. `flush` saves what is unsaved and answers with the revision.
 */
export function useDraft(of: AssignmentView) {
  const start = of.draft;
  const [content, setContent] = useState<DraftContent>({
    scores: start?.scores ?? {},
    opinion: start?.opinion ?? '',
    note: start?.note ?? '',
  });
  const [phase, setPhase] = useState<Phase>('saved');
  const [savedAt, setSavedAt] = useState(start?.savedAt ?? undefined);
  const [problem, setProblem] = useState<string>();
  const revision = useRef(start?.revision ?? 0);
  const newest = useRef(content);
  const stored = useRef(content);
  const turn = useRef<Promise<void>>(Promise.resolve());

  const save = useCallback(async (): Promise<void> => {
    const sent = newest.current;
    if (sent === stored.current && revision.current > 0) return;
    setPhase('saving');
    try {
      const saved = await call<DraftSaved>('PUT', `${reviewApi.assignment(of.id)}/draft`, {
        revision: revision.current,
        ...sent,
      });
      revision.current = saved.revision;
      stored.current = sent;
      setSavedAt(saved.savedAt);
      setProblem(undefined);
      setPhase(newest.current === sent ? 'saved' : 'changed');
    } catch (error) {
      setPhase('failed');
      setProblem(error instanceof ApiProblem ? error.message : m.network_failed());
      throw error;
    }
  }, [of.id]);

  const flush = useCallback(async (): Promise<number> => {
    const mine = turn.current.then(save, save);
    turn.current = mine.catch(() => undefined);
    await mine;
    return revision.current;
  }, [save]);

  useEffect(() => {
    if (content === stored.current) return;
    const timer = setTimeout(() => void flush().catch(() => undefined), restMs);
    return () => clearTimeout(timer);
  }, [content, flush]);

  const change = (part: Partial<DraftContent>): void => {
    const next = { ...newest.current, ...part };
    newest.current = next;
    setContent(next);
    setPhase('changed');
  };
  return { content, change, flush, phase, savedAt, problem };
}
