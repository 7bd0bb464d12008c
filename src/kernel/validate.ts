import type { Type } from 'arktype';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type { MiddlewareHandler } from 'hono';
import { AppError, errors, type ErrorCode, type FieldError } from './errors.ts';
import type { AppEnv } from './http.ts';

type AnyType = Type<any, any>;
type Source = 'json' | 'query' | 'param' | 'header';

interface Issue {
  readonly path?: readonly (PropertyKey | { key: PropertyKey })[];
  readonly expected?: string;
  readonly code?: string;
}

/** A failed union describes itself by its branches' messages, which quote what was sent. */
const withoutInput = (expected: string): string =>
  expected.includes('(was ') ? 'one of the documented forms' : expected;

/** Field errors without the rejected value: arktype's own messages echo what was sent. */
function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.slice(0, 20).map((issue) => {
    const path = (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p));
    return {
      field: path.join('/') || 'body',
      code: issue.code ?? 'invalid',
      message: issue.expected ? `must be ${withoutInput(issue.expected)}` : 'is not valid',
    };
  });
}

/**
 * Validates one part of the request with an arktype schema and documents it. A failure is
 * `hub.invalid` (400) naming each field; the rejected value is never echoed.
 */
export function valid<S extends Source, T extends AnyType>(source: S, schema: T) {
  return validator(source, schema, (result) => {
    if (!result.success)
      throw new AppError(errors.invalid, { errors: fieldErrors(result.error as readonly Issue[]) });
  });
}

/** Who may call a route; the generated matrix tests each of these against every kind of actor. */
export type RouteAccess = 'public' | 'user' | 'member' | 'manager' | 'owner' | 'staff';

export interface RouteSpec {
  readonly summary: string;
  readonly tag: string;
  readonly access: RouteAccess;
  /** Scope a token needs; sessions have every scope. */
  readonly scope?: string;
  /** Success answers by status; `undefined` for an empty or binary body. */
  readonly replies: Readonly<Record<number, AnyType | undefined>>;
  /** Media type of a body that is not JSON. */
  readonly media?: string;
  readonly errors?: readonly ErrorCode[];
}

const problemSchema = { $ref: '#/components/schemas/Problem' } as const;

/** Tells staff who have not set up the second factor why their rights rest, before anything else. */
const staffGate = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const { actor } = c.var;
  if (actor.kind === 'user' && actor.secondFactorMissing)
    throw new AppError(errors.secondFactorNeeded);
  await next();
};

/** Documents a route; `x-access` and `x-scope` feed the generated authorisation matrix. */
export function route(spec: RouteSpec): MiddlewareHandler<AppEnv> {
  const responses: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(spec.replies))
    responses[status] = schema
      ? { description: 'Success', content: { 'application/json': { schema: resolver(schema) } } }
      : spec.media
        ? {
            description: 'Success',
            content: { [spec.media]: { schema: { type: 'string', format: 'binary' } } },
          }
        : { description: 'Success' };
  const byStatus = Map.groupBy(spec.errors ?? [], (e) => e.status);
  for (const [status, codes] of byStatus)
    responses[status] = {
      description: codes.map((e) => `${e.code}: ${e.en}`).join('\n\n'),
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  const described = describeRoute({
    summary: spec.summary,
    tags: [spec.tag],
    responses: responses as never,
    ...(spec.access === 'public' ? {} : { security: [{ bearer: [] }, { session: [] }] }),
    ...({ 'x-access': spec.access, ...(spec.scope ? { 'x-scope': spec.scope } : {}) } as object),
  }) as unknown as MiddlewareHandler<AppEnv>;
  return spec.access === 'staff' ? Object.assign(staffGate(), described) : described;
}
