import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { noticeErrors } from '#src/notice/index.ts';
import type { Db, OutcomeDeps } from '../outcome-deps.ts';
import { officer } from '../policy.ts';
import { changeShortlist, recordDeliberation, writeMinutes } from './deliberate.ts';
import { approveDecision, proposeDecision, supersede } from './decide.ts';
import { mustBeFree, tableOf } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import { approver, mayApprove } from './policy.ts';
import { decisionById, decisionsOf, itemsOf, proposedDecisions } from './queries.ts';
import * as schema from './schema.ts';
import { decisionView, deliberationView } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    summary,
    tag: 'selection',
    access: 'staff',
    scope: 'staff',
    replies,
    errors: [
      errors.invalid,
      errors.unauthenticated,
      errors.forbidden,
      errors.notFound,
      errors.conflict,
      errors.wrongState,
      noticeErrors.holidayYearMissing,
      ...Object.values(decisionErrors),
    ],
  });

/** The table of a round for the caller. */
const seen = async (db: Db, roundId: string, userId: string) =>
  deliberationView(db, await tableOf(db, roundId, userId), userId);

/** Deliberation and decisions: the operators' and the approvers' sides. */
export function decisionRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const at = '/api/v1/operator/selection';
  app.get(
    `${at}/rounds/:id/deliberation`,
    described('What lies on the table, without what the caller is tied to', {
      200: schema.DeliberationView,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const { userId } = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(c.var.actor, (db) => seen(db, id, userId)));
    },
  );
  app.put(
    `${at}/rounds/:id/deliberation`,
    described('Record a sitting of the panel', { 200: schema.DeliberationView }),
    valid('param', schema.RoundPath),
    valid('json', schema.RecordDeliberation),
    (c) => {
      const actor = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        await recordDeliberation(trx, audit, actor, id, c.req.valid('json'));
        return { status: 200, body: await seen(trx, id, actor.userId) };
      });
    },
  );
  app.put(
    `${at}/applications/:id/minutes`,
    described('Write the minutes of an application', { 200: schema.DeliberationView }),
    valid('param', schema.ApplicationPath),
    valid('json', schema.WriteMinutes),
    (c) => {
      const actor = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const round = await writeMinutes(trx, audit, actor, id, c.req.valid('json'));
        return { status: 200, body: await seen(trx, round, actor.userId) };
      });
    },
  );
  app.post(
    `${at}/applications/:id/shortlist`,
    described('Put an application on the shortlist, or take it off', {
      200: schema.DeliberationView,
    }),
    valid('param', schema.ApplicationPath),
    valid('json', schema.Shortlist),
    (c) => {
      const actor = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const round = await changeShortlist(trx, audit, actor, id, c.req.valid('json'));
        return { status: 200, body: await seen(trx, round, actor.userId) };
      });
    },
  );
  app.post(
    `${at}/rounds/:id/decisions`,
    described('Propose what becomes of every application', { 201: schema.DecisionView }),
    valid('param', schema.RoundPath),
    valid('json', schema.ProposeDecision),
    (c) => {
      const actor = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await proposeDecision(trx, audit, actor, id, c.req.valid('json'));
        const items = await itemsOf(trx, row.id);
        return { status: 201, body: decisionView(row, items, actor.userId) };
      });
    },
  );
  app.get(
    `${at}/rounds/:id/decisions`,
    described('Every decision about a round, newest first', { 200: schema.DecisionList }),
    valid('param', schema.RoundPath),
    async (c) => {
      const actor = officer(c.var.actor);
      const { id } = c.req.valid('param');
      const items = await deps.store.read(actor, async (db) => {
        await mustBeFree(db, await tableOf(db, id, actor.userId), actor);
        const rows = await decisionsOf(db, id);
        return Promise.all(
          rows.map(async (row) => decisionView(row, await itemsOf(db, row.id), actor.userId)),
        );
      });
      return c.json({ items });
    },
  );
  approval(app, deps);
  return app;
}

/** A second person approves a decision, or gives it back. */
function approval(app: Hono<AppEnv>, deps: OutcomeDeps): void {
  const at = '/api/v1/approver/decisions';
  app.get(
    at,
    described('Decisions that wait for an approver', { 200: schema.DecisionList }),
    async (c) => {
      const actor = approver(c.var.actor);
      const items = await deps.store.read(actor, async (db) => {
        const found = [];
        for (const row of await proposedDecisions(db, 50)) {
          // Who is tied to an application of the round learns nothing of its decision.
          if ((await tableOf(db, row.round_id, actor.userId)).conflicted) continue;
          found.push(decisionView(row, await itemsOf(db, row.id), actor.userId));
        }
        return found;
      });
      return c.json({ items });
    },
  );
  app.get(
    `${at}/:id`,
    described('A decision', { 200: schema.DecisionView }),
    valid('param', schema.DecisionPath),
    async (c) => {
      const actor = approver(c.var.actor);
      const view = await deps.store.read(actor, async (db) => {
        const row = await decisionById(db, c.req.valid('param').id);
        if (!row || (await tableOf(db, row.round_id, actor.userId)).conflicted)
          throw new AppError(errors.notFound);
        return decisionView(row, await itemsOf(db, row.id), actor.userId);
      });
      return c.json(view);
    },
  );
  app.post(
    `${at}/:id/approve`,
    described('Approve a decision: its notice opens in the same transaction', {
      200: schema.DecisionView,
    }),
    valid('param', schema.DecisionPath),
    valid('json', schema.ApproveDecision),
    (c) => {
      const actor = approver(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const decision = mayApprove(actor, await decisionById(trx, c.req.valid('param').id));
        const { revision } = c.req.valid('json');
        const row = await approveDecision(trx, audit, deps, actor, decision, revision);
        return { status: 200, body: decisionView(row, await itemsOf(trx, row.id), actor.userId) };
      });
    },
  );
  app.post(
    `${at}/:id/return`,
    described('Give a proposed decision back with a reason', { 200: schema.DecisionView }),
    valid('param', schema.DecisionPath),
    valid('json', schema.ReturnDecision),
    (c) => {
      const actor = approver(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const decision = mayApprove(actor, await decisionById(trx, c.req.valid('param').id));
        const { reason, revision } = c.req.valid('json');
        if (decision.state !== 'proposed')
          throw new AppError(errors.wrongState, {
            extra: { state: decision.state, command: 'return' },
          });
        await mustBeFree(trx, await tableOf(trx, decision.round_id, actor.userId), actor);
        await supersede(trx, audit, { ...decision, revision }, reason);
        const row = await decisionById(trx, decision.id);
        if (!row) throw new AppError(errors.notFound);
        return { status: 200, body: decisionView(row, await itemsOf(trx, row.id), actor.userId) };
      });
    },
  );
}
