import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { ReviewDeps } from '../deps.ts';
import { operator } from '../policy.ts';
import { refusals } from '../respond.ts';
import { addTie, endTie } from './keep-register.ts';
import { listTies } from './queries.ts';
import * as schema from './schema.ts';
import { tieView } from './view.ts';

const base = '/api/v1/operator/review/ties';
const staff = { tag: 'operator', access: 'staff', scope: 'staff' } as const;

/** Which organisations belong together. */
export function tieRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    base,
    route({
      summary: 'Organisations that belong together, newest first',
      ...staff,
      replies: { 200: schema.TiePage },
      errors: refusals,
    }),
    valid('query', schema.TieQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const rows = await deps.store.read(actor, (db) => listTies(db, after, n + 1));
      const page = rows.slice(0, n);
      const last = page.at(-1);
      return c.json({
        items: page.map(tieView),
        ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  app.post(
    base,
    route({
      summary: 'Enter that two organisations belong together; conflicts follow at once',
      ...staff,
      replies: { 201: schema.TieView },
      errors: refusals,
    }),
    valid('json', schema.AddTie),
    (c) => {
      operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => ({
        status: 201,
        body: tieView(await addTie(trx, audit, c.req.valid('json'))),
      }));
    },
  );
  app.post(
    `${base}/:id/end`,
    route({
      summary: 'Say when two organisations ceased to belong together',
      ...staff,
      replies: { 200: schema.TieView },
      errors: [...refusals, errors.conflict],
    }),
    valid('param', schema.ExpertPath),
    valid('json', schema.EndTie),
    (c) => {
      operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => ({
        status: 200,
        body: tieView(await endTie(trx, audit, c.req.valid('param').id, c.req.valid('json'))),
      }));
    },
  );
  return app;
}
