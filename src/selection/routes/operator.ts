import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { SelectionDeps, Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { officer } from '../policy.ts';
import { roundEvents } from '../queries/event.ts';
import { lockRound, type RoundRow } from '../queries/round.ts';
import { ruleSetById, ruleSetsOf } from '../queries/rule-set.ts';
import { countsFor } from '../rounds/seen-by-officer.ts';
import { checkRecord } from '../rounds/check-record.ts';
import { commandRound } from '../rounds/command-round.ts';
import { createRound, extendRound, reviseRound } from '../rounds/keep-round.ts';
import { roundView, ruleSetView } from '../rounds/view.ts';
import { addRuleSet, reviseRuleSet } from '../rules/keep-rule-set.ts';
import * as schema from '../schema.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    ...{ summary, tag: 'operator', access: 'staff', scope: 'staff', replies },
    errors: [
      ...[errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      ...[errors.conflict, errors.wrongState, selectionRefusals.reasonMissing],
      ...[selectionRefusals.timetable, selectionRefusals.capacity, selectionRefusals.ruleSetUsed],
      ...[selectionRefusals.ruleSetWrong, selectionRefusals.ruleSetOutOfForce],
      ...[selectionRefusals.undecided, selectionRefusals.nothingToReview],
      selectionRefusals.reviewsWaiting,
    ],
  });

async function viewOf(trx: Trx, row: RoundRow, userId: string) {
  const ruleSet = await ruleSetById(trx, row.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const events = await roundEvents(trx, row.id);
  return roundView(row, { ruleSet, events, counts: await countsFor(trx, row, userId) });
}

function ruleSetRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/selection/programmes/:programme/rule-sets',
    described('Every version of the rules of a measure', { 200: schema.RuleSetList }),
    valid('param', schema.ProgrammePath),
    async (c) => {
      officer(c.var.actor);
      const { programme } = c.req.valid('param');
      const rows = await deps.store.read(c.var.actor, (db) => ruleSetsOf(db, programme));
      return c.json({ items: rows.map(ruleSetView) });
    },
  );
  app.post(
    '/api/v1/operator/selection/programmes/:programme/rule-sets',
    described('Add a version of the rules of a measure', { 201: schema.RuleSetView }),
    valid('param', schema.ProgrammePath),
    valid('json', schema.WriteRuleSet),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const { programme } = c.req.valid('param');
        const row = await addRuleSet(trx, audit, programme, c.req.valid('json'), userId);
        return { status: 201, body: ruleSetView(row) };
      });
    },
  );
  app.put(
    '/api/v1/operator/selection/rule-sets/:id',
    described('Change a version that no round uses yet', { 200: schema.RuleSetView }),
    valid('param', schema.RoundPath),
    valid('json', schema.ReviseRuleSet),
    (c) => {
      officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const before = await ruleSetById(trx, c.req.valid('param').id);
        if (!before) throw new AppError(errors.notFound);
        const row = await reviseRuleSet(trx, audit, before, c.req.valid('json'));
        return { status: 200, body: ruleSetView(row) };
      });
    },
  );
  return app;
}

/** The officers' side of rule sets and rounds. */
export function operatorRoundRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = ruleSetRoutes(deps);
  app.get(
    '/api/v1/operator/selection/rounds/:id/record',
    described('Replays the record of a round and compares it with the stored states', {
      200: schema.RecordView,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const { userId } = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(c.var.actor, (db) => checkRecord(db, id, userId)));
    },
  );
  app.post(
    '/api/v1/operator/selection/rounds',
    described('Make a round in draft', { 201: schema.RoundView }),
    valid('json', schema.CreateRound),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await createRound(trx, audit, c.req.valid('json'), userId);
        return { status: 201, body: await viewOf(trx, row, userId) };
      });
    },
  );
  const locked = async (trx: Trx, id: string): Promise<RoundRow> => {
    const round = await lockRound(trx, id);
    if (!round) throw new AppError(errors.notFound);
    return round;
  };
  app.put(
    '/api/v1/operator/selection/rounds/:id',
    described('Change a draft', { 200: schema.RoundView }),
    valid('param', schema.RoundPath),
    valid('json', schema.ReviseRound),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const round = await locked(trx, c.req.valid('param').id);
        const row = await reviseRound(trx, audit, round, c.req.valid('json'));
        return { status: 200, body: await viewOf(trx, row, userId) };
      });
    },
  );
  app.post(
    '/api/v1/operator/selection/rounds/:id/extend',
    described('Put the deadline of an open round off', { 200: schema.RoundView }),
    valid('param', schema.RoundPath),
    valid('json', schema.ExtendRound),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const round = await locked(trx, c.req.valid('param').id);
        const row = await extendRound(trx, audit, round, c.req.valid('json'), userId);
        return { status: 200, body: await viewOf(trx, row, userId) };
      });
    },
  );
  app.post(
    '/api/v1/operator/selection/rounds/:id/moves/:command',
    described('Take a round to its next state, or a step back with a reason', {
      200: schema.RoundView,
    }),
    valid('param', schema.RoundCommandPath),
    valid('json', schema.MoveRound),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const { id, command } = c.req.valid('param');
        const { revision, reason } = c.req.valid('json');
        const round = await locked(trx, id);
        if (round.revision !== revision) throw new AppError(errors.conflict);
        const row = await commandRound(trx, audit, round, command, { actor: userId, reason });
        return { status: 200, body: await viewOf(trx, row, userId) };
      });
    },
  );
  return app;
}
