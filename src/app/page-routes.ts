import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { AppEnv } from '#src/kernel/http.ts';
import type { Pages } from '#src/ports/pages.ts';

/**
 * Pages and built assets. `api` answers the renderer's calls in process, with the visitor's cookie,
 * so a page shows exactly what the visitor's own API calls would.
 */
export function pageRoutes(
  pages: Pages,
  publicUrl: string,
  api: (request: Request) => Response | Promise<Response>,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  // Assets come compressed already; this is for the pages. workerd compresses by itself.
  const gzip = compress({ encoding: 'gzip' });
  app.use('*', (c, next) => (c.env?.incoming ? gzip(c, next) : next()));
  app.get('*', async (c) => {
    const asked = new URL(c.req.url);
    const asset = await pages.asset(asked.pathname, c.req.header('accept-encoding'));
    if (asset) return asset;
    const url = new URL(asked.pathname + asked.search, publicUrl);
    const cookie = c.req.header('cookie');
    const headers = new Headers({ accept: 'application/json', 'x-request-id': c.var.requestId });
    if (cookie) headers.set('cookie', cookie);
    return pages.render({
      url,
      language: c.var.language,
      cookie,
      nonce: c.var.nonce,
      api: async (path, language) => {
        headers.set('accept-language', language);
        return api(new Request(new URL(path, publicUrl), { headers }));
      },
    });
  });
  return app;
}
