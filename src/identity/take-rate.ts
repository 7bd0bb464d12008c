import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Store } from '#src/ports/store.ts';
import { countUse } from './queries/rate.ts';
import type { HubTables } from './deps.ts';

/**
 * Takes one use of `limit` per `windowSeconds` under `key` (fixed windows, the database's clock, so
 * all replicas share them). Over the limit it throws hub.tooMany with `retryAfter` in seconds; the
 * app copies that to Retry-After. Runs in a transaction of its own: a refused use still counts.
 */
export async function takeRate(
  store: Store<HubTables>,
  key: string,
  limit: number,
  windowSeconds: number,
): Promise<void> {
  const { count, seconds_left } = await store.write(systemActor('rate'), (trx) =>
    countUse(trx, key, windowSeconds),
  );
  if (count > limit)
    throw new AppError(errors.tooMany, { extra: { retryAfter: Math.max(1, seconds_left) } });
}
