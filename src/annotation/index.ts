import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { AnnotationDeps } from './deps.ts';
import { distributionRoutes } from './packages/distribution-routes.ts';
import { packageRoutes } from './packages/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { qualificationRoutes } from './qualification/routes.ts';
import { commentRoutes } from './queue/comment-routes.ts';
import { resultRoutes } from './queue/result-routes.ts';
import { queueRoutes } from './queue/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { operatorVendorRoutes } from './vendors/operator-routes.ts';
import { vendorRoutes } from './vendors/routes.ts';

export type { AnnotationDeps } from './deps.ts';
export type { AnnotationTables } from './tables.ts';

/** Annotation's part of the API. */
export function annotationRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const routes of [
    projectRoutes,
    taskRoutes,
    packageRoutes,
    distributionRoutes,
    qualificationRoutes,
    queueRoutes,
    resultRoutes,
    commentRoutes,
    vendorRoutes,
    operatorVendorRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}
