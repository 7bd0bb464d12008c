import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect } from 'kysely';
import { openPool } from './pool.ts';

type Pool = ReturnType<typeof openPool>;

const current = new AsyncLocalStorage<Pool>();

/** A Kysely whose connections belong to the request that is running: workerd forbids sharing sockets. */
export function openRequestKysely<Tables>(): Kysely<Tables> {
  const pool = {
    connect: () => {
      const own = current.getStore();
      if (!own) throw new Error('a query outside a request');
      return own.connect();
    },
    end: async () => {},
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) });
}

/** Runs one request with connections of its own; `ended` settles when they are closed. */
export async function withRequestPool<R>(
  options: { readonly url: string; readonly role?: string },
  run: () => Promise<R>,
  defer: (ended: Promise<unknown>) => void,
): Promise<R> {
  const pool = openPool({ ...options, max: 4 });
  try {
    return await current.run(pool, run);
  } finally {
    defer(pool.end());
  }
}
