import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { colleague, demandSide, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, looksOf, openTab } from '#test/support/page-visit.ts';
import type { Visitor } from '#test/support/visitor.ts';
import {
  audioConfig,
  clips,
  imageConfig,
  images,
  packageOf,
  press,
  seated,
  spanConfig,
  texts,
} from '#test/support/workbench.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let worker: Visitor;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  browser = await openBrowser();
  demand = await demandSide(hub, 'demand');
  worker = await colleague(hub, demand.org.orgId, 'worker');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const looks = looksOf('zh');

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('the workbench obeys the CSP, satisfies axe and does not scroll sideways', async () => {
    const found: Record<string, unknown> = {};
    const context = await contextFor(browser, hub.url, { ...look, cookies: worker.cookies });
    const packages = {
      image: await packageOf(demand, imageConfig, images(1)),
      text: await packageOf(demand, spanConfig, texts(1)),
      audio: await packageOf(demand, audioConfig, clips(1)),
    };
    for (const [name, id] of Object.entries(packages)) {
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(`${hub.url}/annotation/packages/${id}/label`);
      await seated(page);
      await press(page, '1', '?');
      await page.getByRole('dialog').waitFor();
      await press(page, 'Escape');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const axe = await findingsIn(page);
      found[name] = { status, complaints, axe, overflow: Math.max(0, overflow) };
      await page.close();
    }
    await context.close();
    const fine = { status: 200, complaints: [], axe: [], overflow: 0 };
    expect(found).toEqual({ image: fine, text: fine, audio: fine });
  });
});
