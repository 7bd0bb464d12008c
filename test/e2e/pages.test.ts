import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startHub, type TestHub } from '../support/hub.ts';
import {
  accessibilityFindings,
  contextFor,
  openTab,
  textOf,
  type Look,
} from '../support/page-visit.ts';
import { organisation, password, person } from '../support/people.ts';
import { draftDataset, provider, publish, uploadFile, type Provider } from '../support/provider.ts';
import { Visitor } from '../support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let staff: Visitor;
let owner: Provider;
let ownerAtHome: Visitor;

const csv = `station,measured,sst\n${Array.from({ length: 120 }, (_, i) => `FJ${i % 7},2026-01-01,${15 + i / 10}`).join('\n')}\n`;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  owner = await provider(hub, 'fj-marine');
  const open = await draftDataset(owner, 'sea-temperature');
  await uploadFile(owner.client, open, 'README.md', '# Columns\n\nOne row an hour.\n');
  await uploadFile(owner.client, open, 'data/observations.csv', csv);
  await publish(owner.client, open, '1.0.0');
  await uploadFile(owner.client, open, 'stations.csv', 'id\nFJ1\n');
  await publish(owner.client, open, '1.1.0');
  const gated = await draftDataset(owner, 'patients', 'gated');
  await uploadFile(owner.client, gated, 'rows.csv', csv);
  await publish(owner.client, gated, '1.0.0');
  const withdrawn = await draftDataset(owner, 'withdrawn');
  await uploadFile(owner.client, withdrawn, 'rows.csv', csv);
  await publish(owner.client, withdrawn, '1.0.0');
  await withdraw(withdrawn);
  await draftDataset(owner, 'unfinished');
  ownerAtHome = new Visitor(hub);
  await ownerAtHome.signIn(owner.email, password);
  staff = await person(hub, 'operator', { staffRole: 'operator' });
  const applicant = await person(hub, 'applicant');
  await organisation(hub, 'newcomer', applicant.email, false);
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

async function withdraw(address: string): Promise<void> {
  const path = `/api/v1/datasets/${address}`;
  const { dataset } = await owner.client.json(owner.client.get(path));
  const body = { revision: dataset.revision, reason: 'Measured with a broken sensor.' };
  await owner.client.json(owner.client.send(`${path}/withdraw`, body));
}

const publicPages = [
  '/',
  '/search',
  '/search?q=%E6%B5%8B%E8%AF%95&format=csv',
  '/search?q=nothing-has-this-word',
  '/d/fj-marine/sea-temperature',
  '/d/fj-marine/sea-temperature/files',
  '/d/fj-marine/sea-temperature/files?folder=data',
  '/d/fj-marine/sea-temperature/viewer?file=data%2Fobservations.csv',
  '/d/fj-marine/sea-temperature/versions?from=1.0.0&to=1.1.0',
  '/d/fj-marine/sea-temperature/use',
  '/d/fj-marine/sea-temperature/v/1.0.0',
  '/d/fj-marine/patients',
  '/o/fj-marine',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password?token=x',
];
const missingPages = ['/no-such-page', '/d/fj-marine/nothing', '/o/nobody'];
const ownerPages = [
  '/publish',
  '/publish/fj-marine/unfinished',
  '/publish/fj-marine/unfinished/card',
  '/publish/fj-marine/unfinished/check',
  '/account',
  '/account/security',
  '/account/organisations',
  '/account/organisations/fj-marine',
  '/account/requests',
  '/account/tokens',
];
const staffPages = [
  '/operator',
  '/operator/organisations',
  '/operator/versions',
  '/operator/reports',
  '/operator/appeals',
  '/operator/suspensions',
];

/** Both languages, both themes, both widths. */
const looks: Look[] = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
];

/** Where set, a picture of every page is kept in this folder, for people to look at. */
const pictures = process.env['BANYAN_PICTURES'];

const pictureOf = (path: string, look: Look): string =>
  `${pictures}/${path.replaceAll(/[^a-z0-9.]+/gu, '-')}.${look.language}-${look.theme}.png`;

/** Status, complaints, axe findings and sideways scrolling of each page; all but the first empty. */
async function judge(paths: readonly string[], look: Look) {
  const context = await contextFor(browser, hub.url, look);
  const { page, visit } = await openTab(context);
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, complaints } = await visit(hub.url + path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const axe = await accessibilityFindings(page);
    found[path] = { status, complaints, axe, overflow: Math.max(0, overflow) };
    if (pictures) await page.screenshot({ path: pictureOf(path, look), fullPage: true });
  }
  await context.close();
  return found;
}

const fine = (paths: readonly string[], status: number) =>
  Object.fromEntries(paths.map((path) => [path, { status, complaints: [], axe: [], overflow: 0 }]));

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('public pages hydrate, obey the CSP and satisfy axe', async () => {
    expect(await judge(publicPages, look)).toEqual(fine(publicPages, 200));
  });

  test('missing pages answer 404 and satisfy axe', async () => {
    expect(await judge(missingPages, look)).toEqual(fine(missingPages, 404));
  });

  test('a withdrawn dataset answers 410 and satisfies axe', async () => {
    const paths = ['/d/fj-marine/withdrawn'];
    expect(await judge(paths, look)).toEqual(fine(paths, 410));
  });

  test('a provider’s pages', async () => {
    expect(await judge(ownerPages, { ...look, cookies: ownerAtHome.cookies })).toEqual(
      fine(ownerPages, 200),
    );
  });

  test('an operator’s pages', async () => {
    expect(await judge(staffPages, { ...look, cookies: staff.cookies })).toEqual(
      fine(staffPages, 200),
    );
  });
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
