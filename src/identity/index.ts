import { Hono } from 'hono';
import { systemActor } from '#src/kernel/actor.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { IdentityDeps } from './deps.ts';
import { purgeExpired } from './queries/rate.ts';
import { adminRoutes } from './routes/admin.ts';
import { authRoutes } from './routes/auth.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { memberRoutes } from './routes/members.ts';
import { meRoutes } from './routes/me.ts';
import { operatorRoutes } from './routes/operator.ts';
import { organisationRoutes } from './routes/organisations.ts';
import { sendMail } from './send-mail.ts';

export type { IdentityDeps } from './deps.ts';
export { ensureSourceOrganisation } from './ensure-source-organisation.ts';
export { clientAddress } from './client-address.ts';
/** @public */
export { actorOfToken } from './identify.ts';
export { identify, type IdentifyDeps } from './identify.ts';
export { addMember, createOrg, createToken, createUser } from './provision.ts';
/** @public */
export { isApproved, organisationById } from './queries/organisation.ts';
export { organisationBySlug } from './queries/organisation.ts';
/** @public */
export { isReservedName } from './reserved-names.ts';
export { tokenScopes, type TokenScope } from './scopes.ts';
export type { IdentityTables } from './tables.ts';
export { identityWorklist } from './pending-organisations.ts';
export { takeRate } from './take-rate.ts';
export { isUscc, usccCheckCharacter } from './uscc.ts';

/** Accounts at /api/auth, and persons, organisations and staff duties under /api/v1. */
export function identityRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', authRoutes(deps));
  app.route('/', meRoutes(deps));
  app.route('/', organisationRoutes(deps));
  app.route('/', memberRoutes(deps));
  app.route('/', invitationRoutes(deps));
  app.route('/', operatorRoutes(deps));
  app.route('/', adminRoutes(deps));
  return app;
}

export function identityJobs(deps: Pick<IdentityDeps, 'mail' | 'store' | 'config'>): JobHandlers {
  return {
    'identity.send-mail': sendMail(deps.mail),
    'identity.purge': () =>
      deps.store.write(systemActor('purge'), (trx) =>
        purgeExpired(trx, deps.config.sessions.idleHours),
      ),
  };
}

export const identityCron: readonly CronEntry[] = [{ pattern: '7 * * * *', job: 'identity.purge' }];
