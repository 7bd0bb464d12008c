import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** One table of parsers for all of the hub: money and counts are bigint, days are plain text. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, (text) => BigInt(text)],
  [pg.types.builtins.DATE, (text) => text],
]);

export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ??
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export interface PoolOptions {
  readonly url: string;
  /** Role to serve as, where the login is the owner's. */
  readonly role?: string | undefined;
  readonly max?: number;
  readonly onError?: (error: Error) => void;
}

/** A pool that survives the loss of its server: broken connections are dropped, the next query reconnects. */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 16,
    types: valueTypes,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'banyan',
    options: ['-c timezone=UTC', options.role ? `-c role=${options.role}` : ''].join(' ').trim(),
  });
  const report = (error: Error) => options.onError?.(error);
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

export const openKysely = <Tables>(pool: pg.Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
