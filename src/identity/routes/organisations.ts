import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { changeOrganisation } from '../change-organisation.ts';
import type { IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { findOrganisation, movedTo } from '../find-organisation.ts';
import { authorizeOrganisation, requireUser } from '../policy.ts';
import { listApproved, lockOrganisation, organisationBySlug } from '../queries/organisation.ts';
import { registerOrganisation } from '../register-organisation.ts';
import * as schema from '../schema.ts';
import { organisationView } from '../views.ts';

/** Organisations as everybody, their members and their owners see and change them. */
export function organisationRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  createRoute(app, deps);
  readRoute(app, deps);
  updateRoute(app, deps);
  return app;
}

function listRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/organisations',
    route({
      summary: 'Approved organisations, by short name',
      tag: 'organisations',
      access: 'public',
      replies: { 200: schema.OrganisationPage },
      errors: [errors.invalid],
    }),
    valid('query', schema.OrganisationQuery),
    async (c) => {
      const { cursor, limit: size, kind } = c.req.valid('query');
      const limit = Number(size ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const rows = await deps.store.read(c.var.actor, (db) =>
        listApproved(db, { after, kind, n: limit + 1 }),
      );
      const items = rows.slice(0, limit).map((row) => organisationView(row, c.var.actor));
      const last = items.at(-1);
      const more = rows.length > limit && last ? { next: encodeCursor([last.slug]) } : {};
      return c.json({ items, ...more });
    },
  );
}

function createRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.post(
    '/api/v1/organisations',
    route({
      summary: 'Register an organisation; an operator approves it',
      tag: 'organisations',
      access: 'user',
      scope: 'org:manage',
      replies: { 201: schema.OrganisationView },
      errors: [
        errors.invalid,
        own.usccInvalid,
        errors.unauthenticated,
        own.unverified,
        own.slugReserved,
        own.slugTaken,
        own.usccTaken,
        own.tooManyOrganisations,
      ],
    }),
    valid('json', schema.CreateOrganisation),
    (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const input = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await registerOrganisation(trx, audit, actor.userId, input);
        return { status: 201, body: { ...organisationView(row, actor), role: 'owner' } };
      });
    },
  );
}

function readRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/organisations/:slug',
    route({
      summary: 'One organisation; a former short name leads to the present one (301)',
      tag: 'organisations',
      access: 'public',
      replies: { 200: schema.OrganisationView, 301: undefined },
      errors: [errors.notFound],
    }),
    valid('param', schema.SlugParam),
    async (c) => {
      const { slug } = c.req.valid('param');
      const row = await deps.store.read(c.var.actor, (db) =>
        findOrganisation(db, c.var.actor, slug),
      );
      if (row.slug !== slug) return movedTo(c, row.slug);
      return c.json(organisationView(row, c.var.actor));
    },
  );
}

function updateRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.patch(
    '/api/v1/organisations/:slug',
    route({
      summary: 'Change an organisation (managers the page, owners its short name and identity)',
      tag: 'organisations',
      access: 'manager',
      scope: 'org:manage',
      replies: { 200: schema.OrganisationView },
      errors: [
        errors.invalid,
        own.usccInvalid,
        errors.unauthenticated,
        errors.forbidden,
        errors.notFound,
        errors.conflict,
        own.identityFixed,
        own.slugReserved,
        own.slugTaken,
        own.usccTaken,
      ],
    }),
    valid('param', schema.SlugParam),
    valid('json', schema.UpdateOrganisation),
    (c) => {
      const actor = requireUser(c.var.actor);
      const { slug } = c.req.valid('param');
      const input = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        authorizeOrganisation(actor, found, 'update');
        const locked = found && (await lockOrganisation(trx, found.id));
        const before = authorizeOrganisation(actor, locked, 'update');
        const row = await changeOrganisation(trx, audit, actor, before, input);
        return { status: 200, body: organisationView(row, actor) };
      });
    },
  );
}
