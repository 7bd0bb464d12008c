import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Look {
  readonly language: 'zh' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly javaScript?: boolean;
  /** `name=value` pairs of a signed-in visitor. */
  readonly cookies?: ReadonlyMap<string, string>;
}

const looks = {
  zh: { language: 'zh', theme: 'light', width: 1440 },
  en: { language: 'en', theme: 'dark', width: 390 },
} as const;

/** Chinese, light and wide, and English, dark and narrow; outside CI the named one alone, to be quick. */
export const looksOf = (kept: keyof typeof looks): readonly (typeof looks)['zh' | 'en'][] =>
  process.env['BANYAN_LONG'] ? [looks.zh, looks.en] : [looks[kept]];

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

/** The very axe that @axe-core/playwright brings. */
const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as {
  source: string;
};

interface AxeInPage {
  run(options: object): Promise<{
    violations: { id: string; nodes: { target: unknown[] }[] }[];
  }>;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands, one line a rule; axe is loaded once a document. */
export async function findingsIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: AxeInPage };
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 5)
          .map((node) => node.target.join(' '))
          .join(' | ')}`,
    );
  }, rules);
}

/** Visible text, blanks folded. */
export const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.body.innerText.replaceAll(/\s+/gu, ' ').trim());
