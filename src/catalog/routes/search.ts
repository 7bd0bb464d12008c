import { Hono } from 'hono';
import { errors } from '#src/kernel/errors.ts';
import { anonymous } from '#src/kernel/actor.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { CatalogDeps } from '../deps.ts';
import { licenceOptions } from '../licence.ts';
import { homePage } from '../list-datasets.ts';
import { LicenceOptions } from '../schema.ts';
import { searchDatasets, suggestDatasets } from '../search-datasets.ts';
import {
  HomePage,
  SearchQuery,
  SearchReply,
  SuggestQuery,
  SuggestReply,
} from '../search-schema.ts';
import { cacheFor } from './respond.ts';

/** The first page's totals pass over the whole catalogue, so they are kept for a while. */
const homeMs = 30_000;

function searching(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    '/api/v1/search',
    route({
      summary: 'Find datasets',
      tag: 'search',
      access: 'public',
      replies: { 200: SearchReply },
      errors: [errors.invalid],
    }),
    valid('query', SearchQuery),
    async (c) => {
      const reply = await searchDatasets(deps, c.var.actor, c.req.valid('query'));
      cacheFor(c, 5);
      return c.json(reply);
    },
  );
  app.get(
    '/api/v1/search/suggest',
    route({
      summary: 'Suggestions while typing',
      tag: 'search',
      access: 'public',
      replies: { 200: SuggestReply },
      errors: [errors.invalid],
    }),
    valid('query', SuggestQuery),
    async (c) => {
      const { q, limit } = c.req.valid('query');
      const reply = await suggestDatasets(deps, c.var.actor, q, Number(limit ?? 8));
      cacheFor(c, 30);
      return c.json(reply);
    },
  );
}

/** Search, suggestions, the first page, and the licences to choose from. */
export function searchRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  searching(app, deps);
  // The answer itself is kept, not its promise: workerd lets no request wait for another's.
  let home: { readonly until: number; readonly page: HomePage } | undefined;
  app.get(
    '/api/v1/home',
    route({
      summary: 'Newest, most used, domains and totals',
      tag: 'search',
      access: 'public',
      replies: { 200: HomePage },
    }),
    async (c) => {
      const now = deps.clock.now().getTime();
      const page =
        home && home.until > now ? home.page : await deps.store.read(anonymous, homePage);
      if (page !== home?.page) home = { until: now + homeMs, page };
      c.header('cache-control', 'public, max-age=30');
      return c.json(page);
    },
  );
  app.get(
    '/api/v1/licences',
    route({
      summary: 'The SPDX licence list',
      tag: 'catalog',
      access: 'public',
      replies: { 200: LicenceOptions },
    }),
    (c) => {
      c.header('cache-control', 'public, max-age=86400');
      return c.json({ items: licenceOptions() });
    },
  );
  return app;
}
