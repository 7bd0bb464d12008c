import type { Type } from 'arktype';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import * as schema from '../account-schema.ts';
import { clientAddress } from '../client-address.ts';
import { isCommonPassword } from '../common-passwords.ts';
import { limitOf, type IdentityDeps, type RateLimits } from '../deps.ts';
import { identityErrors as own } from '../errors.ts';
import { runAccountRequest, type AccountCall } from '../run-account-request.ts';
import { takeRate } from '../take-rate.ts';

const bodyLimitBytes = 16 * 1024;

/** Takes one use for the caller's address and, where an account is named, for that account. */
async function limited(
  deps: IdentityDeps,
  c: Context<AppEnv>,
  perAddress: keyof RateLimits,
  account?: { limit: keyof RateLimits; name: string },
): Promise<void> {
  const address = clientAddress(c, deps.config.trustedProxies);
  await takeRate(deps.store, `${perAddress}:${address}`, ...limitOf(deps.config, perAddress));
  if (!account) return;
  const digest = (await sha256Hex(account.name.toLowerCase())).slice(0, 32);
  await takeRate(deps.store, `${account.limit}:${digest}`, ...limitOf(deps.config, account.limit));
}

function signedIn(c: Context<AppEnv>): string {
  const { actor } = c.var;
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (actor.via !== 'session') throw new AppError(own.sessionNeeded);
  return actor.userId;
}

function assertUncommon(password: string, field: string, email?: string): void {
  if (isCommonPassword(password, email))
    throw new AppError(own.passwordCommon, {
      errors: [{ field, code: 'common', message: 'choose a more unusual one' }],
    });
}

const done = () => ({ status: true });
const refusals = [errors.invalid, errors.tooMany, errors.badOrigin];
const spec = (summary: string, access: 'public' | 'user', reply: Type<any, any>) =>
  route({
    summary,
    tag: 'accounts',
    access,
    replies: { 200: reply },
    errors: access === 'user' ? [...refusals, errors.unauthenticated] : refusals,
  });

/**
 * Accounts at /api/auth: the parts of better-auth that are offered, each with its own schema and
 * limits; nothing else of it is reachable. These answers set cookies, so they are not stored under
 * an Idempotency-Key; each may be repeated without harm.
 */
export function authRoutes(deps: IdentityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const run = (c: Context<AppEnv>, call: AccountCall, reply = done as (b: any) => unknown) =>
    runAccountRequest(deps, c, call, reply);
  app.use(
    '/api/auth/*',
    bodyLimit({
      maxSize: bodyLimitBytes,
      onError: () => {
        throw new AppError(errors.tooLarge);
      },
    }),
  );
  signUpRoutes(app, deps, run);
  signInRoutes(app, deps, run);
  passwordRoutes(app, deps, run);
  secondFactorRoutes(app, deps, run);
  return app;
}

type Run = (
  c: Context<AppEnv>,
  call: AccountCall,
  reply?: (body: Record<string, unknown>) => unknown,
) => Promise<Response>;

function signUpRoutes(app: Hono<AppEnv>, deps: IdentityDeps, run: Run): void {
  app.post(
    '/api/auth/sign-up/email',
    spec('Sign up; a message with a link confirms the address', 'public', schema.SignUpReply),
    valid('json', schema.SignUp),
    async (c) => {
      const body = c.req.valid('json');
      assertUncommon(body.password, 'password', body.email);
      const account = { limit: 'mailPerAccount', name: body.email } as const;
      await limited(deps, c, 'signUpPerAddress', account);
      return run(c, { path: 'sign-up/email', body });
    },
  );
  app.get(
    '/api/auth/verify-email',
    route({
      summary: 'Confirm an e-mail address (the link of the message)',
      tag: 'accounts',
      access: 'public',
      replies: { 200: schema.DoneReply, 302: undefined },
      errors: [errors.invalid, own.linkInvalid],
    }),
    valid('query', schema.VerifyQuery),
    async (c) => {
      await limited(deps, c, 'signInPerAddress');
      return run(c, { path: 'verify-email' });
    },
  );
  app.post(
    '/api/auth/send-verification-email',
    spec('Send the confirmation message again', 'user', schema.DoneReply),
    valid('json', schema.ResendVerification),
    async (c) => {
      const body = c.req.valid('json');
      signedIn(c);
      await limited(deps, c, 'mailPerAddress', { limit: 'mailPerAccount', name: body.email });
      return run(c, { path: 'send-verification-email', body });
    },
  );
}

const signInReply = (body: Record<string, unknown>) =>
  body['twoFactorRedirect'] === true ? { twoFactorRedirect: true } : {};

