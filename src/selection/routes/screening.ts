import { Hono, type Context } from 'hono';
import { mutate, type Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { heldApplication } from '../applications/held-application.ts';
import {
  recheckApplication,
  refuseApplication,
  rescreenApplication,
  returnApplication,
  screenApplication,
} from '../applications/screen.ts';
import { tellApplicants } from '../applications/tell-applicants.ts';
import { applicationSummary, applicationView } from '../applications/view.ts';
import { proposeWaiver, settleWaiver } from '../applications/waive.ts';
import type { SelectionDeps, Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { mayDecide, officer } from '../policy.ts';
import {
  applicationById,
  applicationsOfRound,
  type ApplicationRow,
} from '../queries/application.ts';
import { waiverById } from '../queries/eligibility.ts';
import { jointOrgs } from '../queries/parts.ts';
import { roundById, type RoundRow } from '../queries/round.ts';
import { tiedApplications } from '../rounds/seen-by-officer.ts';
import * as schema from '../schema.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    ...{ summary, tag: 'operator', access: 'staff', scope: 'staff', replies },
    errors: [
      ...[errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      ...[errors.conflict, errors.wrongState, selectionRefusals.timetable],
      ...[selectionRefusals.notEligible, selectionRefusals.eligible],
      ...[selectionRefusals.ruleNotWaivable, selectionRefusals.samePerson],
      ...[selectionRefusals.ownOrganisation],
    ],
  });

interface Screening {
  readonly trx: Trx;
  readonly audit: Audit;
  readonly round: RoundRow;
  readonly application: Authorized<ApplicationRow, 'decide'>;
  readonly by: string;
}

/** One step of an officer on an application of other organisations than their own. */
const deciding = (
  c: Context<AppEnv>,
  deps: SelectionDeps,
  id: string | ((trx: Trx) => Promise<string>),
  run: (screening: Screening) => Promise<unknown>,
  told?: Parameters<typeof tellApplicants>[3],
): Promise<Response> => {
  const actor: UserActor = officer(c.var.actor);
  return mutate(c, deps.store, async (trx, audit) => {
    const of = typeof id === 'string' ? id : await id(trx);
    const { round, application: found } = await heldApplication(trx, of);
    const joint = await jointOrgs(trx, of);
    const application = mayDecide(
      actor,
      found,
      joint.map((j) => j.org_id),
    );
    await run({ trx, audit, round, application, by: actor.userId });
    const row = await applicationById(trx, of);
    if (!row) throw new AppError(errors.notFound);
    if (told) await tellApplicants(deps, trx, row, told);
    return { status: 200, body: await applicationView(trx, actor, row) };
  });
};

const at = '/api/v1/operator/selection/applications/:id';
const view = { 200: schema.ApplicationView };

/** Screening: what an officer does with an application that was submitted. */
export function screeningRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/selection/rounds/:id/applications',
    described('Applications of a round that were submitted', { 200: schema.ApplicationList }),
    valid('param', schema.RoundPath),
    async (c) => {
      const { userId } = officer(c.var.actor);
      const { id } = c.req.valid('param');
      const items = await deps.store.read(c.var.actor, async (db) => {
        const round = await roundById(db, id);
        if (!round) throw new AppError(errors.notFound);
        const found = await applicationsOfRound(db, id);
        const tied = await tiedApplications(db, round, found, userId);
        return found.map((row) => applicationSummary(row, !tied.has(row.id)));
      });
      return c.json({ items });
    },
  );
  app.post(
    `${at}/return`,
    described('Return it for correction by a day', view),
    valid('param', schema.RoundPath),
    valid('json', schema.ReturnApplication),
    (c) =>
      deciding(
        c,
        deps,
        c.req.valid('param').id,
        ({ trx, audit, round, application, by }) =>
          returnApplication(trx, audit, round, application, { ...c.req.valid('json'), by }),
        'returned',
      ),
  );
  app.post(
    `${at}/screen`,
    described('Screen it in', view),
    valid('param', schema.RoundPath),
    valid('json', schema.ScreenApplication),
    (c) =>
      deciding(
        c,
        deps,
        c.req.valid('param').id,
        ({ trx, audit, round, application, by }) =>
          screenApplication(trx, audit, round, application, { ...c.req.valid('json'), by }),
        'screened',
      ),
  );
  app.post(
    `${at}/refuse`,
    described('Screen it out, with the reason', view),
    valid('param', schema.RoundPath),
    valid('json', schema.DecideApplication),
    (c) =>
      deciding(
        c,
        deps,
        c.req.valid('param').id,
        ({ trx, audit, round, application, by }) =>
          refuseApplication(trx, audit, round, application, { ...c.req.valid('json'), by }),
        'refused',
      ),
  );
  app.post(
    `${at}/rescreen`,
    described('Take a screening back, with the reason', view),
    valid('param', schema.RoundPath),
    valid('json', schema.DecideApplication),
    (c) =>
      deciding(c, deps, c.req.valid('param').id, ({ trx, audit, round, application, by }) =>
        rescreenApplication(trx, audit, round, application, { ...c.req.valid('json'), by }),
      ),
  );
  app.post(
    `${at}/check`,
    described('Check the rules again on the facts of this moment', view),
    valid('param', schema.RoundPath),
    (c) =>
      deciding(c, deps, c.req.valid('param').id, ({ trx, audit, round, application, by }) =>
        recheckApplication(trx, audit, round, application, by),
      ),
  );
  app.post(
    `${at}/waivers`,
    described('Propose to waive a rule; a second person decides', view),
    valid('param', schema.RoundPath),
    valid('json', schema.ProposeWaiver),
    (c) =>
      deciding(c, deps, c.req.valid('param').id, ({ trx, audit, application, by }) =>
        proposeWaiver(trx, audit, application, { ...c.req.valid('json'), by }),
      ),
  );
  app.post(
    '/api/v1/operator/selection/waivers/:id/decide',
    described('Approve or refuse a waiver that somebody else proposed', view),
    valid('param', schema.RoundPath),
    valid('json', schema.DecideWaiver),
    (c) => {
      const { id } = c.req.valid('param');
      const applicationOf = async (trx: Trx): Promise<string> => {
        const waiver = await waiverById(trx, id);
        if (!waiver) throw new AppError(errors.notFound);
        return waiver.application_id;
      };
      return deciding(c, deps, applicationOf, async ({ trx, audit, application, by }) => {
        const waiver = await waiverById(trx, id);
        if (!waiver) throw new AppError(errors.notFound);
        await settleWaiver(trx, audit, application, waiver, { ...c.req.valid('json'), by });
      });
    },
  );
  return app;
}
