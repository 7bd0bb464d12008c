import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { tellParties } from '../notices/tell-parties.ts';
import type { SettlementDeps } from './deps.ts';
import { resolveDispute } from './dispute.ts';
import { mayDecide, operator } from './policy.ts';
import { listDisputes, lockDispute } from './queries.ts';
import * as schema from './schema.ts';
import { disputeView } from './statement.ts';

const refusals = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];

/** Disputes that the two sides do not end themselves. */
export function operatorDisputeRoutes(deps: SettlementDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/annotation-disputes',
    route({
      summary: 'Disputes of settlements, those under way unless told',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.DisputePage },
      errors: refusals,
    }),
    valid('query', schema.DisputeQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { state, cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const states = state ? [state] : (['open', 'answered'] as const);
      const rows = await deps.store.read(actor, (db) => listDisputes(db, states, after, n + 1));
      const items = rows.slice(0, n);
      const last = items.at(-1);
      return c.json({
        items: items.map((row) => ({
          ...disputeView(row),
          awardId: row.award_id,
          settlement: Number(row.number),
          package: row.title,
          demand: { slug: row.demand_slug, name: { zh: row.demand_zh, en: row.demand_en } },
          vendor: { slug: row.vendor_slug, name: { zh: row.vendor_zh, en: row.vendor_en } },
        })),
        ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  app.post(
    '/api/v1/operator/annotation-disputes/:id/decide',
    route({
      summary: 'Decide a dispute; the change is posted at once',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.DisputeView },
      errors: [...refusals, errors.wrongState],
    }),
    valid('param', schema.DisputePath),
    valid('json', schema.DecideDispute),
    (c) => {
      const actor = operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const dispute = mayDecide(actor, await lockDispute(trx, c.req.valid('param').id));
        const by = { command: 'decide' as const, ...c.req.valid('json') };
        const row = await resolveDispute(trx, actor, audit, dispute, by);
        await tellParties(deps, trx, { about: 'dispute', disputeId: row.id, event: 'decided' });
        return { status: 200, body: disputeView(row) };
      });
    },
  );
  return app;
}
