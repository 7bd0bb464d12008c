import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AppError, errors, type ErrorCode } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { problemOf } from '#src/kernel/problem.ts';
import type { Log } from '#src/ports/log.ts';

/** What hono's own exceptions mean in our codes (malformed JSON, body limit, …). */
const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: errors.malformed,
  401: errors.unauthenticated,
  404: errors.notFound,
  405: errors.methodNotAllowed,
  413: errors.tooLarge,
  415: errors.unsupportedType,
};

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    const spec = byStatus[error.status];
    if (spec) return new AppError(spec, { cause: error });
  }
  return new AppError(errors.internal, { cause: error });
}

/** Renders any error as RFC 9457; causes are logged with the request id, never sent. */
export function errorReply(log: Log) {
  return (error: unknown, c: Context<AppEnv>): Response => {
    const app = asAppError(error);
    const { requestId, language } = c.var;
    if (app.spec.status >= 500)
      log.error('request.failed', { requestId, code: app.spec.code }, app.cause ?? app);
    const headers: Record<string, string> = {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    };
    if (typeof app.extra['retryAfter'] === 'number')
      headers['retry-after'] = String(app.extra['retryAfter']);
    else if (app.spec.status === 503) headers['retry-after'] = '5';
    if (app.spec.status === 401) headers['www-authenticate'] = 'Bearer realm="banyan"';
    return c.body(
      JSON.stringify(problemOf(app, requestId, language)),
      app.spec.status as 400,
      headers,
    );
  };
}
