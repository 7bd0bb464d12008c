import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { AnnotationDeps } from './deps.ts';
import { distributionRoutes } from './packages/distribution-routes.ts';
import { lotRoutes } from './lots/routes.ts';
import { packageRoutes } from './packages/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { runExport } from './exports/run-export.ts';
import { publicationRoutes } from './publications/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { qualificationRoutes } from './qualification/routes.ts';
import { commentRoutes } from './queue/comment-routes.ts';
import { adoptOrphans } from './queue/adopt-orphan.ts';
import { releaseReturned } from './queue/release-returned.ts';
import { orphanRoutes } from './queue/orphan-routes.ts';
import { resultRoutes } from './queue/result-routes.ts';
import { queueRoutes } from './queue/routes.ts';
import type { SettlementDeps } from './settlement/deps.ts';
import { operatorDisputeRoutes } from './settlement/operator-routes.ts';
import { settlementRoutes } from './settlement/routes.ts';
import { makeReport } from './reports/make-report.ts';
import { reportRoutes } from './reports/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { operatorVendorRoutes } from './vendors/operator-routes.ts';
import { vendorRoutes } from './vendors/routes.ts';
import { runImport } from './tasks/run-import.ts';

export * from './clients/index.ts';
export type { AnnotationDeps } from './deps.ts';
export { annotationWorklist } from './worklist.ts';
export { labourWorklist } from './labour-worklist.ts';
export { leaseSlots } from './queue/lease-slots.ts';
export { submitLease } from './queue/submit-lease.ts';
export { prepareProject, type PreparedProject } from './prepare-project.ts';
export { prepareTeam, prepareVendor } from './vendors/prepare-vendor.ts';
export { runImport } from './tasks/run-import.ts';
export type { AnnotationTables } from './tables.ts';

/** Annotation's part of the API. */
export function annotationRoutes(deps: AnnotationDeps & SettlementDeps): Hono<AppEnv> {
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
    orphanRoutes,
    exportRoutes,
    publicationRoutes,
    vendorRoutes,
    operatorVendorRoutes,
    settlementRoutes,
    operatorDisputeRoutes,
    reviewRoutes,
    reportRoutes,
    lotRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}

/** Background work of annotation. */
export function annotationJobs(deps: AnnotationDeps): JobHandlers {
  return {
    'annotation.adopt-orphans': () => adoptOrphans(deps),
    'annotation.release-returned': () => releaseReturned(deps),
    'annotation.run-import': (payload, context) =>
      runImport(deps, String(payload['importId']), context),
    'annotation.run-export': (payload, context) =>
      runExport(deps, String(payload['exportId']), context),
    'annotation.make-report': (payload, context) =>
      makeReport(deps, String(payload['reportId']), context),
  };
}

export const annotationCron: readonly CronEntry[] = [
  { pattern: '* * * * *', job: 'annotation.adopt-orphans' },
  { pattern: '*/5 * * * *', job: 'annotation.release-returned' },
];
