import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { issueToken } from '../create-token.ts';
import type { IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { sessionTokenOf } from '../identify.ts';
import { requireSession, requireUser } from '../policy.ts';
import { lockPerson, membershipsOf, personById, updatePerson } from '../queries/person.ts';
import { deleteSession, deleteSessions, listSessions } from '../queries/session.ts';
import { listTokens, revokeToken } from '../queries/token.ts';
import * as schema from '../schema.ts';
import { meView, sessionView, tokenView } from '../views.ts';

const asked = [errors.unauthenticated, own.scopeMissing];
const changed = [...asked, errors.invalid, errors.idempotencyKeyMissing];

/** The signed-in person: profile, API tokens, sessions. */
export function meRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  profileRoutes(app, deps);
  tokenRoutes(app, deps);
  sessionRoutes(app, deps);
  return app;
}

function profileRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/me',
    route({
      summary: 'Who is signed in, with memberships and staff roles',
      tag: 'me',
      access: 'user',
      replies: { 200: schema.MeView },
      errors: [errors.unauthenticated],
    }),
    async (c) => {
      const { userId } = requireUser(c.var.actor);
      const view = await deps.store.read(c.var.actor, async (db) => {
        const row = await personById(db, userId);
        return row && meView(row, await membershipsOf(db, userId));
      });
      if (!view) throw new AppError(errors.unauthenticated);
      return c.json(view);
    },
  );
  app.patch(
    '/api/v1/me',
    route({
      summary: 'Change name or language',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.MeView },
      errors: [...changed, errors.conflict],
    }),
    valid('json', schema.UpdateMe),
    (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      const { revision, ...change } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const before = await lockPerson(trx, userId);
        const after = await updatePerson(trx, userId, revision, change);
        if (!before || !after) throw new AppError(errors.conflict);
        const kept = ({ name, language }: typeof after) => ({ name, language });
        await audit({
          action: 'identity.update-profile',
          objectType: 'person',
          objectId: userId,
          before: kept(before),
          after: kept(after),
        });
        return { status: 200, body: meView(after, await membershipsOf(trx, userId)) };
      });
    },
  );
}

function tokenRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/me/tokens',
    route({
      summary: 'Your valid API tokens',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.TokenList },
      errors: asked,
    }),
    async (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      const rows = await deps.store.read(c.var.actor, (db) => listTokens(db, userId));
      return c.json({ items: rows.map(tokenView) });
    },
  );
  app.post(
    '/api/v1/me/tokens',
    route({
      summary: 'Make an API token; its text is shown this once',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 201: schema.NewTokenView },
      errors: [...changed, own.sessionNeeded, own.tooManyTokens],
    }),
    valid('json', schema.CreateToken),
    (c) => {
      const { userId } = requireSession(c.var.actor);
      const input = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        await lockPerson(trx, userId);
        const { row, token } = await issueToken(trx, userId, input);
        const view = tokenView(row);
        await audit({
          action: 'identity.create-token',
          objectType: 'token',
          objectId: row.id,
          after: view,
        });
        return { status: 201, body: { ...view, token }, secret: true };
      });
    },
  );
  app.delete(
    '/api/v1/me/tokens/:id',
    route({
      summary: 'Revoke an API token; it ends at once',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 204: undefined },
      errors: [...changed, errors.notFound],
    }),
    valid('param', schema.IdParam),
    (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await revokeToken(trx, userId, id);
        if (!row) throw new AppError(errors.notFound);
        await audit({
          action: 'identity.revoke-token',
          objectType: 'token',
          objectId: id,
          before: tokenView(row),
        });
        return { status: 204 };
      });
    },
  );
}

function sessionRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/me/sessions',
    route({
      summary: 'Where you are signed in',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.SessionList },
      errors: asked,
    }),
    async (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      const token = await sessionTokenOf(deps, c.req.raw.headers);
      const rows = await deps.store.read(c.var.actor, (db) => listSessions(db, userId));
      return c.json({ items: rows.map((row) => sessionView(row, token)) });
    },
  );
  app.delete(
    '/api/v1/me/sessions',
    route({
      summary: 'Sign out everywhere else',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 200: schema.RevokedView },
      errors: changed,
    }),
    (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      return mutate(c, deps.store, async (trx, audit) => {
        const token = await sessionTokenOf(deps, c.req.raw.headers);
        const revoked = await deleteSessions(trx, userId, token ?? '');
        await audit({
          action: 'identity.revoke-sessions',
          objectType: 'person',
          objectId: userId,
          after: { revoked },
        });
        return { status: 200, body: { revoked } };
      });
    },
  );
  app.delete(
    '/api/v1/me/sessions/:id',
    route({
      summary: 'End one session at once',
      tag: 'me',
      access: 'user',
      scope: 'account',
      replies: { 204: undefined },
      errors: [...changed, errors.notFound],
    }),
    valid('param', schema.IdParam),
    (c) => {
      const { userId } = requireUser(c.var.actor, 'account');
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        if (!(await deleteSession(trx, userId, id))) throw new AppError(errors.notFound);
        await audit({ action: 'identity.revoke-session', objectType: 'session', objectId: id });
        return { status: 204 };
      });
    },
  );
}
