import { AppError, errors } from '#src/kernel/errors.ts';

/** At most this many at once: a password check takes 100 ms of CPU and holds its connection. */
const atOnce = 4;
const waitingMax = 60;
const pauseMs = 20;
/** A place older than this is free again: workerd may drop a request without running its end. */
const abandonedMs = 20_000;

const places = new Set<{ readonly since: number }>();
let waiting = 0;

function freeAbandoned(now: number): void {
  for (const place of places) if (now - place.since > abandonedMs) places.delete(place);
}

/**
 * Runs `work` when one of the few places is free; hub.unavailable when too many wait already. Each
 * caller polls with its own timer: in workerd one request cannot wake another.
 */
export async function inTurn<R>(work: () => Promise<R>): Promise<R> {
  freeAbandoned(Date.now());
  if (places.size >= atOnce) await waitForPlace();
  const place = { since: Date.now() };
  places.add(place);
  try {
    return await work();
  } finally {
    places.delete(place);
  }
}

async function waitForPlace(): Promise<void> {
  if (waiting >= waitingMax) throw new AppError(errors.unavailable, { extra: { retryAfter: 5 } });
  waiting += 1;
  try {
    for (const started = Date.now(); places.size >= atOnce; freeAbandoned(Date.now())) {
      if (Date.now() - started > abandonedMs)
        throw new AppError(errors.unavailable, { extra: { retryAfter: 5 } });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    waiting -= 1;
  }
}
