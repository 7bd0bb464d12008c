import type { MiddlewareHandler } from 'hono';
import { identify, type IdentifyDeps } from '#src/identity/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';

/** Finds out who calls, once a request; a bad token ends the request here with 401. */
export function identification(deps: IdentifyDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.set('actor', await identify(deps, c.req.raw.headers));
    await next();
  };
}
