import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { RegisterDeps } from './deps.ts';
import { operatorRegisterRoutes } from './operator-routes.ts';
import { publicRegisterRoutes } from './routes.ts';

export { entryById, listEntries } from './queries.ts';
export { moveEntry, proposeEntry, reviseEntry } from './keep-entry.ts';
export { prepareEntry, type PreparedEntry } from './prepare-entry.ts';
export { registersWorklist } from './worklist.ts';
export type { RegisterTables } from './tables.ts';

/** Published registers under /api/v1. */
export function registerRoutes(deps: RegisterDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', publicRegisterRoutes(deps));
  app.route('/', operatorRegisterRoutes(deps));
  return app;
}
