import { Hono } from 'hono';
import {
  sitemapBlocks,
  sitemapEntries,
  sitemapOrganisations,
  type CatalogHub,
} from '#src/catalog/index.ts';
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

/** One line of a map; the day it last changed where that is known. */
function entry(tag: 'url' | 'sitemap', address: string, changed?: Date): string {
  const lastmod = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
  return `<${tag}><loc>${address}</loc>${lastmod}</${tag}>\n`;
}

/**
 * What crawlers ask first: robots.txt, and an index of site maps that together list every dataset
 * open to everyone and every organisation that has one. Slugs and names hold no character that XML would have to escape.
 */
export function siteMapRoutes(deps: Pick<CatalogHub, 'store'>, publicUrl: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/robots.txt', (c) => c.text(robots(publicUrl)));
  app.get('/sitemap.xml', async (c) => {
    const [blocks, organisations] = await Promise.all([
      sitemapBlocks(deps, addressesPerPart),
      sitemapOrganisations(deps, addressesPerPart),
    ]);
    const list = (blocks.length > 0 ? blocks : [undefined]).map((changed, index) =>
      entry('sitemap', `${publicUrl}/sitemaps/${index + 1}.xml`, changed),
    );
    if (organisations.length > 0) {
      const changed = new Date(Math.max(...organisations.map((o) => o.updated_at.getTime())));
      list.push(entry('sitemap', `${publicUrl}/sitemaps/organisations.xml`, changed));
    }
    return c.body(`${head}<sitemapindex ${schema}>\n${list.join('')}</sitemapindex>\n`, 200, xml);
  });
  app.get('/sitemaps/organisations.xml', async (c) => {
    const rows = await sitemapOrganisations(deps, addressesPerPart);
    const list = rows.map((o) => entry('url', `${publicUrl}/o/${o.slug}`, o.updated_at));
    return c.body(`${head}<urlset ${schema}>\n${list.join('')}</urlset>\n`, 200, xml);
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
  return Math.max(1, (await sitemapBlocks(deps, addressesPerPart)).length);
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
  if (part === 1) yield entry('url', `${publicUrl}/`);
  for await (const { org, name, updatedAt } of sitemapEntries(deps)) {
    if (index >= first) yield entry('url', `${publicUrl}/d/${org}/${name}`, updatedAt);
    index += 1;
    if (index >= first + addressesPerPart) break;
  }
  yield '</urlset>\n';
}
