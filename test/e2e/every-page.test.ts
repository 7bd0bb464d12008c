import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { furnish, kindsShown, type Furnished } from '#test/support/furnished-hub.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, openTab, type Look } from '#test/support/page-visit.ts';
import { password } from '#test/support/people.ts';
import { repainted, settledFindings } from '#test/support/settled-findings.ts';
import { patienceMs } from '#test/support/surfer.ts';

let hub: TestHub;
let browser: Browser;
let people: Furnished;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  people = await furnish(hub);
  // A file whose profile is still being made would change its page while it is looked at.
  await vi.waitUntil(async () => (await unprofiled()).length === 0, { timeout: patienceMs });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const kind = '/d/fj-marine/every-kind';

async function unprofiled(): Promise<string[]> {
  const states = await Promise.all(
    kindsShown.map(async (path) => {
      const at = `${hub.url}/api/v1/datasets/fj-marine/every-kind/versions/latest/files`;
      const file = path.split('/').map(encodeURIComponent).join('/');
      const { state } = (await (await fetch(`${at}/${file}/profile`)).json()) as { state: string };
      return state === 'queued' || state === 'running' ? [path] : [];
    }),
  );
  return states.flat();
}

const wide = { theme: 'light', width: 1440 } as const;
const narrow = { theme: 'dark', width: 390 } as const;

/** Views of one page in one tab: Chinese wide, English narrow; in CI each language sees both. */
const viewsOf = (language: Look['language']) =>
  process.env['BANYAN_LONG'] ? [wide, narrow] : [language === 'zh' ? wide : narrow];

/** Where set, a picture of every page is kept in this folder, for people to look at. */
const pictures = process.env['BANYAN_PICTURES'];

/** What is wrong with the page as it stands, in its views: axe, sideways scrolling, names said twice. */
async function judge(page: Page, language: Look['language'], name: string): Promise<string[]> {
  const found: string[] = [];
  for (const { theme, width } of viewsOf(language)) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(repainted);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    if (overflow > 0) found.push(`${theme} ${width}: scrolls sideways by ${overflow} px`);
    for (const finding of await settledFindings(page)) found.push(`${theme} ${width}: ${finding}`);
    if (pictures)
      await page.screenshot({
        path: `${pictures}/${fileName(name, language)}.${theme}-${width}.png`,
        fullPage: true,
      });
  }
  for (const twice of await page.evaluate(namesSaidTwice)) found.push(`name said twice: ${twice}`);
  return found;
}

/** Names such as “Copy Copy the key”. */
function namesSaidTwice(): string[] {
  return [...document.querySelectorAll('button, a')]
    .map((element) => element.getAttribute('aria-label') ?? '')
    .filter((name) => /^(\S{2,}?)\s*(?:the )?\1(\s|$)/iu.test(name.replaceAll(/[:：]/gu, ' ')));
}

const fileName = (path: string, language: string): string =>
  `${path.replaceAll(/[^a-z0-9.]+/giu, '-').replace(/^-|-$/gu, '') || 'home'}.${language}`;

type Who = 'nobody' | keyof Omit<Furnished, 'invitation'>;

const look = (language: Look['language'], who: Who): Look => ({
  language,
  theme: 'light',
  width: 1440,
  ...(who === 'nobody' ? {} : { cookies: people[who].cookies }),
});

/** Status, complaints of the browser and findings of each page, all but the first empty. */
async function judgeAll(language: Look['language'], who: Who, paths: readonly string[]) {
  const context = await contextFor(browser, hub.url, look(language, who));
  const { page, visit } = await openTab(context);
  const seen: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, complaints } = await visit(hub.url + path);
    seen[path] = { status, complaints, findings: await judge(page, language, path) };
  }
  await context.close();
  return seen;
}

const fine = (paths: readonly string[], status: number) =>
  Object.fromEntries(paths.map((path) => [path, { status, complaints: [], findings: [] }]));

const dataset = '/d/fj-marine/sea-temperature';
const open = [
  '/',
  '/search',
  '/search?q=%E6%B5%8B%E8%AF%95&format=csv',
  '/search?q=nothing-has-this-word&licence=CC0-1.0',
  dataset,
  `${dataset}/files`,
  `${dataset}/files?folder=a`,
  `${dataset}/viewer?file=a%2Fb.csv&page=2`,
  `${dataset}/versions?from=1.0.0&to=1.1.0`,
  `${dataset}/use`,
  `${dataset}/v/1.0.0`,
  '/d/fj-marine/patients',
  '/d/fj-marine/patients/viewer?file=rows.csv',
  '/o/fj-marine',
  '/sign-in',
  '/sign-in?error=identity.providerRefused',
  '/sign-up',
  '/forgot-password',
  '/reset-password?token=x',
  '/reset-password',
];
const ofOwner = [
  '/publish',
  '/publish/fj-marine/unfinished',
  '/publish/fj-marine/unfinished/card',
  '/publish/fj-marine/unfinished/check',
  '/publish/fj-marine/sea-temperature/published/1.1.0',
  '/d/fj-marine/suspended',
  '/account',
  '/account/security',
  '/account/organisations',
  '/account/organisations/fj-marine',
  '/account/requests',
  '/account/tokens',
];
const ofOperator = [
  '/operator',
  '/operator/organisations',
  '/operator/versions',
  '/operator/reports',
  '/operator/appeals',
  '/operator/suspensions',
  '/operator/suspensions?state=lifted',
];

