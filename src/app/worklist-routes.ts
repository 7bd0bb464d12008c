import { Hono } from 'hono';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route } from '#src/kernel/validate.ts';
import type { WorklistItem, WorklistSource } from '#src/ports/worklist.ts';
import * as schema from './worklist-schema.ts';

/** The earliest due first; what has no date after it, the longest waiting first. */
const byUrgency = (a: WorklistItem, b: WorklistItem): number =>
  (a.due?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.due?.getTime() ?? Number.MAX_SAFE_INTEGER) ||
  a.since.getTime() - b.since.getTime();

/** Everything that waits for this actor, whatever role it comes from. */
export async function worklistOf(
  sources: readonly WorklistSource[],
  actor: Actor,
): Promise<schema.WorklistView> {
  const items = (await Promise.all(sources.map((source) => source.itemsFor(actor)))).flat();
  const counts = new Map<string, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    items: items.toSorted(byUrgency).map(({ kind, title, href, since, due }) => ({
      kind,
      title,
      href,
      since: since.toISOString(),
      ...(due ? { due: due.toISOString() } : {}),
    })),
    counts: [...counts].map(([kind, count]) => ({ kind, count })),
  };
}

/** One list for every role; each source decides what of it concerns the caller. */
export function worklistRoutes(sources: readonly WorklistSource[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/worklist',
    route({
      summary: 'What waits for you, in all your roles',
      tag: 'worklist',
      access: 'user',
      replies: { 200: schema.WorklistView },
      errors: [errors.unauthenticated],
    }),
    async (c) => {
      const { actor } = c.var;
      if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
      return c.json(await worklistOf(sources, actor));
    },
  );
  return app;
}
