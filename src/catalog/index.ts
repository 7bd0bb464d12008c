import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps } from './access/deps.ts';
import { accessCron, accessJobs } from './access/jobs.ts';
import { accessRoutes } from './access/routes.ts';
import type { CatalogDeps } from './deps.ts';
import type { FilesDeps } from './files/deps.ts';
import { filesCron, filesJobs } from './files/jobs.ts';
import { filesRoutes } from './files/routes.ts';
import { indexDatasets, refreshCounts } from './index-datasets.ts';
import { moderationJobs } from './moderation/jobs.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { draftRoutes } from './routes/draft.ts';
import { operatorRoutes } from './routes/operator.ts';
import { publicationRoutes } from './routes/publication.ts';
import { searchRoutes } from './routes/search.ts';
import { transferRoutes } from './routes/transfers.ts';
import { versionRoutes } from './routes/versions.ts';

export { catalogAccess } from './catalog-access.ts';
export type { Card } from './card-schema.ts';
export { contentSettledJob } from './content-settled.ts';
export { draftForEditing } from './draft-for-editing.ts';
export { draftWithFiles } from './draft-with-files.ts';
export { keepContents, releaseContents } from './files/keep-contents.ts';
export { fileKind } from './file-kind.ts';
export { importCatalog } from './import-catalog.ts';
export { reindex } from './index-datasets.ts';
export { sitemapBlocks, sitemapEntries, sitemapOrganisations } from './list-datasets.ts';
export { publishAsHub, type FinishedDataset } from './publish-as-hub.ts';
export { providerWorklist } from './access/worklist.ts';
export { catalogWorklist } from './moderation/worklist.ts';
export { readDataset, readVersion } from './read-version.ts';
export { setRecommendation } from './set-recommendation.ts';
export { setVersionQuality } from './set-version-quality.ts';
export type { CatalogTables } from './tables.ts';

/** Everything the catalogue asks of the hub. */
export type CatalogHub = CatalogDeps & FilesDeps & GatedDeps;

/** The catalogue's part of the API. */
export function catalogRoutes(deps: CatalogHub): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const routes of [
    datasetRoutes,
    draftRoutes,
    versionRoutes,
    publicationRoutes,
    operatorRoutes,
    transferRoutes,
    searchRoutes,
    filesRoutes,
    accessRoutes,
    moderationRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}

const idsOf = (payload: Record<string, unknown>): string[] =>
  Array.isArray(payload['ids']) ? payload['ids'].filter((id) => typeof id === 'string') : [];

/** Background work of the catalogue. */
export function catalogJobs(deps: CatalogHub): JobHandlers {
  return {
    'catalog.index-dataset': (payload) => indexDatasets(deps, idsOf(payload)),
    'catalog.refresh-counts': async () => {
      await refreshCounts(deps);
    },
    ...accessJobs(deps),
    ...moderationJobs(deps),
    ...filesJobs(deps),
  };
}

export const catalogCron: readonly CronEntry[] = [
  { pattern: '7 * * * *', job: 'catalog.refresh-counts' },
  ...accessCron,
  ...filesCron,
];
