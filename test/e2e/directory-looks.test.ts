import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { notify } from '#src/notify/index.ts';
import { openBrowser } from '#test/support/browser.ts';
import { selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, looksOf, openTab } from '#test/support/page-visit.ts';
import { organisation, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

const year = 2026;
let hub: TestHub;
let browser: Browser;
let operator: Visitor & { userId: string };
let entry: { id: string; certificate: string; dataset: { org: string; name: string } };
const pictures = process.env['BANYAN_PICTURES'];
const anonymous = () => new Visitor(hub);

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  const org = await organisation(hub, 'provider', (await person(hub, 'owner')).email);
  const round = await selectedRound(hub, year, org, 4);
  await operator.post(`/api/v1/operator/selection/rounds/${round.id}/publication`, {});
  [entry] = (await anonymous().get(`/api/v1/selection/directory?year=${year}`)).body.items;
  const waiting = (await person(hub, 'waiting')).email;
  await organisation(hub, 'quanzhou-institute', waiting, false);
  await organisation(hub, 'xiamen-laboratory', waiting, false);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    notify(trx, hub.node.hub.jobs, {
      to: [operator.userId],
      kind: 'selection.noticed',
      title: { zh: '公示已开始：2026 年度名单', en: 'Public notice open: the list of 2026' },
      text: { zh: '公示期七个工作日。', en: 'For seven working days.' },
      href: '/notices',
    }),
  );
  const found = async () =>
    (await anonymous().get(`/api/v1/search?recommended=${year}`)).body.total === 4;
  await vi.waitUntil(found, { timeout: 60_000, interval: 500 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const looks = looksOf('en');

test.each(looks)(
  'the directory and what leads to it in $language, $theme, $width',
  async (look) => {
    const seen: Record<string, unknown> = {};
    const fine: Record<string, unknown> = {};
    for (const [name, path, who] of [
      ['home', '/', undefined],
      ['directory', '/directory', undefined],
      ['directory-year', `/directory/${year}`, undefined],
      ['entry', `/directory/entries/${entry.id}`, undefined],
      ['certificate', `/certificates/${entry.certificate}`, undefined],
      ['search', `/search?recommended=${year}`, undefined],
      ['worklist', '/worklist', operator],
      ['notifications', '/notifications', operator],
    ] as const) {
      const cookies = who ? { cookies: who.cookies } : {};
      const context = await contextFor(browser, hub.url, { ...look, ...cookies });
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(hub.url + path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      seen[name] = { status, complaints, overflow, findings: await findingsIn(page) };
      fine[name] = { status: 200, complaints: [], overflow: 0, findings: [] };
      if (pictures)
        await page.screenshot({ path: `${pictures}/${name}.${look.language}.png`, fullPage: true });
      await context.close();
    }
    expect(seen).toEqual(fine);
  },
  240_000,
);

const html = async (path: string) => (await fetch(hub.url + path)).text();

test('the first page shows the year’s recommended datasets and leads to the directory', async () => {
  const { recommended } = (await anonymous().get('/api/v1/home')).body;
  expect([recommended.year, recommended.items.length]).toEqual([year, 4]);
  const block = /<section aria-labelledby="recommended"[\s\S]*?<\/section>/u.exec(await html('/'));
  expect(block?.[0]).toContain(`href="/directory/${year}"`);
  for (const { org, name } of recommended.items)
    expect(block?.[0]).toContain(`href="/d/${org.slug}/${name}"`);
});

test('a search finds what is recommended, with its badge', async () => {
  const page = await html(`/search?recommended=${year}&lang=en`);
  expect(page.match(/<article/gu)).toHaveLength(4);
  // Nothing was measured, so no score is shown.
  expect(page.replaceAll(/<script[\s\S]*?<\/script>/gu, '')).not.toContain('undefined');
  expect(
    page.match(new RegExp(`Recommended ${year}|Recommended in ${year}`, 'gu'))?.length,
  ).toBeGreaterThan(3);
});

test.each([
  ['/directory', 'lang=zh'],
  [`/directory/${year}`, `year=${year}&lang=zh`],
])('%s names its RSS, which can be read', async (path, query) => {
  const tag = /<link rel="alternate" type="application\/rss\+xml"[^>]*href="([^"]*)"/u.exec(
    await html(path),
  );
  const href = tag?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(new URL(href).pathname + new URL(href).search).toBe(
    `/api/v1/selection/directory.rss?${query}`,
  );
  const feed = await fetch(href.replace(new URL(href).origin, hub.url));
  expect([feed.status, (await feed.text()).match(/<item>/gu)?.length]).toEqual([200, 4]);
});
