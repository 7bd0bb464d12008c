import type { Context } from 'hono';
import { mutate, type MutationReply } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { Change } from '../change-dataset.ts';
import type { CatalogDeps } from '../deps.ts';
import { requireIdentity } from '../policy.ts';

/** Errors that every mutation of a dataset may give. */
export const mutationErrors = [
  errors.invalid,
  errors.unauthenticated,
  errors.forbidden,
  errors.notFound,
  errors.conflict,
  errors.wrongState,
] as const;

/** Runs one mutation of a caller who is somebody, with its audit, and replies. */
export function change(
  c: Context<AppEnv>,
  deps: CatalogDeps,
  run: (change: Change) => Promise<MutationReply>,
  scope = 'catalog:write',
): Promise<Response> {
  requireIdentity(c.var.actor, scope);
  return mutate(c, deps.store, (trx, audit) => run({ trx, actor: c.var.actor, audit, deps }));
}

/** Public data may be kept by caches for a moment; what a signed-in caller sees, by none. */
export function cacheFor(c: Context<AppEnv>, seconds: number): void {
  const open = c.var.actor.kind === 'anonymous';
  c.header('cache-control', open ? `public, max-age=${seconds}` : 'private, no-store');
  c.header('vary', 'cookie, authorization');
}
