import type { Context } from 'hono';
import type { Transaction } from 'kysely';
import { recordAudit, type AuditRecord } from '#src/audit/index.ts';
import { anonymous, systemActor, type Actor } from '#src/kernel/actor.ts';
import { AppError, errors, type ErrorCode } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { problemOf } from '#src/kernel/problem.ts';
import { accountsFor, type AccountEvent } from './accounts.ts';
import { clientAddress } from './client-address.ts';
import type { HubTables, IdentityDeps } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import { inTurn } from './in-turn.ts';
import { countUse } from './queries/rate.ts';
import { deleteVerifications, keepNewestSession } from './queries/session.ts';

/** What better-auth's codes mean in ours; anything else goes by its status. */
const codes: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: own.badCredentials,
  INVALID_EMAIL: errors.invalid,
  INVALID_PASSWORD: own.badCredentials,
  CREDENTIAL_ACCOUNT_NOT_FOUND: own.badCredentials,
  INVALID_CODE: own.badCode,
  INVALID_BACKUP_CODE: own.badCode,
  INVALID_TWO_FACTOR_COOKIE: own.secondFactorExpired,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: own.secondFactorExpired,
  ACCOUNT_TEMPORARILY_LOCKED: errors.tooMany,
  ACCOUNT_DISABLED: own.accountDisabled,
  INVALID_TOKEN: own.linkInvalid,
  TOKEN_EXPIRED: own.linkInvalid,
  PASSWORD_TOO_SHORT: own.passwordLength,
  PASSWORD_TOO_LONG: own.passwordLength,
  PROVIDER_NOT_FOUND: own.providerUnknown,
  SESSION_NOT_FRESH: own.sessionStale,
  TOTP_NOT_ENABLED: errors.wrongState,
  TWO_FACTOR_NOT_ENABLED: errors.wrongState,
  BACKUP_CODES_NOT_ENABLED: errors.wrongState,
  EMAIL_ALREADY_VERIFIED: errors.wrongState,
  FAILED_TO_CREATE_USER: errors.conflict,
  account_not_linked: own.notLinked,
};

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: errors.unauthenticated,
  403: errors.badOrigin,
  404: errors.notFound,
  409: errors.conflict,
  422: errors.conflict,
  429: errors.tooMany,
};

export interface AccountCall {
  /** Path under /api/auth, e.g. `sign-in/email`. */
  readonly path: string;
  readonly body?: unknown;
  /** Recorded as the signed-in caller's when the call succeeds. */
  readonly action?: string;
  /** E-mail address that was tried; a refusal is recorded under its digest. */
  readonly tried?: string;
}

const asUser = (userId: string): Actor => ({
  kind: 'user',
  userId,
  email: '',
  name: '',
  staff: [],
  orgs: [],
  via: 'session',
  scopes: 'all',
});

interface Outcome {
  readonly response: Response;
  readonly body: Record<string, unknown>;
}

async function recordsOf(
  c: Context<AppEnv>,
  call: AccountCall,
  events: readonly AccountEvent[],
  { response, body }: Outcome,
): Promise<[Actor, AuditRecord][]> {
  const records: [Actor, AuditRecord][] = [];
  for (const { userId, record } of events) {
    const pending = record.action === 'identity.sign-in' && body['twoFactorRedirect'] === true;
    const action = pending ? 'identity.second-factor-asked' : record.action;
    records.push([asUser(userId), { ...record, action }]);
  }
  const { actor } = c.var;
  if (call.action && response.status < 400 && actor.kind === 'user')
    records.push([
      actor,
      { action: `identity.${call.action}`, objectType: 'person', objectId: actor.userId },
    ]);
  if (call.tried && response.status === 401) {
    const objectId = (await sha256Hex(call.tried.toLowerCase())).slice(0, 32);
    records.push([
      anonymous,
      { action: 'identity.sign-in-refused', objectType: 'address', objectId },
    ]);
  }
  return records;
}

/** A failure that must leave nothing behind, unlike a refusal, whose counters stay. */
class Undone extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super('undone');
    this.outcome = outcome;
  }
}

/** A code is valid for 30 s with one step either way, so it is remembered for longer than that. */
const codeSeconds = 120;

/**
 * A code opens once (RFC 6238 §5.2): whoever saw it over a shoulder or on the wire cannot use it
 * again. The first code of all also ends the sessions that were opened without a second factor.
 */
