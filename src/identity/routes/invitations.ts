import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { limitOf, type IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { acceptInvitation, inviteMember, openInvitation } from '../invite-member.ts';
import { authorizeOrganisation, requireUser } from '../policy.ts';
import { listOpen, revokeInvitation } from '../queries/invitation.ts';
import { organisationBySlug } from '../queries/organisation.ts';
import * as schema from '../schema.ts';
import { takeRate } from '../take-rate.ts';
import { invitationView } from '../views.ts';

const refusals = [
  errors.invalid,
  errors.unauthenticated,
  own.scopeMissing,
  errors.forbidden,
  errors.notFound,
];

/** Invitations by e-mail: made by managers, accepted by the invited address. */
export function invitationRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  inviteRoutes(app, deps);
  revokeRoute(app, deps);
  offerRoutes(app, deps);
  return app;
}

function inviteRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/organisations/:slug/invitations',
    route({
      summary: 'Open invitations',
      tag: 'organisations',
      access: 'manager',
      scope: 'org:manage',
      replies: { 200: schema.InvitationList },
      errors: refusals,
    }),
    valid('param', schema.SlugParam),
    async (c) => {
      const { slug } = c.req.valid('param');
      const items = await deps.store.read(c.var.actor, async (db) => {
        const found = await organisationBySlug(db, slug);
        const { id } = authorizeOrganisation(c.var.actor, found, 'invite');
        return (await listOpen(db, id)).map(invitationView);
      });
      return c.json({ items });
    },
  );
  app.post(
    '/api/v1/organisations/:slug/invitations',
    route({
      summary: 'Invite an e-mail address; the link travels only in the message',
      tag: 'organisations',
      access: 'manager',
      scope: 'org:manage',
      replies: { 201: schema.InvitationView },
      errors: [...refusals, own.alreadyMember, errors.tooMany],
    }),
    valid('param', schema.SlugParam),
    valid('json', schema.CreateInvitation),
    async (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const { slug } = c.req.valid('param');
      const input = c.req.valid('json');
      const found = await deps.store.read(actor, (db) => organisationBySlug(db, slug));
      const organisation = authorizeOrganisation(actor, found, 'invite');
      const limit = limitOf(deps.config, 'invitationsPerOrganisation');
      await takeRate(deps.store, `invite:${organisation.id}`, ...limit);
      return mutate(c, deps.store, async (trx, audit) => {
        const { language } = c.var;
        const row = await inviteMember(deps, trx, audit, actor, organisation, input, language);
        return { status: 201, body: invitationView(row) };
      });
    },
  );
}

function revokeRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.delete(
    '/api/v1/organisations/:slug/invitations/:id',
    route({
      summary: 'Withdraw an invitation',
      tag: 'organisations',
      access: 'manager',
      scope: 'org:manage',
      replies: { 204: undefined },
      errors: refusals,
    }),
    valid('param', schema.SlugIdParam),
    (c) => {
      const actor = requireUser(c.var.actor, 'org:manage');
      const { slug, id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const organisation = authorizeOrganisation(actor, found, 'invite');
        const row = await revokeInvitation(trx, organisation.id, id);
        if (!row) throw new AppError(errors.notFound);
        await audit({
          action: 'identity.revoke-invitation',
          objectType: 'invitation',
          objectId: id,
          orgId: organisation.id,
          before: { email: row.email, role: row.role },
        });
        return { status: 204 };
      });
    },
  );
}

function offerRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/invitations/:token',
    route({
      summary: 'The offer behind an invitation link, for the invited address',
      tag: 'organisations',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.InvitationOffer },
      errors: [...refusals, own.invitationForOther, own.invitationOver],
    }),
    valid('param', schema.InvitationParam),
    async (c) => {
      const actor = requireUser(c.var.actor, 'account');
      const offer = await openInvitation(deps, actor, c.req.valid('param').token);
      if (!offer.usable) throw new AppError(own.invitationOver);
      return c.json({
        organisation: { slug: offer.slug, name: { zh: offer.name_zh, en: offer.name_en } },
        role: offer.role,
        expiresAt: offer.expires_at.toISOString(),
      });
    },
  );
  app.post(
    '/api/v1/invitations/:token/accept',
    route({
      summary: 'Accept an invitation with the invited, verified address',
      tag: 'organisations',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.AcceptedView },
      errors: [
        ...refusals,
        own.unverified,
        own.invitationForOther,
        own.invitationOver,
        own.alreadyMember,
      ],
    }),
    valid('param', schema.InvitationParam),
    async (c) => {
      const actor = requireUser(c.var.actor, 'account');
      const offer = await openInvitation(deps, actor, c.req.valid('param').token);
      return mutate(c, deps.store, async (trx, audit) => {
        await acceptInvitation(trx, audit, actor, offer);
        return { status: 200, body: { slug: offer.slug, role: offer.role } };
      });
    },
  );
}
