import type { MiddlewareHandler } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses mutations that a browser sends with our cookie from another site. A request without a
 * cookie (a token, a machine) is not a browser's ambient authority and needs no Origin.
 */
export function originCheck(publicUrl: string): MiddlewareHandler<AppEnv> {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    if (safe.has(c.req.method) || !c.req.header('cookie')) return next();
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const sameSite = origin === undefined ? site === 'same-origin' : origin === own;
    if (!sameSite) throw new AppError(errors.badOrigin);
    return next();
  };
}
