import { type } from 'arktype';

/** Settings as the hub uses them; read once at start from the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin under which people reach the hub, without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | undefined;
  /** Serves as this role where databaseUrl is the owner's; absent: role hub_app of the same login. */
  readonly databaseAppUrl: string | undefined;
  readonly seed: 'demo' | 'none';
  readonly s3: S3Config | undefined;
  readonly meili: { readonly url: string; readonly key: string | undefined } | undefined;
  /** `host:port` pairs the outbound fetcher may reach although their address is private. */
  readonly outboundAllow: readonly string[];
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Absent only on loopback: then one is generated into dataDir. */
  readonly secret: string | undefined;
  readonly oidc: OidcConfig | undefined;
  /** Prefix nginx maps to the blob folder; set only behind nginx. */
  readonly accelPrefix: string | undefined;
  /** Whether staff rights need a second factor; optional by default only for the demo on loopback. */
  readonly staffSecondFactor: 'required' | 'optional';
  /** A session ends this long after its last use, and in any case after `days`. */
  readonly sessions: {
    readonly idleHours: number;
    readonly staffIdleHours: number;
    readonly days: number;
  };
  /** Trust X-Forwarded-For from this many proxies. */
  readonly trustedProxies: number;
  readonly jobWorkers: number;
}

export interface S3Config {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface OidcConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
}

/** A setting is wrong or missing; the message is the one sentence shown at start. */
export class ConfigError extends Error {}

const url = type('string.url').describe('a URL such as http://host:8080');
const Env = type({
  'PORT?': type('/^[0-9]{1,5}$/').describe('a port from 0 to 65535'),
  'HOST?': type('1 <= string <= 255').describe('a host name or address'),
  'PUBLIC_URL?': url,
  'DATA_DIR?': type('string >= 1').describe('a folder'),
  'DATABASE_URL?': type('/^postgres(ql)?:\\/\\//').describe('a postgres:// URL'),
  'DATABASE_APP_URL?': type('/^postgres(ql)?:\\/\\//').describe('a postgres:// URL'),
  'SEED?': type('/^(demo|none)$/').describe('demo or none'),
  'S3_ENDPOINT?': url,
  'S3_REGION?': 'string >= 1',
  'S3_BUCKET?': 'string >= 3',
  'S3_ACCESS_KEY_ID?': 'string >= 1',
  'S3_SECRET_ACCESS_KEY?': 'string >= 1',
  'MEILI_URL?': url,
  'MEILI_KEY?': 'string',
  'OUTBOUND_ALLOW?': type('/^([^,\\s:]+:[0-9]{1,5})(,[^,\\s:]+:[0-9]{1,5})*$/').describe(
    'host:port pairs separated by commas',
  ),
  'SMTP_URL?': type('/^smtps?:\\/\\//').describe('an smtp:// or smtps:// URL'),
  'MAIL_FROM?': 'string >= 3',
  'SECRET?': type('string >= 32').describe('at least 32 random characters'),
  'OIDC_CLIENT_ID?': 'string >= 1',
  'OIDC_CLIENT_SECRET?': 'string >= 1',
  'OIDC_AUTHORIZATION_URL?': url,
  'OIDC_TOKEN_URL?': url,
  'OIDC_USERINFO_URL?': url,
  'ACCEL_PREFIX?': type('/^\\/[a-z0-9-]+\\/$/').describe('a path such as /blobs/'),
  'STAFF_2FA?': type('/^(required|optional)$/').describe('required or optional'),
  'SESSION_IDLE_HOURS?': type('/^[1-9][0-9]{0,2}$/').describe('a number from 1 to 999'),
  'STAFF_IDLE_HOURS?': type('/^[1-9][0-9]{0,2}$/').describe('a number from 1 to 999'),
  'SESSION_DAYS?': type('/^[1-9][0-9]{0,2}$/').describe('a number from 1 to 999'),
  'TRUSTED_PROXIES?': type('/^[0-9]$/').describe('a number from 0 to 9'),
  'JOB_WORKERS?': type('/^[0-9]{1,2}$/').describe('a number from 0 to 99'),
});

const weakSecrets = /^(.)\1+$|secret|password|change-?me|default|example/i;

