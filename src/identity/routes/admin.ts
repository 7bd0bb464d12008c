import { Hono, type Context } from 'hono';
import type { Transaction } from 'kysely';
import { mutate, type Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { disableUser, enableUser, setStaffRoles } from '../administer-user.ts';
import { writeOrganisation } from '../change-organisation.ts';
import type { HubTables, IdentityDeps } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { authorizeAdministration, requireStaff } from '../policy.ts';
import { lockOrganisation, organisationBySlug } from '../queries/organisation.ts';
import { listPersons, lockPerson, type PersonRow } from '../queries/person.ts';
import * as schema from '../schema.ts';
import { organisationView, userView } from '../views.ts';

const refusals = [
  errors.invalid,
  errors.unauthenticated,
  own.scopeMissing,
  errors.notFound,
  errors.forbidden,
  errors.conflict,
];

const userSpec = (summary: string, ...more: (typeof refusals)[number][]) =>
  route({
    summary,
    tag: 'admin',
    access: 'staff',
    scope: 'staff',
    replies: { 200: schema.UserView },
    errors: [...refusals, own.ownAccount, ...more],
  });

/** What administrators do: persons, staff roles, quotas. */
export function adminRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  userRoutes(app, deps);
  quotaRoute(app, deps);
  return app;
}

function listRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.get(
    '/api/v1/admin/users',
    route({
      summary: 'Persons in order of registration',
      tag: 'admin',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.UserPage },
      errors: refusals,
    }),
    valid('query', schema.UserQuery),
    async (c) => {
      const actor = requireStaff(c.var.actor, 'admin');
      const { cursor, limit: size, q } = c.req.valid('query');
      const limit = Number(size ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const rows = await deps.store.read(actor, (db) => listPersons(db, after, q, limit + 1));
      const items = rows.slice(0, limit).map(userView);
      const last = items.at(-1);
      const more = rows.length > limit && last ? { next: encodeCursor([last.id]) } : {};
      return c.json({ items, ...more });
    },
  );
}

type Target = Authorized<PersonRow, 'administer'>;

function userRoutes(app: Hono<AppEnv>, deps: IdentityDeps): void {
  const administer = (
    c: Context<AppEnv>,
    userId: string,
    work: (trx: Transaction<HubTables>, audit: Audit, person: Target) => Promise<PersonRow>,
  ) => {
    const actor = requireStaff(c.var.actor, 'admin');
    return mutate(c, deps.store, async (trx, audit) => {
      const person = authorizeAdministration(actor, await lockPerson(trx, userId));
      return { status: 200, body: userView(await work(trx, audit, person)) };
    });
  };
  app.post(
    '/api/v1/admin/users/:userId/disable',
    userSpec('Disable a person; sessions and tokens end at once', errors.wrongState),
    valid('param', schema.UserParam),
    valid('json', schema.DisableUser),
    (c) =>
      administer(c, c.req.valid('param').userId, (trx, audit, person) =>
        disableUser(trx, audit, person, { ...c.req.valid('json'), at: deps.clock.now() }),
      ),
  );
  app.post(
    '/api/v1/admin/users/:userId/enable',
    userSpec('Let a disabled person sign in again', errors.wrongState),
    valid('param', schema.UserParam),
    valid('json', schema.EnableUser),
    (c) =>
      administer(c, c.req.valid('param').userId, (trx, audit, person) =>
        enableUser(trx, audit, person, c.req.valid('json').revision),
      ),
  );
  app.put(
    '/api/v1/admin/users/:userId/staff-roles',
    userSpec('Set the staff roles of a person; their sessions end', own.dutiesConflict),
    valid('param', schema.UserParam),
    valid('json', schema.SetStaffRoles),
    (c) =>
      administer(c, c.req.valid('param').userId, (trx, audit, person) =>
        setStaffRoles(trx, audit, person, c.req.valid('json')),
      ),
  );
}

function quotaRoute(app: Hono<AppEnv>, deps: IdentityDeps): void {
  app.put(
    '/api/v1/admin/organisations/:slug/quota',
    route({
      summary: 'Set the storage quota of an organisation',
      tag: 'admin',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.OrganisationView },
      errors: refusals,
    }),
    valid('param', schema.SlugParam),
    valid('json', schema.SetQuota),
    (c) => {
      const actor = requireStaff(c.var.actor, 'admin');
      const { slug } = c.req.valid('param');
      const { revision, quotaBytes } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await organisationBySlug(trx, slug);
        const before = found && (await lockOrganisation(trx, found.id));
        if (!before) throw new AppError(errors.notFound);
        const change = { quota_bytes: BigInt(quotaBytes) };
        const row = await writeOrganisation(trx, audit, before, 'set-quota', revision, change);
        return { status: 200, body: organisationView(row, actor) };
      });
    },
  );
}
