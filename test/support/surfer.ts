import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach } from 'vitest';
import type { Visitor } from './visitor.ts';

/** A person at a real browser. */
export interface Surfer {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, uncaught exceptions and refusals of the content security policy so far. */
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

export interface SurferOptions extends BrowserContextOptions {
  /** Whose session the browser has; none unless told. */
  readonly as?: Visitor;
}

/** Long enough for a crowded machine; every wait is for something seen, never for time to pass. */
export const patienceMs = 60_000;

/** Opens a browser window of its own: own cookies, own storage, Chinese unless told. */
export async function surf(
  browser: Browser,
  url: string,
  { as, ...options }: SurferOptions = {},
): Promise<Surfer> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  if (as) await lendSession(context, url, as);
  const troubles: string[] = [];
  const page = await context.newPage();
  if (options.javaScriptEnabled !== false) waitForHydration(page);
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      troubles.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  return { context, page, troubles, close: () => context.close() };
}

/** Makes `goto` and `reload` end when the page's buttons work, as a person sees it who waits a moment. */
function waitForHydration(page: Page): void {
  const { goto, reload } = page;
  const ready = () =>
    page.waitForFunction(() => {
      const rendered = document.querySelector('#root > *');
      return !rendered || Object.keys(rendered).some((key) => key.startsWith('__reactProps'));
    });
  page.goto = async (...of) => {
    const response = await goto.apply(page, of);
    await ready();
    return response;
  };
  page.reload = async (...of) => {
    const response = await reload.apply(page, of);
    await ready();
    return response;
  };
}

/** Where BANYAN_PICTURES names a folder, keeps a picture of every window when a test fails. */
export function pictureFailures(windows: () => readonly (Surfer | undefined)[]): void {
  const folder = process.env['BANYAN_PICTURES'];
  if (!folder) return;
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const open = windows().filter((one) => one !== undefined);
    for (const [index, { page }] of open.entries())
      await page.screenshot({ path: `${folder}/${task.id}-${index}.png`, fullPage: true });
  });
}

/** Gives the browser the session that a visitor without a screen has opened. */
export const lendSession = (context: BrowserContext, url: string, as: Visitor): Promise<void> =>
  context.addCookies([...as.cookies].map(([name, value]) => ({ name, value, url })));

/** Signs in through the page, as people do. */
export async function signInByPage(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
}
