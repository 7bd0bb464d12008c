import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';

/** Nothing may run but what carries this response's nonce. */
const policy = (nonce: string, secure: boolean): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');

/** Headers every answer carries; a route may set a stricter CSP of its own (files of users do). */
export function securityHeaders(publicUrl: string): MiddlewareHandler<AppEnv> {
  const secure = publicUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    const set = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    set('Content-Security-Policy', policy(c.var.nonce, secure));
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'strict-origin-when-cross-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    if (secure) set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  };
}