interface State {
  readonly name: string;
  readonly who: Who;
  readonly path: string;
  readonly act: (page: Page) => Promise<unknown>;
  /** What is there once the state is reached. */
  readonly shown: string;
}

/** What pages look like after somebody did something. Selectors, since words differ by language. */
const states: readonly State[] = [
  {
    name: 'sign-in with a wrong password',
    who: 'nobody',
    path: '/sign-in',
    act: async (page) => {
      await page.fill('main [name=email]', 'nobody@example.cn');
      await page.fill('main [name=password]', 'not the password');
      await page.click('main button[type=submit]');
    },
    shown: 'main [role=alert]',
  },
  {
    name: 'sign-up with nothing filled in',
    who: 'nobody',
    path: '/sign-up',
    act: (page) => page.click('main button[type=submit]'),
    shown: 'main [aria-invalid=true]',
  },
  {
    name: 'suggestions under the search box',
    who: 'nobody',
    path: '/',
    act: (page) => page.fill('main [name=q]', '测'),
    shown: 'main [role=option]',
  },
  {
    name: 'the menu of a narrow screen',
    who: 'owner',
    path: '/',
    act: async (page) => {
      await page.setViewportSize({ width: 390, height: 900 });
      await page.locator('header [popovertarget], header summary').last().click();
    },
    shown: 'header',
  },
  {
    name: 'the dialog of a report',
    who: 'nobody',
    path: dataset,
    act: (page) => page.locator('main button:has(svg)').last().click(),
    shown: 'dialog[open]',
  },
  {
    name: 'the dialog that asks for gated data',
    who: 'stranger',
    path: '/d/fj-marine/patients',
    act: (page) => page.locator('main .card button').first().click(),
    shown: 'dialog[open] textarea',
  },
  {
    name: 'two-factor with its QR code',
    who: 'guest',
    path: '/account/security',
    act: async (page) => {
      await page.locator('main section .card button').first().click();
      await page.fill('dialog[open] input[type=password]', password);
      await page.click('dialog[open] button[type=submit]');
    },
    shown: 'dialog[open] svg[role=img]',
  },
  {
    name: 'a token that was just made',
    who: 'guest',
    path: '/account/tokens',
    act: async (page) => {
      await page.locator('main form input').first().fill('nightly');
      await page.click('main form button[type=submit]');
    },
    shown: 'main form pre',
  },
];

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('what everybody may open', async () => {
    expect(await judgeAll(language, 'nobody', open)).toEqual(fine(open, 200));
  });

  test('the viewer with every kind of file', async () => {
    // The kinds differ by what is drawn, not by the words: all of them once.
    const kinds = language === 'zh' ? kindsShown : kindsShown.slice(0, 3);
    const paths = kinds.map((path) => `${kind}/viewer?file=${encodeURIComponent(path)}`);
    expect(await judgeAll(language, 'nobody', paths)).toEqual(fine(paths, 200));
  });

  test.each([
    [404, ['/no-such-page', '/d/fj-marine/nothing', '/o/nobody', `${dataset}/v/9.9.9`]],
    [410, ['/d/fj-marine/withdrawn']],
    [403, ['/d/fj-marine/suspended']],
  ])('what answers %i', async (status, paths) => {
    expect(await judgeAll(language, 'nobody', paths)).toEqual(fine(paths, status));
  });

  test('a provider’s pages', async () => {
    expect(await judgeAll(language, 'owner', ofOwner)).toEqual(fine(ofOwner, 200));
  });

  test('an operator’s pages', async () => {
    expect(await judgeAll(language, 'operator', ofOperator)).toEqual(fine(ofOperator, 200));
    expect(await judgeAll(language, 'guest', ['/operator'])).toEqual(fine(['/operator'], 403));
  });

  test('a guest’s invitation and request', async () => {
    const paths = [
      people.invitation,
      '/account/requests',
      '/account/tokens',
      '/account/organisations',
    ];
    expect(await judgeAll(language, 'guest', paths)).toEqual(fine(paths, 200));
    const over = [`/invitations/${'A'.repeat(43)}`];
    expect(await judgeAll(language, 'guest', over)).toEqual(fine(over, 404));
  });

  test.each(states)('$name', async ({ name, who, path, act, shown }) => {
    const context = await contextFor(browser, hub.url, look(language, who));
    const { page, visit } = await openTab(context);
    await visit(hub.url + path);
    await act(page);
    await page.locator(shown).first().waitFor();
    expect(await judge(page, language, name)).toEqual([]);
    await context.close();
  });
});
