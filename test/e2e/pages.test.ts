import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startHub, type TestHub } from '../support/hub.ts';
import { contextFor, openTab, textOf, type Look } from '../support/page-visit.ts';
import { password } from '../support/people.ts';
import { draftDataset, provider, publish, uploadFile } from '../support/provider.ts';
import { Visitor } from '../support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let ownerAtHome: Visitor;

const csv = `station,measured,sst\n${Array.from({ length: 120 }, (_, i) => `FJ${i % 7},2026-01-01,${15 + i / 10}`).join('\n')}\n`;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  const owner = await provider(hub, 'fj-marine');
  const open = await draftDataset(owner, 'sea-temperature');
  await uploadFile(owner.client, open, 'README.md', '# Columns\n\nOne row an hour.\n');
  await uploadFile(owner.client, open, 'data/observations.csv', csv);
  await publish(owner.client, open, '1.0.0');
  await uploadFile(owner.client, open, 'stations.csv', 'id\nFJ1\n');
  await publish(owner.client, open, '1.1.0');
  ownerAtHome = new Visitor(hub);
  await ownerAtHome.signIn(owner.email, password);
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const read = [
  '/',
  '/search',
  '/d/fj-marine/sea-temperature',
  '/d/fj-marine/sea-temperature/files',
  '/o/fj-marine',
];

test('without JavaScript the pages say the same as with it', async () => {
  const look: Look = { language: 'zh', theme: 'light', width: 1440 };
  const plain = await contextFor(browser, hub.url, { ...look, javaScript: false });
  const full = await contextFor(browser, hub.url, look);
  const without = await plain.newPage();
  const { page, visit } = await openTab(full);
  for (const path of read) {
    await without.goto(hub.url + path);
    await visit(hub.url + path);
    // Buttons that only work with JavaScript are hidden without it, copy buttons for instance.
    await page.evaluate(() =>
      document.querySelectorAll('.noscript\\:hidden').forEach((element) => element.remove()),
    );
    expect([path, await without.locator('body').innerText().then(fold)]).toEqual([
      path,
      await textOf(page),
    ]);
  }
  await plain.close();
  await full.close();
});

const fold = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

test('without JavaScript a search is sent, filtered and opened by links alone', async () => {
  const look: Look = { language: 'zh', theme: 'light', width: 1440, javaScript: false };
  const context = await contextFor(browser, hub.url, look);
  const page = await context.newPage();
  await page.goto(hub.url);
  await page.fill('main [name=q]', '测试');
  await page.click('main [role=search] button');
  expect(new URL(page.url()).search).toBe('?q=%E6%B5%8B%E8%AF%95');
  await page.click('aside a:has-text("CSV")');
  expect(new URL(page.url()).searchParams.getAll('format')).toEqual(['csv']);
  await page.click('article a[href^="/d/fj-marine/"]');
  expect(await page.locator('h1').innerText()).toBe('测试数据');
  await context.close();
});

test('a dataset page tells machines what it is', async () => {
  const html = await (await fetch(`${hub.url}/d/fj-marine/sea-temperature`)).text();
  const canonical = /<link rel="canonical" href="([^"]+)"/u.exec(html)?.[1];
  expect(canonical).toBe(`${hub.url}/d/fj-marine/sea-temperature`);
  expect([...html.matchAll(/hreflang="([^"]+)"/gu)].map((match) => match[1]).slice(0, 3)).toEqual([
    'zh-CN',
    'en',
    'x-default',
  ]);
  const json = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/u.exec(html)?.[1] ?? '';
  const document = JSON.parse(json) as Record<string, unknown>;
  expect(document).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: '测试数据',
    version: '1.1.0',
    license: 'https://spdx.org/licenses/CC0-1.0',
    isAccessibleForFree: true,
  });
});

test('pages of a signed-in visitor are not stored anywhere', async () => {
  const signedIn = await fetch(`${hub.url}/`, { headers: { cookie: ownerAtHome.cookieHeader } });
  const anonymous = await fetch(`${hub.url}/`);
  expect([signedIn, anonymous].map((answer) => answer.headers.get('cache-control'))).toEqual([
    'private, no-store',
    'no-cache',
  ]);
  await Promise.all([signedIn.body?.cancel(), anonymous.body?.cancel()]);
});

test('an account page without a session leads to the sign-in page and back', async () => {
  const answer = await fetch(`${hub.url}/account/tokens`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    '/sign-in?next=%2Faccount%2Ftokens',
  ]);
  await answer.body?.cancel();
});

test('hydration asks the API nothing', async () => {
  const context = await contextFor(browser, hub.url, {
    language: 'en',
    theme: 'light',
    width: 1440,
  });
  const calls: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/api/')) calls.push(request.url());
  });
  const { page, visit } = await openTab(context);
  for (const path of read) {
    await visit(hub.url + path);
    await page.waitForLoadState('networkidle');
  }
  expect(calls).toEqual([]);
  await context.close();
});
