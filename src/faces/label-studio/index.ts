import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ClientDeps } from '#src/annotation/index.ts';
import { actorOfToken, type IdentifyDeps } from '#src/identity/index.ts';
import { AppError, errors, registerErrors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { clientOf } from './ask.ts';
import { exportRoutes } from './export-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { taskRoutes } from './task-routes.ts';

const faceErrors = registerErrors('labelStudio', {
  noWebhooks: {
    status: 501,
    en: 'Webhooks are not offered: results change by review and settlement as well, which they would not tell; read exports or the API of the hub instead.',
    zh: '暂不提供 Webhook：审核与结算也会改变结果，Webhook 无法如实反映，请改用导出或本平台接口。',
  },
});

/** The largest body of an import, bytes; larger ones go through the hub's own import. */
const mostBytes = 64 * 1024 * 1024;

/** The prefixes Label Studio's clients call; nothing else of the hub lies under them. */
const prefixes = [
  'version',
  'projects',
  'tasks',
  'annotations',
  'predictions',
  'webhooks',
  'current-user',
] as const;

/**
 * Only a token of ours in `Authorization: Token KEY`, or `Bearer KEY`: never the cookie, so that no page of
 * another site acts through a browser.
 */
const byToken =
  (deps: IdentifyDeps): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const token = /^(?:token|bearer) +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (token === undefined) throw new AppError(errors.unauthenticated);
    c.set('actor', await actorOfToken(deps, token));
    await next();
  };

const limited = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new AppError(errors.tooLarge);
  },
});

/**
 * Label Studio's API as far as its Python SDK (2.1) uses it, over annotation's use cases; integer ids are
 * the `number` columns. What a project's clients label runs in a package of its own team.
 */
export function labelStudioFace(deps: ClientDeps & IdentifyDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const known = byToken(deps);
  app.get('/api/version/', (c) =>
    c.json({
      release: '1.23.2',
      edition: 'Community',
      'label-studio-os-package': { version: '1.23.2' },
    }),
  );
  for (const prefix of prefixes.filter((one) => one !== 'version')) {
    app.use(`/api/${prefix}`, known, limited);
    app.use(`/api/${prefix}/*`, known, limited);
  }
  app.get('/api/current-user/whoami', (c) => {
    const { email, name } = clientOf(c).actor;
    return c.json({ id: 0, email, username: name, first_name: name, last_name: '' });
  });
  app.all('/api/webhooks/*', () => {
    throw new AppError(faceErrors.noWebhooks);
  });
  app.route('/', projectRoutes(deps));
  app.route('/', taskRoutes(deps));
  app.route('/', exportRoutes(deps));
  for (const prefix of prefixes)
    app.all(`/api/${prefix}/*`, () => {
      throw new AppError(errors.notFound);
    });
  return app;
}
