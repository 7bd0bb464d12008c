import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { isStaff, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { reading, type Db, type OutcomeDeps } from '../outcome-deps.ts';
import { officer } from '../policy.ts';
import { roundById } from '../queries/round.ts';
import { writeNoticeText } from './announce.ts';
import { mustBeFree, tableOf } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import { nextStep } from './next-step.ts';
import { decider } from './policy.ts';
import { decisionById } from './queries.ts';
import * as schema from './schema.ts';
import { decisionSheet } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    ...{ summary, tag: 'selection', access: 'staff', scope: 'staff', replies },
    errors: [
      ...[errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      ...[errors.conflict, errors.wrongState],
      ...[decisionErrors.conflicted, decisionErrors.reviewer, decisionErrors.noticeShort],
    ],
  });

/** The sheet for this person; refused whole to who is tied to an application of the round. */
async function sheetFor(
  db: Db,
  actor: UserActor,
  roundId: string,
): Promise<schema.DecisionSheetBody> {
  const table = await tableOf(db, roundId, actor.userId);
  if (table.conflicted) throw new AppError(decisionErrors.conflicted);
  const sheet = await decisionSheet(db, table, actor.userId);
  const waits = sheet.decision?.state === 'proposed';
  const refused = await refusalOf(db, table, actor, sheet.decision?.mine === true);
  const approves = isStaff(actor, 'approver') && waits;
  return {
    ...sheet,
    mayApprove: approves && !refused,
    mayWrite: waits && isStaff(actor, 'operator'),
    ...(approves && refused ? { refusal: { zh: refused.zh, en: refused.en } } : {}),
  };
}

async function refusalOf(
  db: Db,
  table: Awaited<ReturnType<typeof tableOf>>,
  actor: UserActor,
  mine: boolean,
) {
  if (mine) return decisionErrors.samePerson;
  try {
    await mustBeFree(db, table, actor);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.spec;
    throw error;
  }
}

/** A decision as its approver looks at it, the text of its notice, and the round's next step. */
export function sheetRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const at = '/api/v1/operator/selection';
  app.get(
    `${at}/rounds/:id/decision`,
    described('The decision of a round with its minutes and the text of its notice', {
      200: schema.DecisionSheet,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const actor = decider(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(actor, (db) => sheetFor(db, actor, id)));
    },
  );
  app.put(
    `${at}/decisions/:id/notice-text`,
    described('Write the text with which the notice of a proposed decision opens', {
      200: schema.DecisionSheet,
    }),
    valid('param', schema.DecisionPath),
    valid('json', schema.WriteNoticeText),
    (c) => {
      const actor = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const decision = await decisionById(trx, c.req.valid('param').id);
        if (!decision) throw new AppError(errors.notFound);
        const table = await tableOf(trx, decision.round_id, actor.userId);
        await mustBeFree(trx, table, actor);
        const { noticeWorkingDays: least } = table.settings;
        await writeNoticeText(trx, audit, decision, least, c.req.valid('json'), actor.userId);
        return { status: 200, body: await sheetFor(trx, actor, decision.round_id) };
      });
    },
  );
  app.get(
    `${at}/rounds/:id/next-step`,
    described('The step that follows for a round, and what is missing for it', {
      200: schema.NextStepView,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const actor = officer(c.var.actor);
      const step = await deps.store.read(actor, async (db) => {
        const round = await roundById(reading(db), c.req.valid('param').id);
        if (!round) throw new AppError(errors.notFound);
        return nextStep(db, round);
      });
      return c.json(step);
    },
  );
  return app;
}
