import { sql, type Kysely, type Transaction } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';
import { actorSettings } from './actor-settings.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Store } from '#src/ports/store.ts';
import type { openPool } from './pool.ts';

type Pool = ReturnType<typeof openPool>;

const retryable = new Set(['40001', '40P01']);

/**
 * A value of the caller that passed its schema but that PostgreSQL cannot hold: text with NUL, a day
 * or number that does not exist, a forged cursor of the wrong kind.
 */
const unstorable = new Set(['22021', '22P05', '22P02', '22007', '22008', '22003', '22023']);

interface DatabaseError {
  readonly code?: string;
  readonly message?: string;
  readonly constraint?: string;
}

/** SQLSTATE → what the caller may know; anything else stays an internal error. */
function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code = '', message = '' } = (error ?? {}) as DatabaseError;
  if (code === '53100') return new AppError(errors.storageFull, { cause: error });
  const lost =
    code.startsWith('08') ||
    code.startsWith('57P') ||
    // an I/O error of the database's disk, no more connections, and the network's own
    ['58030', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(
      code,
    ) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message,
    );
  if (lost) return new AppError(errors.unavailable, { cause: error });
  if (unstorable.has(code)) return new AppError(errors.invalid, { cause: error });
  if (code === '23505') return new AppError(errors.duplicate, { cause: error });
  if (code === '40001' || code === '40P01') return new AppError(errors.conflict, { cause: error });
  return error;
}

/** Tells the row-level policies who asks; one statement a transaction. */
function setActor(db: Kysely<any>, actor: Actor) {
  const [id, orgs, role] = actorSettings(actor);
  return sql`select set_config('hub.actor_id', ${id}, true), set_config('hub.org_ids', ${orgs}, true),
    set_config('hub.role', ${role}, true)`.execute(db);
}

/** Runs a transaction, again after a failure of serialisation, at most three times. */
async function persist<R>(run: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= 3 || !retryable.has((error as DatabaseError)?.code ?? ''))
        throw translate(error);
    }
  }
}

/** Rows of one function as a statement that each connection prepares once. */
async function preparedCall(pool: Pool, name: string, values: unknown[]): Promise<any[]> {
  const places = values.map((_, n) => `$${n + 1}`).join(', ');
  const { rows } = await pool.query({ name, text: `select * from ${name}(${places})`, values });
  return rows;
}

async function plainCall(db: Kysely<any>, name: string, values: unknown[]): Promise<any[]> {
  const { rows } = await sql<any>`select * from ${sql.ref(name)}(${sql.join(values)})`.execute(db);
  return rows;
}

/**
 * The Store over PostgreSQL: actor settings, retries of serialisation failures, errors translated. With the
 * pool of `db`, calls of functions are prepared; without one (connections that last a request) they are not.
 */
export function createStore<Tables>(db: Kysely<Tables>, pool?: Pool): Store<Tables> {
  return {
    async read(actor, run) {
      try {
        return await db
          .transaction()
          .setAccessMode('read only')
          .setIsolationLevel('repeatable read')
          .execute(async (trx) => {
            await setActor(trx, actor);
            return run(trx);
          });
      } catch (error) {
        throw translate(error);
      }
    },
    write: (actor, run) =>
      persist(() =>
        db.transaction().execute(async (trx: Transaction<Tables>) => {
          await setActor(trx, actor);
          return run(trx);
        }),
      ),
    call: (actor, name, args) => {
      const values = [[...actorSettings(actor)], ...args];
      return persist(() => (pool ? preparedCall(pool, name, values) : plainCall(db, name, values)));
    },
  };
}
