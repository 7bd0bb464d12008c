import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { annotationRoutes, annotationWorklist, labourWorklist } from '#src/annotation/index.ts';
import { auditRoutes } from '#src/audit/index.ts';
import { catalogRoutes, catalogWorklist, providerWorklist } from '#src/catalog/index.ts';
import { identityRoutes } from '#src/identity/index.ts';
import { ledgerRoutes } from '#src/ledger/index.ts';
import { noticeRoutes, noticeWorklist } from '#src/notice/index.ts';
import { notifyRoutes } from '#src/notify/index.ts';
import { qualityRoutes } from '#src/quality/index.ts';
import { registerRoutes, registersWorklist } from '#src/registers/index.ts';
import { oversightWorklist, reviewRoutes, reviewWorklist } from '#src/review/index.ts';
import {
  outcomeRoutes,
  outcomeWorklist,
  selectionNoticeListener,
  selectionRoutes,
  selectionWorklist,
} from '#src/selection/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { WorklistSource } from '#src/ports/worklist.ts';
import { errorReply } from '#src/app/error-reply.ts';
import { healthRoutes } from '#src/app/health.ts';
import { identification } from '#src/app/identification.ts';
import { openApiRoutes } from '#src/app/openapi.ts';
import { originCheck } from '#src/app/origin-check.ts';
import { pageRoutes } from '#src/app/page-routes.ts';
import { referencePage } from '#src/app/reference-page.ts';
import { requestContext } from '#src/app/request-context.ts';
import { securityHeaders } from '#src/app/security-headers.ts';
import { siteMapRoutes } from '#src/app/site-map.ts';
import { worklistRoutes } from '#src/app/worklist-routes.ts';
import { labelStudioFace } from '#src/faces/label-studio/index.ts';
import type { Hub } from './hub.ts';

/** The largest JSON body, bytes; files go through uploads. */
const bodyLimitBytes = 2 * 1024 * 1024;

const limited = bodyLimit({
  maxSize: bodyLimitBytes,
  onError: () => {
    throw new AppError(errors.tooLarge);
  },
});

const importContent =
  /^\/api\/v1\/(annotation\/imports\/[^/]+\/content|selection\/applications\/[^/]+\/files)$/;

/** Uploads are exempt: they have limits of their own, and looking at their body would consume it. */
const jsonBodyLimit: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.path.startsWith('/api/v1/uploads') || importContent.test(c.req.path)
    ? next()
    : limited(c, next);

/** What each feature lays before people, for the one list of all roles. */
const worklists = (hub: Hub): readonly WorklistSource[] => [
  catalogWorklist(hub),
  providerWorklist(hub),
  registersWorklist(hub),
  annotationWorklist(hub),
  labourWorklist(hub),
  noticeWorklist(hub),
  reviewWorklist(hub),
  oversightWorklist(hub),
  selectionWorklist(hub),
  outcomeWorklist(hub),
];

/** Our own API: every feature's routes, documented by the schemas they validate with. */
export function documentedRoutes(hub: Hub): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  api.route('/', auditRoutes(hub));
  api.route('/', identityRoutes(hub));
  api.route('/', notifyRoutes(hub));
  api.route('/', catalogRoutes(hub));
  api.route('/', worklistRoutes(worklists(hub)));
  api.route('/', qualityRoutes(hub));
  api.route('/', ledgerRoutes(hub));
  api.route('/', registerRoutes(hub));
  api.route('/', noticeRoutes(hub, [selectionNoticeListener(hub)]));
  api.route('/', annotationRoutes(hub));
  api.route('/', reviewRoutes(hub));
  api.route('/', selectionRoutes(hub));
  api.route('/', outcomeRoutes(hub));
  return api;
}

/** The whole hub as one fetch handler; runs in Node and in workerd. */
export function createApp(hub: Hub): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const api = documentedRoutes(hub);
  app.onError(errorReply(hub.log));
  app.use(requestContext(hub.log, hub.metrics));
  app.use(securityHeaders(hub.config.publicUrl));
  app.route('/', healthRoutes(hub));
  app.use(originCheck(hub.config.publicUrl));
  app.route('/', labelStudioFace(hub));
  app.use('/api/*', identification(hub));
  app.use('/api/v1/*', jsonBodyLimit);
  app.route('/', api);
  app.route('/', openApiRoutes(api));
  app.route('/', referencePage(hub.referenceFiles));
  app.all('/api/*', () => {
    throw new AppError(errors.notFound);
  });
  app.route('/', siteMapRoutes(hub, hub.config.publicUrl));
  if (hub.pages)
    app.route(
      '/',
      pageRoutes(hub.pages, hub.config.publicUrl, (request) => app.fetch(request)),
    );
  app.notFound((c) => errorReply(hub.log)(new AppError(errors.notFound), c));
  return app;
}
