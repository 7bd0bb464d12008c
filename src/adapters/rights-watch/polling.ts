import type { RightsWatch } from '#src/ports/rights-watch.ts';
import { Watched } from './watched.ts';

const everyMs = 700;

/**
 * Asks every 0.7 s for each use by itself, for workerd, where no connection outlives its request.
 * `during` gives each question the surroundings it needs.
 */
export const pollingWatch = (
  during: (question: () => Promise<boolean>) => Promise<boolean>,
): RightsWatch => ({
  watch(use) {
    const watched = new Watched({ ...use, allowed: () => during(use.allowed) }, () =>
      clearInterval(timer),
    );
    const timer = setInterval(() => void watched.ask(), everyMs);
    return watched;
  },
});
