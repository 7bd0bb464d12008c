import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Transaction } from 'kysely';
import type { AuditRecord } from '#src/audit/index.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Language } from '#src/kernel/problem.ts';
import type { HubTables, IdentityDeps } from './deps.ts';
import { oidcProvider } from './oidc.ts';
import { insertPerson, personById } from './queries/person.ts';
import { deleteVerifications } from './queries/session.ts';
import { orderMail, type MailOrder } from './send-mail.ts';
import { cookiePrefix } from './session-cookie.ts';

/** One request of better-auth: its transaction, and what it did for the audit. */
export interface AccountRequest {
  readonly trx: Transaction<HubTables>;
  readonly language: Language;
  /** Filled by the hooks: who did what, in order. */
  readonly events: AccountEvent[];
}

export interface AccountEvent {
  readonly userId: string;
  readonly record: AuditRecord;
}

const event = (action: string, userId: string): AccountEvent => ({
  userId,
  record: { action: `identity.${action}`, objectType: 'person', objectId: userId },
});

const linkSeconds = 3600;
export const passwordMin = 10;
export const passwordMax = 128;

const capital = (name: string) => name.trim().slice(0, 80) || '—';

/**
 * better-auth over one transaction: accounts, sessions, verification, second factor and OpenID
 * Connect only. It is built for each request, because everything it writes, our person row, the
 * audit rows and the mail orders belong to that request's transaction; in workerd a connection
 * cannot outlive its request either.
 */
export function accountsFor(deps: IdentityDeps, request: AccountRequest) {
  const { config, jobs } = deps;
  const { trx, events } = request;
  const secure = config.publicUrl.startsWith('https:');
  const mail = async (
    user: { id: string; email: string },
    kind: MailOrder['kind'],
    url: string,
  ) => {
    const person = await personById(trx, user.id);
    const language = person?.language ?? request.language;
    await orderMail(jobs, trx, { kind, to: user.email, language, values: { url } });
  };
  return betterAuth({
    appName: 'Banyan',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.secret,
    trustedOrigins: [config.publicUrl],
    database: { db: trx, type: 'postgres', schemaName: 'auth' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    onAPIError: { errorURL: `${config.publicUrl}/sign-in` },
    session: {
      expiresIn: config.sessions.days * 86_400,
      // The end is fixed at sign-in; use between is noted by `identify`.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      freshAge: 24 * 3600,
    },
    verification: { storeIdentifier: 'hashed' },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, requireLocalEmailVerified: true },
    },
    emailAndPassword: {
      enabled: true,
      // A generic answer for a known address is given only without automatic sign-in.
      autoSignIn: false,
      minPasswordLength: passwordMin,
      maxPasswordLength: passwordMax,
      resetPasswordTokenExpiresIn: linkSeconds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        mail(user, 'reset', `${config.publicUrl}/reset-password?token=${token}`),
      onPasswordReset: async ({ user }) => {
        events.push(event('reset-password', user.id));
        await deleteVerifications(trx, user.id);
        await mail(user, 'password-changed', `${config.publicUrl}/reset-password`);
      },
      onExistingUserSignUp: ({ user }) =>
        mail(user, 'already-registered', `${config.publicUrl}/sign-in`),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: linkSeconds,
      sendVerificationEmail: ({ user, token }) =>
        mail(
          user,
          'verify',
          `${config.publicUrl}/api/auth/verify-email?token=${token}&callbackURL=%2Faccount`,
        ),
      afterEmailVerification: async (user) => {
        events.push(event('verify-email', user.id));
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Banyan',
        accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 },
      }),
      ...(config.oidc
        ? [genericOAuth({ config: [oidcProvider(config.oidc, deps.outbound)] })]
        : []),
    ],
    databaseHooks: {
      user: {
        create: {
          after: async (user) => {
            const { language } = request;
            await insertPerson(trx, { user_id: user.id, name: capital(user.name), language });
            events.push(event('sign-up', user.id));
          },
        },
      },
      session: {
        create: {
          before: async (session) => {
            const person = await personById(trx, session.userId);
            if (!person || person.disabled_at)
              throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'disabled' });
            events.push(event('sign-in', session.userId));
          },
        },
      },
    },
    advanced: {
      // The prefix is ours (`__Host-` over https), so better-auth's own `__Secure-` is off.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(config.publicUrl),
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // Set by the route from what the app trusts, never from the caller's own header.
      ipAddress: { ipAddressHeaders: ['x-banyan-client'] },
      database: { generateId: () => newId(), validateSchema: false },
    },
  });
}
