import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { presentEligibility, recordedEligibility } from '../applications/eligibility.ts';
import { leaveReview } from '../applications/leave-review.ts';
import { tellApplicants } from '../applications/tell-applicants.ts';
import { saveApplication, startApplication } from '../applications/edit.ts';
import { gatherFacts } from '../applications/gather-facts.ts';
import { heldApplication } from '../applications/held-application.ts';
import { submitApplication } from '../applications/submit.ts';
import { withdrawApplication } from '../applications/withdraw.ts';
import { applicationSummary, applicationView } from '../applications/view.ts';
import type { SelectionDeps } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { mayApply, mayEdit, readsAsOfficer, signedIn } from '../policy.ts';
import { applicationById, applicationsOfOrgs } from '../queries/application.ts';
import { jointOrgs, versionOf } from '../queries/parts.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import * as schema from '../schema.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const reading = (summary: string, replies: Reply) =>
  route({
    ...{ summary, tag: 'selection', access: 'member', scope: 'catalog:read', replies },
    errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
  });
const writing = (summary: string, replies: Reply) =>
  route({
    ...{ summary, tag: 'selection', access: 'manager', scope: 'catalog:write', replies },
    errors: [
      ...[errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      ...[errors.conflict, errors.wrongState],
      ...[selectionRefusals.notReceiving, selectionRefusals.returnOverdue],
      ...[selectionRefusals.incomplete, selectionRefusals.datasetTaken],
      ...[selectionRefusals.datasetMissing, selectionRefusals.notApproved],
    ],
  });

/** What an organisation reads of its applications. */
function readingRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/selection/applications',
    route({
      summary: 'Applications of the own organisations, joint ones too',
      ...{ tag: 'selection', access: 'user', scope: 'catalog:read' },
      replies: { 200: schema.ApplicationList },
      errors: [errors.unauthenticated, errors.forbidden],
    }),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const orgIds = actor.orgs.map((org) => org.orgId);
      const rows =
        orgIds.length === 0
          ? []
          : await deps.store.read(actor, (db) => applicationsOfOrgs(db, orgIds, 200));
      return c.json({ items: rows.map((row) => applicationSummary(row, false)) });
    },
  );
  app.get(
    '/api/v1/selection/applications/:id',
    reading('One application', { 200: schema.ApplicationView }),
    valid('param', schema.RoundPath),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const view = await deps.store.read(actor, async (db) => {
        const row = await applicationById(db, c.req.valid('param').id);
        if (!row) throw new AppError(errors.notFound);
        return applicationView(db, actor, row);
      });
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/selection/applications/:id/eligibility',
    reading('What each rule says; for a draft, of the facts of this moment', {
      200: schema.EligibilityView,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const view = await deps.store.read(actor, async (db) => {
        const row = await applicationById(db, c.req.valid('param').id);
        const ruleSet = row && (await ruleSetById(db, row.rule_set_id));
        if (!row || !ruleSet) throw new AppError(errors.notFound);
        const joint = await jointOrgs(db, row.id);
        if (row.state !== 'draft' && row.state !== 'returned') {
          const officer = readsAsOfficer(actor, [row.lead_org_id, ...joint.map((j) => j.org_id)]);
          return recordedEligibility(db, row, ruleSet.rules, officer);
        }
        const { facts } = await gatherFacts(db, row, joint);
        return presentEligibility(ruleSet.rules, facts);
      });
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/selection/applications/:id/versions/:version',
    reading('An application exactly as it was submitted', { 200: schema.SnapshotView }),
    valid('param', schema.SnapshotPath),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const { id, version } = c.req.valid('param');
      const row = await deps.store.read(actor, (db) => versionOf(db, id, Number(version)));
      if (!row) throw new AppError(errors.notFound);
      return c.json({
        version: row.version,
        sha256: row.sha256,
        submittedAt: row.submitted_at.toISOString(),
        snapshot: row.snapshot,
      });
    },
  );
  return app;
}

/** Drafts, submissions and withdrawals by managers and owners. */
export function applicationRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = readingRoutes(deps);
  app.post(
    '/api/v1/selection/rounds/:id/applications',
    writing('Start an application in the name of an organisation', { 201: schema.ApplicationView }),
    valid('param', schema.RoundPath),
    valid('json', schema.StartApplication),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const org = await organisationBySlug(trx, c.req.valid('json').organisation);
        const { id } = c.req.valid('param');
        const allowed = mayApply(actor, org);
        const row = await startApplication(trx, audit, id, allowed, actor.userId);
        return { status: 201, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.put(
    '/api/v1/selection/applications/:id',
    writing('Save what is there so far', { 200: schema.ApplicationView }),
    valid('param', schema.RoundPath),
    valid('json', schema.SaveApplication),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { application } = await heldApplication(trx, c.req.valid('param').id);
        const allowed = mayEdit(actor, application);
        const row = await saveApplication(trx, audit, actor, allowed, c.req.valid('json'));
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.post(
    '/api/v1/selection/applications/:id/submit',
    writing('Submit it, or its correction', { 200: schema.ApplicationView }),
    valid('param', schema.RoundPath),
    valid('json', schema.SubmitApplication),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { round, application } = await heldApplication(trx, c.req.valid('param').id);
        const { revision } = c.req.valid('json');
        const input = { revision, by: actor.userId };
        const row = await submitApplication(trx, audit, round, mayEdit(actor, application), input);
        await tellApplicants(deps, trx, row, 'submitted');
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  app.post(
    '/api/v1/selection/applications/:id/withdraw',
    writing('Withdraw it; it stays on record', { 200: schema.ApplicationView }),
    valid('param', schema.RoundPath),
    valid('json', schema.WithdrawApplication),
    (c) => {
      const actor = signedIn(c.var.actor, 'catalog:write');
      return mutate(c, deps.store, async (trx, audit) => {
        const { application } = await heldApplication(trx, c.req.valid('param').id);
        const input = { ...c.req.valid('json'), by: actor.userId };
        const row = await withdrawApplication(trx, audit, mayEdit(actor, application), input);
        await leaveReview(deps, trx, row);
        await tellApplicants(deps, trx, row, 'withdrawn');
        return { status: 200, body: await applicationView(trx, actor, row) };
      });
    },
  );
  return app;
}
