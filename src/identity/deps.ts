import type { Kysely } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Outbound } from '#src/ports/outbound.ts';
import type { Store } from '#src/ports/store.ts';
import type { IdentityTables } from './tables.ts';

/** One OpenID Connect provider with explicit endpoints: nothing is fetched at start. */
export interface OidcConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
}

export interface IdentityConfig {
  /** Origin people open, e.g. `https://hub.example.cn`; https makes the cookies `__Host-`. */
  readonly publicUrl: string;
  /** At least 32 characters; signs cookies and mail links, encrypts second-factor secrets. */
  readonly secret: string;
  readonly oidc?: OidcConfig | undefined;
  readonly staffSecondFactor: 'required' | 'optional';
  /** Hours without use and days in all after which a session ends. */
  readonly sessions: {
    readonly idleHours: number;
    readonly staffIdleHours: number;
    readonly days: number;
  };
  /** X-Forwarded-For is believed for this many proxies. */
  readonly trustedProxies: number;
  /** Replaces single limits; tests use it to reach them quickly or not at all. */
  readonly limits?: Partial<RateLimits> | undefined;
}

/** Requests allowed in a window, `[limit, seconds]`. */
export type RateLimit = readonly [limit: number, windowSeconds: number];

export interface RateLimits {
  /** Password and code attempts from one address; a password check costs 100 ms of CPU. */
  readonly signInPerAddress: RateLimit;
  /** Attempts on one account, whether it exists or not. */
  readonly signInPerAccount: RateLimit;
  readonly signUpPerAddress: RateLimit;
  /** Reset and verification mails from one address, and to one mailbox. */
  readonly mailPerAddress: RateLimit;
  readonly mailPerAccount: RateLimit;
  readonly invitationsPerOrganisation: RateLimit;
}

const defaultLimits: RateLimits = {
  signInPerAddress: [100, 300],
  signInPerAccount: [10, 900],
  signUpPerAddress: [20, 3600],
  mailPerAddress: [20, 3600],
  mailPerAccount: [5, 3600],
  invitationsPerOrganisation: [100, 86_400],
};

export type HubTables = IdentityTables & AuditTables;

export interface IdentityDeps {
  readonly store: Store<HubTables>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly mail: Mail;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly config: IdentityConfig;
}

export function limitOf(config: IdentityConfig, name: keyof RateLimits): RateLimit {
  return config.limits?.[name] ?? defaultLimits[name];
}
