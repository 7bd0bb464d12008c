import { Hono } from 'hono';
import { sql, type Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { Metrics } from '#src/ports/metrics.ts';
import type { Search } from '#src/ports/search.ts';
import type { Store } from '#src/ports/store.ts';

export interface HealthParts {
  readonly store: Store<any>;
  readonly search: Search;
  readonly metrics: Metrics;
  /** True once a graceful stop has begun: load balancers then send no more. */
  readonly stopping: () => boolean;
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await check()) !== false;
  } catch {
    return false;
  }
}

/** `/healthz`: the process lives. `/readyz`: it can serve now. `/metrics`: Prometheus text. */
export function healthRoutes(parts: HealthParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const database = await answers(() =>
      parts.store.read(systemActor('readyz'), (db: Kysely<any>) => sql`select 1`.execute(db)),
    );
    const search = database && (await answers(() => parts.search.ready()));
    const ready = database && search && !parts.stopping();
    return c.json({ status: ready ? 'ready' : 'unavailable', database, search }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await parts.metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  );
  return app;
}