async function acceptOnce(
  trx: Transaction<HubTables>,
  c: Context<AppEnv>,
  call: AccountCall,
  events: readonly AccountEvent[],
): Promise<void> {
  const { actor } = c.var;
  const userId = actor.kind === 'user' ? actor.userId : events.at(-1)?.userId;
  const { code } = call.body as { code: string };
  const { count } = await countUse(trx, await sha256Hex(`totp:${userId}:${code}`), codeSeconds);
  if (count > 1) throw new AppError(own.badCode);
  if (actor.kind === 'user') await keepNewestSession(trx, actor.userId);
}

async function inTransaction(
  deps: IdentityDeps,
  c: Context<AppEnv>,
  call: AccountCall,
): Promise<Outcome> {
  return deps.store.write(systemActor('accounts'), async (trx) => {
    const events: AccountEvent[] = [];
    const accounts = accountsFor(deps, { trx, language: c.var.language, events });
    const response = await accounts.handler(requestOf(deps, c, call));
    const text = response.headers.get('content-type')?.includes('json')
      ? await response.text()
      : '';
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    const body = (parsed ?? {}) as Record<string, unknown>;
    const outcome = { response, body };
    if (response.status >= 500 || body['code'] === 'FAILED_TO_CREATE_USER')
      throw new Undone(outcome);
    const { actor } = c.var;
    if (call.action === 'change-password' && response.ok && actor.kind === 'user')
      await deleteVerifications(trx, actor.userId);
    if (call.path === 'two-factor/verify-totp' && response.ok)
      await acceptOnce(trx, c, call, events);
    for (const [who, record] of await recordsOf(c, call, events, outcome))
      await recordAudit(trx, who, record, c.var.requestId);
    return outcome;
  });
}

/** Two sign-ups of one address at once: the loser is run again and finds the address known. */
async function attempt(
  deps: IdentityDeps,
  c: Context<AppEnv>,
  call: AccountCall,
  again = true,
): Promise<Outcome> {
  try {
    return await inTransaction(deps, c, call);
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    const raced = error.outcome.body['code'] === 'FAILED_TO_CREATE_USER';
    return raced && again ? attempt(deps, c, call, false) : error.outcome;
  }
}

function requestOf(deps: IdentityDeps, c: Context<AppEnv>, call: AccountCall): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'referer', 'user-agent', 'sec-fetch-site']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('x-banyan-client', clientAddress(c, deps.config.trustedProxies));
  const url = `${deps.config.publicUrl}/api/auth/${call.path}${new URL(c.req.url).search}`;
  if (c.req.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(call.body ?? {}) });
}

function headersOf(response: Response): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  const location = response.headers.get('location');
  if (location !== null) headers.set('location', withOwnCode(location));
  return headers;
}

/** Pages get `?error=` with a registered code, and nothing of what a provider or a caller wrote. */
function withOwnCode(location: string): string {
  const [address = '', query = ''] = location.split('?', 2);
  const parameters = new URLSearchParams(query);
  const error = parameters.get('error');
  if (error === null) return location;
  return `${address}?error=${(codes[error] ?? own.providerRefused).code}`;
}

/**
 * Hands one request to better-auth inside one transaction and answers in our forms: cookies and
 * redirects as it says, errors as registered problems, and of the body only what `reply` picks.
 */
export async function runAccountRequest(
  deps: IdentityDeps,
  c: Context<AppEnv>,
  call: AccountCall,
  reply: (body: Record<string, unknown>) => unknown,
): Promise<Response> {
  const { response, body } = await inTurn(() => attempt(deps, c, call));
  const headers = headersOf(response);
  if (response.status >= 300 && response.status < 400)
    return new Response(null, { status: 302, headers });
  if (response.status < 400) {
    headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(reply(body)), { status: 200, headers });
  }
  if (response.status >= 500) throw new AppError(errors.internal, { cause: body['code'] });
  const spec = codes[String(body['code'])] ?? byStatus[response.status] ?? own.accountRefused;
  const error = new AppError(spec, spec === errors.tooMany ? { extra: { retryAfter: 900 } } : {});
  headers.set('content-type', 'application/problem+json');
  if (spec === errors.tooMany) headers.set('retry-after', '900');
  const problem = problemOf(error, c.var.requestId, c.var.language);
  return new Response(JSON.stringify(problem), { status: spec.status, headers });
}
