import { anonymous, systemActor, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Store } from '#src/ports/store.ts';
import {
  callerOfSession,
  callerOfToken,
  touchSession,
  touchToken,
  type CallerRow,
  type IdleHours,
} from './queries/actor.ts';
import { cookieKey, cookieValue, openSignedCookie, sessionCookieName } from './session-cookie.ts';
import type { HubTables } from './deps.ts';
import { isTokenText } from './token-text.ts';

export interface IdentifyDeps {
  readonly store: Store<HubTables>;
  readonly config: {
    readonly publicUrl: string;
    readonly secret: string;
    readonly staffSecondFactor: 'required' | 'optional';
    readonly sessions: IdleHours;
  };
}

/** Identification itself runs before the actor is known. */
const identifying = systemActor('identify');

function userActor(
  deps: IdentifyDeps,
  row: CallerRow,
  via: 'session' | 'token',
  scopes: UserActor['scopes'],
): UserActor {
  const { user_id: userId, email, name, staff_roles: staff, orgs } = row;
  const missing =
    staff.length > 0 && !row.two_factor && deps.config.staffSecondFactor === 'required';
  return {
    kind: 'user',
    userId,
    email,
    name,
    staff,
    orgs,
    via,
    scopes,
    ...(missing ? { secondFactorMissing: true } : {}),
  };
}

/**
 * Who calls: `Authorization: Bearer` with a token of ours, else the session cookie, else nobody.
 * Any other scheme and an unknown, expired or revoked token are 401 hub.unauthenticated; a cookie
 * that no longer opens a session is anonymous, so that public pages still open. Nothing is cached:
 * a revoked session, a revoked token and a disabled person end with the next request.
 */
export async function identify(deps: IdentifyDeps, headers: Headers): Promise<Actor> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new AppError(errors.unauthenticated);
    return actorOfToken(deps, token);
  }
  const session = await sessionTokenOf(deps, headers);
  if (session === undefined) return anonymous;
  const { sessions } = deps.config;
  const row = await deps.store.read(identifying, (db) => callerOfSession(db, session, sessions));
  if (row?.stale) await deps.store.write(identifying, (trx) => touchSession(trx, row.session_id));
  return row ? userActor(deps, row, 'session', 'all') : anonymous;
}

/** @public The actor of an API token, for faces that carry it in another header; 401 unless it is valid. */
export async function actorOfToken(deps: IdentifyDeps, token: string): Promise<UserActor> {
  if (!isTokenText(token)) throw new AppError(errors.unauthenticated);
  const hash = await sha256Hex(token);
  const row = await deps.store.read(identifying, (db) => callerOfToken(db, hash));
  if (!row) throw new AppError(errors.unauthenticated);
  if (row.stale) await deps.store.write(identifying, (trx) => touchToken(trx, row.token_id));
  return userActor(deps, row, 'token', row.scopes);
}

/** The session token of a correctly signed cookie, whether or not the session still exists. */
export async function sessionTokenOf(
  deps: { readonly config: Pick<IdentifyDeps['config'], 'publicUrl' | 'secret'> },
  headers: Headers,
): Promise<string | undefined> {
  const header = headers.get('cookie');
  if (!header) return undefined;
  const signed = cookieValue(header, sessionCookieName(deps.config.publicUrl));
  return signed && openSignedCookie(signed, await keyOf(deps.config.secret));
}

/** Imported keys by secret; values, not promises, since in workerd a request awaits only its own. */
const keys = new Map<string, CryptoKey>();

async function keyOf(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret);
  if (known) return known;
  const key = await cookieKey(secret);
  keys.set(secret, key);
  return key;
}
