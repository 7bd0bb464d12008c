import type { Page } from 'playwright-core';
import { findingsIn } from './page-visit.ts';

/**
 * Findings of the page at rest. After a change of theme Chromium at times keeps inherited colours of the
 * other one on a few elements; contrast counts when it stands after all styles were computed anew.
 */
export async function settledFindings(page: Page): Promise<string[]> {
  const first = await findingsIn(page);
  if (!first.some((finding) => finding.startsWith('color-contrast'))) return first;
  await page.evaluate(() => {
    document.documentElement.style.display = 'none';
    document.documentElement.getBoundingClientRect();
    document.documentElement.style.removeProperty('display');
  });
  await page.evaluate(repainted);
  return findingsIn(page);
}

/** Two frames after the change of theme: before that some colours are still those of the other one. */
export const repainted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
