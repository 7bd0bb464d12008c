import type { AxeBuilder as AxeBuilderType } from '@axe-core/playwright';
import * as axe from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const AxeBuilder = axe.AxeBuilder as typeof AxeBuilderType;

export interface Look {
  readonly language: 'zh' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly javaScript?: boolean;
  /** `name=value` pairs of a signed-in visitor. */
  readonly cookies?: ReadonlyMap<string, string>;
}

/** A browser context of this language, theme and width, with a visitor's cookies. */
export async function contextFor(
  browser: Browser,
  url: string,
  look: Look,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.theme,
    locale: look.language === 'zh' ? 'zh-CN' : 'en-GB',
    javaScriptEnabled: look.javaScript ?? true,
  });
  const cookies = [...(look.cookies ?? [])].map(([name, value]) => ({ name, value, url }));
  await context.addCookies([{ name: 'lang', value: look.language, url }, ...cookies]);
  return context;
}

/** One tab that goes from page to page. */
export interface Tab {
  readonly page: Page;
  /** Opens a page, waits until React runs it, and says how it answered. */
  visit(address: string): Promise<Visit>;
}

interface Visit {
  readonly status: number;
  /** Console errors, uncaught errors and refused resources: hydration and CSP trouble show up here. */
  readonly complaints: readonly string[];
}

/** Opens a tab that listens for complaints. The document's own 4xx is not one. */
export async function openTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage();
  let complaints: string[] = [];
  let address = '';
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const own = message.location().url === address && message.text().startsWith('Failed to load');
    if ((message.type() === 'error' || message.type() === 'warning') && !own)
      complaints.push(message.text());
  });
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  return {
    page,
    async visit(to) {
      complaints = [];
      address = to;
      const response = await page.goto(to);
      await hydrated(page);
      return { status: response?.status() ?? 0, complaints };
    },
  };
}

/** Waits until React has taken over the server's HTML and two frames have been painted since. */
async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('#root > *') ?? {}).some((key) =>
      key.startsWith('__reactProps'),
    ),
  );
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

/** What axe finds, one line a rule. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // No frames here; without this a blank page is opened for every analysis.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    (found) =>
      `${found.id}: ${found.nodes
        .map((node) => node.target.join(' '))
        .slice(0, 5)
        .join(' | ')}`,
  );
}

/** Visible text, blanks folded. */
export const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.body.innerText.replaceAll(/\s+/gu, ' ').trim());
