import { Hono } from 'hono';
import { openDatasetCount, sitemapEntries, type CatalogHub } from '#src/catalog/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';

/** Datasets in one file; with the home page no file exceeds the 50,000 of the sitemaps.org protocol. */
const addressesPerPart = 49_999;

const robots = (publicUrl: string): string =>
  [
    'User-agent: *',
    ...['/api/', '/account', '/operator', '/publish', '/search?*cursor='].map(
      (path) => `Disallow: ${path}`,
    ),
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n');

const xml = { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'max-age=3600' };
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/**
 * What crawlers ask first: robots.txt, and an index of site maps that together list every dataset
 * open to everyone. Slugs and names hold no character that XML would have to escape.
 */
export function siteMapRoutes(deps: Pick<CatalogHub, 'store'>, publicUrl: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/robots.txt', (c) => c.text(robots(publicUrl)));
  app.get('/sitemap.xml', async (c) => {
    const parts = await partCount(deps);
    const list = Array.from(
      { length: parts },
      (_, index) => `<sitemap><loc>${publicUrl}/sitemaps/${index + 1}.xml</loc></sitemap>\n`,
    );
    return c.body(`${head}<sitemapindex ${schema}>\n${list.join('')}</sitemapindex>\n`, 200, xml);
  });
  app.get('/sitemaps/:part{[1-9][0-9]{0,5}\\.xml}', async (c) => {
    const part = Number.parseInt(c.req.param('part'), 10);
    if (part > (await partCount(deps))) throw new AppError(errors.notFound);
    const lines = partLines(deps, publicUrl, part);
    const bytes = new TextEncoder();
    const body = new ReadableStream({
      async pull(controller) {
        const { value, done } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(bytes.encode(value));
      },
      cancel: () => lines.return(undefined).then(() => undefined),
    });
    return c.body(body, 200, xml);
  });
  return app;
}

async function partCount(deps: Pick<CatalogHub, 'store'>): Promise<number> {
  return Math.max(1, Math.ceil((await openDatasetCount(deps)) / addressesPerPart));
}

/** One file's text, line by line. */
async function* partLines(
  deps: Pick<CatalogHub, 'store'>,
  publicUrl: string,
  part: number,
): AsyncGenerator<string, void, undefined> {
  const first = (part - 1) * addressesPerPart;
  let index = 0;
  yield `${head}<urlset ${schema}>\n`;
  if (part === 1) yield `<url><loc>${publicUrl}/</loc></url>\n`;
  for await (const { org, name, updatedAt } of sitemapEntries(deps)) {
    if (index >= first)
      yield `<url><loc>${publicUrl}/d/${org}/${name}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>\n`;
    index += 1;
    if (index >= first + addressesPerPart) break;
  }
  yield '</urlset>\n';
}