function group<T extends readonly string[]>(
  env: NodeEnv,
  names: T,
): Record<T[number], string> | undefined {
  const present = names.filter((n) => env[n]);
  if (present.length === 0) return undefined;
  const missing = names.find((n) => !env[n]);
  if (missing) throw new ConfigError(`${missing} is missing: ${present[0]} is set, so set it too.`);
  return Object.fromEntries(names.map((n) => [n, env[n]])) as Record<T[number], string>;
}

type NodeEnv = Readonly<Record<string, string | undefined>>;

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** Reads and checks the settings; throws ConfigError with one sentence that names the wrong one. */
export function readConfig(env: NodeEnv): Config {
  const known = Object.fromEntries(
    Object.entries(env).filter(([, v]) => v !== undefined && v !== ''),
  );
  const parsed = Env(known);
  if (parsed instanceof type.errors) {
    const first = parsed[0];
    throw new ConfigError(
      `${first?.path.join('.') ?? 'A setting'} must be ${first?.expected ?? 'valid'}.`,
    );
  }
  const host = parsed.HOST ?? '127.0.0.1';
  const port = Number(parsed.PORT ?? 8080);
  if (port > 65535) throw new ConfigError('PORT must be a port from 0 to 65535.');
  if (parsed.SEED === 'demo' && !isLoopback(host))
    throw new ConfigError(
      'SEED=demo is refused because HOST is not a loopback address; use SEED=none.',
    );
  if (!parsed.SECRET && !isLoopback(host))
    throw new ConfigError(
      'SECRET is missing: set at least 32 random characters when HOST is not loopback.',
    );
  if (parsed.SECRET && weakSecrets.test(parsed.SECRET))
    throw new ConfigError(
      'SECRET must be at least 32 random characters, not a default or guessable text.',
    );
  const s3 = group(known, [
    'S3_ENDPOINT',
    'S3_BUCKET',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
  ] as const);
  const oidc = group(known, [
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'OIDC_AUTHORIZATION_URL',
    'OIDC_TOKEN_URL',
    'OIDC_USERINFO_URL',
  ] as const);
  const publicUrl = (
    parsed.PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  ).replace(/\/+$/, '');
  const seed = (parsed.SEED as 'demo' | 'none' | undefined) ?? (isLoopback(host) ? 'demo' : 'none');
  const demoAlone = seed === 'demo' && isLoopback(new URL(publicUrl).hostname);
  return {
    port,
    host,
    publicUrl,
    dataDir: parsed.DATA_DIR ?? 'var',
    databaseUrl: parsed.DATABASE_URL,
    databaseAppUrl: parsed.DATABASE_APP_URL,
    seed,
    s3: s3 && {
      endpoint: s3.S3_ENDPOINT,
      region: parsed.S3_REGION ?? 'us-east-1',
      bucket: s3.S3_BUCKET,
      accessKeyId: s3.S3_ACCESS_KEY_ID,
      secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
    },
    meili: parsed.MEILI_URL ? { url: parsed.MEILI_URL, key: parsed.MEILI_KEY } : undefined,
    outboundAllow: parsed.OUTBOUND_ALLOW?.split(',') ?? [],
    smtpUrl: parsed.SMTP_URL,
    mailFrom: parsed.MAIL_FROM ?? 'Banyan <hub@localhost>',
    secret: parsed.SECRET,
    oidc: oidc && {
      clientId: oidc.OIDC_CLIENT_ID,
      clientSecret: oidc.OIDC_CLIENT_SECRET,
      authorizationUrl: oidc.OIDC_AUTHORIZATION_URL,
      tokenUrl: oidc.OIDC_TOKEN_URL,
      userInfoUrl: oidc.OIDC_USERINFO_URL,
    },
    accelPrefix: parsed.ACCEL_PREFIX,
    staffSecondFactor:
      (parsed.STAFF_2FA as 'required' | 'optional' | undefined) ??
      (demoAlone ? 'optional' : 'required'),
    sessions: {
      idleHours: Number(parsed.SESSION_IDLE_HOURS ?? 12),
      staffIdleHours: Number(parsed.STAFF_IDLE_HOURS ?? 2),
      days: Number(parsed.SESSION_DAYS ?? 30),
    },
    trustedProxies: Number(parsed.TRUSTED_PROXIES ?? 0),
    jobWorkers: Number(parsed.JOB_WORKERS ?? 2),
  };
}
