import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { changeMember, transferOwnership } from '../change-member.ts';
import type { IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { authorizeOrganisation, requireUser } from '../policy.ts';
import { listMembers } from '../queries/member.ts';
import { organisationBySlug } from '../queries/organisation.ts';
import * as schema from '../schema.ts';
import { memberView } from '../views.ts';

const refusals = [
  errors.invalid,
  errors.unauthenticated,
  own.scopeMissing,
  errors.forbidden,
  errors.notFound,
];

/** Members of an organisation: list, roles, leaving, ownership. */
export function memberRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  changeRoutes(app, deps);
  transferRoute(app, deps);
  return app;
}

function listRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/organisations/:slug/members',
    route({
      summary: 'Members, the longest first',
      tag: 'organisations',
      access: 'member',
      scope: 'account',
      replies: { 200: schema.MemberList },
      errors: refusals,
    }),
    valid('param', schema.SlugParam),
    async (c) => {
      const { slug } = c.req.valid('param');
      const items = await deps.store.read(c.var.actor, async (db) => {
        const found = await organisationBySlug(db, slug);
        const { id } = authorizeOrganisation(c.var.actor, found, 'readMembers');
        return (await listMembers(db, id)).map(memberView);
      });
      return c.json({ items });
    },
  );
}

function changeRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.put(
    '/api/v1/organisations/:slug/members/:userId',
    route({
      summary: 'Give a member another role',
      tag: 'organisations',
      access: 'manager',
      scope: 'org:manage',
      replies: { 200: schema.MemberList },
      errors: [...refusals, own.lastOwner],
    }),
    valid('param', schema.SlugUserParam),
    valid('json', schema.UpdateMember),
    (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const { slug, userId } = c.req.valid('param');
      const { role } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const organisation = authorizeOrganisation(actor, found, 'changeMembers');
        await changeMember(trx, audit, actor, organisation, userId, role);
        const items = (await listMembers(trx, organisation.id)).map(memberView);
        return { status: 200, body: { items } };
      });
    },
  );
  app.delete(
    '/api/v1/organisations/:slug/members/:userId',
    route({
      summary: 'Remove a member, or leave',
      tag: 'organisations',
      access: 'member',
      scope: 'org:manage',
      replies: { 204: undefined },
      errors: [...refusals, own.lastOwner],
    }),
    valid('param', schema.SlugUserParam),
    (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const { slug, userId } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const organisation = authorizeOrganisation(actor, found, 'readMembers');
        if (!actor.orgs.some((m) => m.orgId === organisation.id))
          throw new AppError(errors.forbidden);
        await changeMember(trx, audit, actor, organisation, userId, 'out');
        return { status: 204 };
      });
    },
  );
}

function transferRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.post(
    '/api/v1/organisations/:slug/transfer',
    route({
      summary: 'Make another member owner and become manager',
      tag: 'organisations',
      access: 'owner',
      scope: 'org:manage',
      replies: { 200: schema.MemberList },
      errors: refusals,
    }),
    valid('param', schema.SlugParam),
    valid('json', schema.TransferOwnership),
    (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const { slug } = c.req.valid('param');
      const { userId } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const organisation = authorizeOrganisation(actor, found, 'transfer');
        await transferOwnership(trx, audit, actor, organisation, userId);
        const items = (await listMembers(trx, organisation.id)).map(memberView);
        return { status: 200, body: { items } };
      });
    },
  );
}
