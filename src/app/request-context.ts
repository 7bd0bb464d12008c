import type { MiddlewareHandler } from 'hono';
import { anonymous } from '#src/kernel/actor.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId, randomText } from '#src/kernel/ids.ts';
import { languageOf } from '#src/kernel/problem.ts';
import type { Log } from '#src/ports/log.ts';
import type { Metrics } from '#src/ports/metrics.ts';

const known = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives each request its id, language and nonce; logs and counts it when it is answered. */
export function requestContext(log: Log, metrics: Metrics): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && known.test(given) ? given : newId();
    c.set('requestId', requestId);
    c.set('language', languageOf(c.req.header('accept-language')));
    c.set('nonce', randomText(16));
    c.set('actor', anonymous);
    const started = performance.now();
    await next();
    c.header('X-Request-Id', requestId);
    const seconds = (performance.now() - started) / 1000;
    const route = c.req.routePath;
    metrics.request(c.req.method, route, c.res.status, seconds);
    log.info('request', {
      requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      ms: Math.round(seconds * 1000),
      actor: c.var.actor.kind === 'user' ? c.var.actor.userId : c.var.actor.kind,
    });
  };
}
