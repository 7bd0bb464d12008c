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

export interface Visit {
  readonly page: Page;
  readonly status: number;
  /** Console errors, uncaught errors and refused resources: hydration and CSP trouble show up here. */
  readonly complaints: string[];
}

/** Opens a page and waits until it is quiet. The document's own 4xx is not a complaint. */
export async function visit(context: BrowserContext, address: string): Promise<Visit> {
  const page = await context.newPage();
  const complaints: string[] = [];
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
  const response = await page.goto(address, { waitUntil: 'networkidle' });
  return { page, status: response?.status() ?? 0, complaints };
}

/** What axe finds, one line a rule. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
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