function signInRoutes(app: Hono<AppEnv>, deps: IdentityDeps, run: Run): void {
  app.get(
    '/api/auth/providers',
    route({
      summary: 'Ways to sign in beside the password',
      tag: 'accounts',
      access: 'public',
      replies: { 200: schema.ProvidersReply },
    }),
    (c) => c.json({ providers: deps.config.oidc ? ['oidc'] : [] }),
  );
  app.post(
    '/api/auth/sign-in/email',
    spec('Sign in with e-mail and password', 'public', schema.SignInReply),
    valid('json', schema.SignIn),
    async (c) => {
      const body = c.req.valid('json');
      const account = { limit: 'signInPerAccount', name: body.email } as const;
      await limited(deps, c, 'signInPerAddress', account);
      return run(c, { path: 'sign-in/email', body, tried: body.email }, signInReply);
    },
  );
  app.post(
    '/api/auth/sign-in/social',
    spec('Start to sign in with the OpenID provider', 'public', schema.SignInReply),
    valid('json', schema.SignInProvider),
    async (c) => {
      const { provider, callbackURL = '/' } = c.req.valid('json');
      if (!deps.config.oidc) throw new AppError(own.providerUnknown);
      await limited(deps, c, 'signInPerAddress');
      const call = { path: 'sign-in/social', body: { provider, callbackURL } };
      return run(c, call, (body) => ({ url: body['url'] }));
    },
  );
  app.get(
    '/api/auth/callback/oidc',
    route({
      summary: 'Where the OpenID provider sends the browser back',
      tag: 'accounts',
      access: 'public',
      replies: { 302: undefined },
      errors: [errors.invalid],
    }),
    valid('query', schema.CallbackQuery),
    async (c) => {
      if (!deps.config.oidc) throw new AppError(own.providerUnknown);
      await limited(deps, c, 'signInPerAddress');
      return run(c, { path: 'callback/oidc' });
    },
  );
  app.post(
    '/api/auth/sign-out',
    spec('Sign out', 'public', schema.DoneReply),
    valid('json', schema.Nothing),
    (c) => run(c, { path: 'sign-out', action: 'sign-out' }),
  );
}

function passwordRoutes(app: Hono<AppEnv>, deps: IdentityDeps, run: Run): void {
  app.post(
    '/api/auth/request-password-reset',
    spec('Ask for a link to set a new password', 'public', schema.DoneReply),
    valid('json', schema.RequestReset),
    async (c) => {
      const body = c.req.valid('json');
      await limited(deps, c, 'mailPerAddress', { limit: 'mailPerAccount', name: body.email });
      return run(c, { path: 'request-password-reset', body });
    },
  );
  app.post(
    '/api/auth/reset-password',
    spec('Set a new password; ends every session', 'public', schema.DoneReply),
    valid('json', schema.ResetPassword),
    async (c) => {
      const body = c.req.valid('json');
      assertUncommon(body.newPassword, 'newPassword');
      await limited(deps, c, 'signInPerAddress');
      return run(c, { path: 'reset-password', body });
    },
  );
  app.post(
    '/api/auth/change-password',
    spec('Change the password; ends every other session', 'user', schema.DoneReply),
    valid('json', schema.ChangePassword),
    async (c) => {
      const name = signedIn(c);
      assertUncommon(c.req.valid('json').newPassword, 'newPassword');
      await limited(deps, c, 'signInPerAddress', { limit: 'signInPerAccount', name });
      const body = { ...c.req.valid('json'), revokeOtherSessions: true };
      return run(c, { path: 'change-password', body, action: 'change-password' });
    },
  );
}

function secondFactorRoutes(app: Hono<AppEnv>, deps: IdentityDeps, run: Run): void {
  const secrets = (b: Record<string, unknown>) => ({
    ...(b['totpURI'] === undefined ? {} : { totpURI: b['totpURI'] }),
    ...(b['backupCodes'] === undefined ? {} : { backupCodes: b['backupCodes'] }),
  });
  const withPassword = [
    ['enable', 'Prepare the second factor; verify-totp turns it on'],
    ['disable', 'Turn the second factor off'],
    ['get-totp-uri', 'Show the address for an authenticator again'],
    ['generate-backup-codes', 'Replace the backup codes'],
  ] as const;
  for (const [name, summary] of withPassword)
    app.post(
      `/api/auth/two-factor/${name}`,
      spec(summary, 'user', schema.TotpReply),
      valid('json', schema.PasswordOnly),
      async (c) => {
        const user = signedIn(c);
        await limited(deps, c, 'signInPerAddress', { limit: 'signInPerAccount', name: user });
        const call = { path: `two-factor/${name}`, body: c.req.valid('json') };
        return run(c, { ...call, action: `two-factor-${name}` }, secrets);
      },
    );
  const steps = [
    ['verify-totp', 'Second step with the authenticator', schema.VerifyTotp],
    ['verify-backup-code', 'Second step with a backup code', schema.VerifyBackupCode],
  ] as const;
  for (const [name, summary, body] of steps)
    app.post(
      `/api/auth/two-factor/${name}`,
      spec(summary, 'public', schema.DoneReply),
      valid('json', body),
      async (c) => {
        await limited(deps, c, 'signInPerAddress');
        const call = { path: `two-factor/${name}`, body: c.req.valid('json') };
        return run(c, { ...call, action: `two-factor-${name}` });
      },
    );
}
