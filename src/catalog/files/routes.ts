import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { FilesDeps } from './deps.ts';
import { draftRoutes } from './routes/draft.ts';
import { uploadRoutes } from './routes/upload.ts';
import { versionFileRoutes } from './routes/version.ts';

/** Uploads, drafts' files, downloads, previews and profiles. */
export function filesRoutes(deps: FilesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', uploadRoutes(deps));
  app.route('/', draftRoutes(deps));
  app.route('/', versionFileRoutes(deps));
  return app;
}
