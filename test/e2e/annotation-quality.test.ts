import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimed, handOver, labelAll } from '#test/support/acceptance.ts';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let red: DemandSide;
let surfer: Surfer | undefined;
let packageId: string;
let reviewed: string;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  const made = await claimed(demand, red, 4);
  packageId = made.packageId;
  await labelAll(red.owner, packageId);
  ok(await handOver(red, made.awardId), 201);
  reviewed = (await claimed(demand, red, 3)).packageId;
  await labelAll(red.owner, reviewed);
}, 180_000);

pictureFailures(() => [surfer]);

afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await hub?.stop();
});

const looks = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const;

const fine = { status: 200, complaints: [], axe: [], overflow: 0 };

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('review, acceptance and figures obey the CSP and satisfy axe', async () => {
    const found: Record<string, unknown> = {};
    const context = await contextFor(browser, hub.url, { ...look, cookies: demand.owner.cookies });
    for (const [name, path] of Object.entries({
      review: `/annotation/packages/${reviewed}/review`,
      acceptance: `/annotation/packages/${packageId}/acceptance`,
      figures: `/annotation/packages/${packageId}`,
      work: '/annotation',
    })) {
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(hub.url + path);
      if (name === 'acceptance') {
        await page.locator('button[aria-expanded=false]').first().click();
        await page.getByRole('group', { name: /样本|Sample/u }).waitFor();
      }
      if (name === 'figures') await page.getByRole('progressbar').waitFor();
      if (name === 'review') await page.getByRole('textbox').last().waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const axe = await findingsIn(page);
      const folder = process.env['BANYAN_PICTURES'];
      if (folder)
        await page.screenshot({ path: `${folder}/${name}-${look.language}.png`, fullPage: true });
      found[name] = { status, complaints, axe, overflow: Math.max(0, overflow) };
      await page.close();
    }
    await context.close();
    expect(found).toEqual({ review: fine, acceptance: fine, figures: fine, work: fine });
  }, 120_000);
});

test('a lot is inspected by keyboard, accepted, and its certificate checked', async () => {
  surfer = await surf(browser, hub.url, { as: demand.owner });
  const { page, troubles } = surfer;
  await page.goto(`/annotation/packages/${packageId}/acceptance`);
  await page.getByRole('button', { name: '检验' }).click();
  await page.getByRole('button', { name: '第 1 / 4 项' }).focus();
  for (const n of [2, 3, 4]) {
    await page.keyboard.press('c');
    await page.getByText(`第 ${n} / 4 项`, { exact: false }).first().waitFor();
    await page.locator(`li:nth-child(${n}) > button[aria-current=true]`).waitFor();
  }
  await page.keyboard.press('c');
  await page.getByText('0 项不合格，不超过接收数 0').waitFor();
  await page.getByRole('button', { name: '接收该批' }).click();
  await page.getByText('已接收').first().waitFor();
  await page.getByRole('button', { name: '核验证书' }).click();
  await page.getByText('证书有效').waitFor();
  const states = ok(await demand.owner.get(`${api}/packages/${packageId}`)).awards;
  expect(states.map((a: any) => a.state)).toEqual(['accepted']);
  expect(troubles).toEqual([]);
});

test('results are returned with a reason and accepted, one after another', async () => {
  surfer = await surf(browser, hub.url, { as: demand.owner });
  const { page, troubles } = surfer;
  await page.goto(`/annotation/packages/${reviewed}/review`);
  await page.getByText('3 项待审核').waitFor();
  await page.getByLabel('原因').fill('请重新判断语气');
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByText('2 项待审核').waitFor();
  await page.getByRole('button', { name: '通过' }).click();
  await page.getByText('1 项待审核').waitFor();
  const mine = ok(await red.owner.get(`${api}/packages/${reviewed}/mine`)).items;
  expect(mine.map((a: any) => a.state).toSorted()).toEqual(['returned', 'submitted', 'submitted']);
  expect(troubles).toEqual([]);
});
