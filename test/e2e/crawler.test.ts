import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';
import { patienceMs, pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let hub: TestHub;
let browser: Browser;
let of: Provider;
let person: Surfer;
let crawler: Surfer;

/** Each marks the window if it runs; a page that shows them stays unmarked. */
const run = "window.__ran=(window.__ran||'')+";
const corpus = [
  `<script>${run}'script '</script>`,
  `<img src=/robots.txt onerror="${run}'onerror '">`,
  `<svg onload="${run}'svg '"><script>${run}'svgscript '</script></svg>`,
  `<iframe srcdoc="<script>parent.${run}'srcdoc '</script>"></iframe>`,
  `<a href="javascript:${run}'href '">press</a>`,
  `[press](javascript:${run.replaceAll(' ', '')}'markdown')`,
  `<a href="data:text/html,<script>${run}'data '</script>">press</a>`,
  `<math><mtext><style><img src=/robots.txt onerror="${run}'mxss '"></style></mtext></math>`,
  `<details open ontoggle="${run}'toggle '">x</details>`,
  `<form action="javascript:${run}'form '"><button>press</button></form>`,
  `<object data="data:text/html,<script>${run}'object '</script>"></object>`,
  `<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=javascript:1">`,
];
const readme = `# 说明\n\n${corpus.join('\n\n')}\n\n结尾。\n`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>${run}'svgfile ';parent.postMessage('ran in '+location.pathname,'*')</script></svg>`;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  of = await provider(hub, 'minjiang');
  const { client } = of;
  await draftDataset(of, 'tides');
  const { dataset } = await client.json(client.get('/api/v1/datasets/minjiang/tides'));
  const card = { ...dataset.card, readme };
  await client.json(
    client.send('/api/v1/datasets/minjiang/tides', { revision: dataset.revision, card }, 'PATCH'),
  );
  await uploadFile(
    client,
    'minjiang/tides',
    'tides.csv',
    `站,潮位\n<script>${run}'cell '</script>,1\n`,
  );
  await uploadFile(client, 'minjiang/tides', 'README.md', readme);
  await uploadFile(client, 'minjiang/tides', 'page.html', `<h1>页</h1>${corpus.join('\n')}`);
  await uploadFile(client, 'minjiang/tides', 'picture.svg', svg);
  await publish(client, 'minjiang/tides', '1.0.0');
  await draftDataset(of, 'withdrawn');
  await uploadFile(client, 'minjiang/withdrawn', 'a.csv', 'a\n1\n');
  await publish(client, 'minjiang/withdrawn', '1.0.0');
  const { dataset: gone } = await client.json(client.get('/api/v1/datasets/minjiang/withdrawn'));
  const reason = '来源已失效。';
  const body = { revision: gone.revision, reason };
  await client.json(client.send('/api/v1/datasets/minjiang/withdrawn/withdraw', body));
  await draftDataset(of, 'draft-only');
  await vi.waitUntil(settled, { timeout: patienceMs, interval: 200 });
  person = await surf(browser, hub.url);
  crawler = await surf(browser, hub.url, { javaScriptEnabled: false });
}, 180_000);

/** Indexed and profiled: nothing on the pages is about to change. */
async function settled(): Promise<boolean> {
  const found = await fetch(`${hub.url}/api/v1/search`);
  const { total } = (await found.json()) as { total: number };
  const path = '/api/v1/datasets/minjiang/tides/versions/1.0.0/files/tides.csv/profile';
  const profile = (await (await fetch(hub.url + path)).json()) as { state: string };
  return total === 1 && !['queued', 'running'].includes(profile.state);
}

pictureFailures(() => [person, crawler]);

afterAll(async () => {
  await Promise.all([person, crawler].map((one) => one?.close()));
  await browser?.close();
  await hub?.stop();
});

const pages = [
  '/',
  '/search',
  '/search?q=测试',
  '/d/minjiang/tides',
  '/d/minjiang/tides/viewer',
  '/d/minjiang/tides/files',
  '/d/minjiang/tides/versions',
  '/d/minjiang/tides/use',
  '/d/minjiang/tides/v/1.0.0',
  '/o/minjiang',
];

/** Every word of the page, without what only a reader without JavaScript is told. */
const words = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.querySelector('#root')?.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll('noscript, script')) hidden.remove();
    return (copy.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
  });

test.each(pages)(
  '%s reads the same without JavaScript and calls nothing to come alive',
  async (path) => {
    const { page, troubles } = person;
    const calls: string[] = [];
    const note = (request: Request): void => {
      if (['fetch', 'xhr'].includes(request.resourceType())) calls.push(request.url());
    };
    page.on('request', note);
    const before = troubles.length;
    const answer = await page.goto(path);
    await page.waitForLoadState('networkidle');
    page.off('request', note);
    await crawler.page.goto(path);
    const plain = await words(crawler.page);
    expect(plain.length).toBeGreaterThan(100);
    expect(await words(page)).toBe(plain);
    expect([answer?.status(), calls, troubles.slice(before)]).toEqual([200, [], []]);
  },
);

const fetchPage = (path: string): Promise<Response> =>
  fetch(hub.url + path, { redirect: 'manual', headers: { 'accept-language': 'zh-CN' } });

test('what is not there, was withdrawn or is not public says so with its status', async () => {
  const seen: Record<string, unknown> = {};
  const paths = ['/no-such-page', '/d/minjiang/nothing', '/d/minjiang/draft-only', '/o/nobody'];
  for (const path of [...paths, '/d/minjiang/tides/v/9.9.9', '/d/minjiang/withdrawn']) {
    const answer = await fetchPage(path);
    const html = await answer.text();
    seen[path] = [answer.status, html.includes('<meta name="robots" content="noindex">')];
  }
  expect(seen).toEqual({
    '/no-such-page': [404, true],
    '/d/minjiang/nothing': [404, true],
    '/d/minjiang/draft-only': [404, true],
    '/o/nobody': [404, true],
    '/d/minjiang/tides/v/9.9.9': [404, true],
    '/d/minjiang/withdrawn': [410, true],
  });
  expect(await (await fetchPage('/d/minjiang/withdrawn')).text()).toContain('来源已失效。');
});

test('robots.txt leads to a site map that lists what is open and nothing else', async () => {
  const robots = await (await fetchPage('/robots.txt')).text();
  const map = /^Sitemap: (.+)$/mu.exec(robots)?.[1] ?? '';
  const parse = (
    xml: string,
  ): Promise<{ errors: number; root: string; locations: string[]; dated: boolean[] }> =>
    person.page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      return {
        errors: document.querySelectorAll('parsererror').length,
        root: document.documentElement.localName,
        locations: [...document.querySelectorAll('loc')].map((loc) => loc.textContent ?? ''),
        dated: [...document.querySelectorAll('loc')].map((loc) =>
          Number.isFinite(
            Date.parse(loc.parentElement?.querySelector('lastmod')?.textContent ?? ''),
          ),
        ),
      };
    }, xml);
  const index = await fetch(map);
  expect(index.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  const parts = await parse(await index.text());
  expect(parts).toEqual({
    errors: 0,
    root: 'sitemapindex',
    locations: [`${hub.url}/sitemaps/1.xml`, `${hub.url}/sitemaps/organisations.xml`],
    dated: [true, true],
  });
  const part = await parse(await (await fetch(parts.locations[0] ?? '')).text());
  expect(part).toEqual({
    errors: 0,
    root: 'urlset',
    locations: [`${hub.url}/`, `${hub.url}/d/minjiang/tides`],
    dated: [false, true],
  });
  const organisations = await parse(await (await fetch(parts.locations[1] ?? '')).text());
  expect(organisations).toEqual({
    errors: 0,
    root: 'urlset',
    locations: [`${hub.url}/o/minjiang`],
    dated: [true],
  });
  for (const location of [...part.locations, ...organisations.locations])
    expect((await fetch(location)).status).toBe(200);
  expect((await fetchPage('/sitemaps/2.xml')).status).toBe(404);
});

test('the canonical address and the structured data are those of the dataset', async () => {
  const canonical = async (path: string) => {
    const html = await (await fetchPage(path)).text();
    return /<link rel="canonical" href="([^"]+)">/u.exec(html)?.[1]?.replace(hub.url, '');
  };
  const tides = '/d/minjiang/tides';
  expect(
    await Promise.all(['', '/viewer', '/v/1.0.0', '?lang=en'].map((t) => canonical(tides + t))),
  ).toEqual([tides, tides, tides, `${tides}?lang=en`]);
  expect([await canonical('/'), await canonical('/o/minjiang')]).toEqual(['/', '/o/minjiang']);
  await crawler.page.goto(tides);
  const text = await crawler.page.locator('script[type="application/ld+json"]').textContent();
  const data = JSON.parse(text ?? '') as Record<string, any>;
  expect([data['@type'], data['name'], data['license'], data['version']]).toEqual([
    'Dataset',
    '测试数据',
    'https://spdx.org/licenses/CC0-1.0',
    '1.0.0',
  ]);
  const csv = data['distribution'].find((one: { name: string }) => one.name === 'tides.csv');
  expect((await fetch(csv.contentUrl)).status).toBe(200);
});

const marked = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { __ran?: string }).__ran ?? 'nothing ran');

test('scripts of a dataset never run in our origin', async () => {
  const files = ['README.md', 'page.html', 'picture.svg', 'tides.csv'];
  const base = '/d/minjiang/tides';
  const shown = [base, `${base}/v/1.0.0`, ...files.map((file) => `${base}/viewer?file=${file}`)];
  for (const path of shown) {
    await person.page.goto(path);
    await person.page.waitForLoadState('networkidle');
    for (const press of await person.page.locator('.prose a, .prose button').all())
      if ((await press.getAttribute('href'))?.startsWith('#') !== true)
        await press.click({ noWaitAfter: true, timeout: 2000 }).catch(() => undefined);
    expect([path, await marked(person.page)]).toEqual([path, 'nothing ran']);
    expect(new URL(person.page.url()).origin).toBe(hub.url);
  }
  for (const file of files) {
    const answer = await fetch(
      `${hub.url}/api/v1/datasets/minjiang/tides/versions/1.0.0/raw/${file}`,
    );
    expect([file, answer.headers.get('content-disposition')?.split(';')[0]]).toEqual([
      file,
      'attachment',
    ]);
    expect(answer.headers.get('content-security-policy')).toMatch(/sandbox|default-src 'none'/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

/** A page under our origin with no policy of its own, which embeds what it is told to. */
const host = `<!doctype html><script>window.told=[];addEventListener('message',(e)=>told.push(e.data))</script>`;

test('a file with a script that a page of our origin embeds stays still, unlike the same bytes without our headers', async () => {
  const page = await person.context.newPage();
  const type = 'image/svg+xml';
  await page.route('**/host.html', (r) => r.fulfill({ contentType: 'text/html', body: host }));
  await page.route('**/bare.svg', (r) => r.fulfill({ contentType: type, body: svg }));
  await page.goto('/host.html');
  const embed = (tag: string, address: string) =>
    page.evaluate(
      ([name = '', source = '']) =>
        new Promise<void>((resolve) => {
          const element = document.createElement(name);
          element.setAttribute(name === 'object' ? 'data' : 'src', source);
          element.addEventListener('load', () => resolve());
          element.addEventListener('error', () => resolve());
          document.body.append(element);
          // a download shown nowhere fires neither
          setTimeout(resolve, 2_000);
        }),
      [tag, address],
    );
  for (const tag of ['iframe', 'object', 'embed'])
    await embed(tag, '/api/v1/datasets/minjiang/tides/versions/1.0.0/raw/picture.svg');
  await embed('iframe', '/bare.svg');
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(told, { timeout: 30_000 }).toEqual(['ran in /bare.svg']);
  await page.close();
});
