import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useRevalidator } from 'react-router';
import { UploadQueue, type UploadsView } from './upload-queue.ts';

interface Kept {
  readonly queue: UploadQueue;
  stored: () => void;
}

/** Queues outlive the page that started them, so that moving between the steps stops nothing. */
const queues = new Map<string, Kept>();

function queueOf(dataset: string): Kept {
  const known = queues.get(dataset);
  if (known) return known;
  const kept: Kept = {
    queue: new UploadQueue(dataset, () => kept.stored()),
    stored: () => undefined,
  };
  queues.set(dataset, kept);
  return kept;
}

const nothing: UploadsView = { items: [], bytesPerSecond: undefined };
/** A small file is stored at once; hashing a large one on the server ends shortly after its last byte. */
const hashedMs = [0, 300, 1500, 5000];
const busyMs = 50;

/** The uploads of a dataset; the page's data are read again when a file has arrived. */
export function useUploads(dataset: string): { queue: UploadQueue; view: UploadsView } {
  const kept = queueOf(dataset);
  const { revalidate, state } = useRevalidator();
  const busy = useRef(false);
  useEffect(() => {
    busy.current = state === 'loading';
  }, [state]);
  useEffect(() => {
    let timers: ReturnType<typeof setTimeout>[] = [];
    // A look that is under way is not cut short: files that arrive together would put it off again and again.
    const look = (): void => {
      if (busy.current) timers.push(setTimeout(look, busyMs));
      else void revalidate();
    };
    kept.stored = () => {
      timers.forEach(clearTimeout);
      timers = hashedMs.map((delay) => setTimeout(look, delay));
    };
    return () => {
      kept.stored = () => undefined;
      timers.forEach(clearTimeout);
    };
  }, [kept, revalidate]);
  const view = useSyncExternalStore(kept.queue.subscribe, kept.queue.view, () => nothing);
  return { queue: kept.queue, view };
}
