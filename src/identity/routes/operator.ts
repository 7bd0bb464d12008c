import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { changeOf, writeOrganisation } from '../change-organisation.ts';
import { decideOrganisation, type Decision } from '../decide-organisation.ts';
import type { IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { authorizeDecision, requireStaff } from '../policy.ts';
import { listByStatus, lockOrganisation, organisationBySlug } from '../queries/organisation.ts';
import { assertUscc } from '../register-organisation.ts';
import * as schema from '../schema.ts';
import { organisationView } from '../views.ts';

const refusals = [
  errors.invalid,
  errors.unauthenticated,
  own.scopeMissing,
  errors.notFound,
  errors.forbidden,
  own.ownOrganisation,
  errors.conflict,
  errors.wrongState,
];

/** What operators decide about organisations. */
export function operatorRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  app.post(
    '/api/v1/operator/organisations/:slug/approve',
    decisionSpec('Approve an organisation, or lift a refusal or suspension'),
    valid('param', schema.SlugParam),
    valid('json', schema.ApproveOrganisation),
    (c) => decide(c, c.req.valid('param').slug, { command: 'approve', ...c.req.valid('json') }),
  );
  for (const command of ['refuse', 'suspend'] as const)
    app.post(
      `/api/v1/operator/organisations/:slug/${command}`,
      decisionSpec(command === 'refuse' ? 'Refuse an organisation' : 'Suspend an organisation'),
      valid('param', schema.SlugParam),
      valid('json', schema.DecideOrganisation),
      (c) => decide(c, c.req.valid('param').slug, { command, ...c.req.valid('json') }),
    );
  changeRoute(app, deps);
  return app;

  function decide(c: Parameters<typeof mutate>[0], slug: string, decision: Decision) {
    const actor = requireStaff(c.var.actor, 'operator');
    return mutate(c, deps.store, async (trx, audit) => {
      const found = await organisationBySlug(trx, slug);
      const locked = found && (await lockOrganisation(trx, found.id));
      const before = authorizeDecision(actor, locked);
      const row = await decideOrganisation(deps, trx, audit, before, decision);
      return { status: 200, body: organisationView(row, actor) };
    });
  }
}

const decisionSpec = (summary: string) =>
  route({
    summary,
    tag: 'operator',
    access: 'staff',
    scope: 'staff',
    replies: { 200: schema.OrganisationView },
    errors: refusals,
  });

function listRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/operator/organisations',
    route({
      summary: 'Organisations of a status, the longest waiting first',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.OrganisationPage },
      errors: refusals,
    }),
    valid('query', schema.OperatorOrganisationQuery),
    async (c) => {
      const actor = requireStaff(c.var.actor, 'operator', 'approver', 'auditor', 'admin');
      const { cursor, limit: size, status } = c.req.valid('query');
      const limit = Number(size ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const rows = await deps.store.read(actor, (db) =>
        listByStatus(db, { after, status, n: limit + 1 }),
      );
      const items = rows.slice(0, limit).map((row) => organisationView(row, actor));
      const last = items.at(-1);
      const more = rows.length > limit && last ? { next: encodeCursor([last.id]) } : {};
      return c.json({ items, ...more });
    },
  );
}

function changeRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.patch(
    '/api/v1/operator/organisations/:slug',
    route({
      summary: 'Change the review setting, or the identity of an approved organisation',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.OrganisationView },
      errors: [...refusals, own.usccInvalid, own.usccTaken],
    }),
    valid('param', schema.SlugParam),
    valid('json', schema.OperatorChange),
    (c) => {
      const actor = requireStaff(c.var.actor, 'operator');
      const { slug } = c.req.valid('param');
      const { revision, firstVersionReviewed, ...identity } = c.req.valid('json');
      if (identity.uscc !== undefined) assertUscc(identity.uscc);
      const change = {
        ...changeOf(identity),
        ...(firstVersionReviewed === undefined
          ? {}
          : { first_version_reviewed: firstVersionReviewed }),
      };
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const locked = found && (await lockOrganisation(trx, found.id));
        const before = authorizeDecision(actor, locked);
        const action = 'correct-organisation';
        const row = await writeOrganisation(trx, audit, before, action, revision, change);
        return { status: 200, body: organisationView(row, actor) };
      });
    },
  );
}
