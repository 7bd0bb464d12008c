import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimed, decide, find, handOver, labelAll, sampleIds } from '#test/support/acceptance.ts';
import {
  activeProject,
  api,
  choice,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let surfer: Surfer | undefined;
let packageId: string;
let certificate: { certificate: any; units: unknown };

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  demand = await demandSide(hub, 'demand');
  const red = await demandSide(hub, 'red');
  const blue = await demandSide(hub, 'blue');
  const project = await activeProject(demand, 6);
  const terms = { mode: 'blind_overlap', crossRateBp: 10_000, priceFen: '30', aql: '2.5' };
  const pack = await openPackage(demand, project.id, terms);
  packageId = pack.id;
  const awards = [red, blue].map((v) => ({ org: v.org.slug, share: 3 }));
  const body = { awards, revision: pack.revision };
  ok(await demand.owner.post(`${api}/packages/${packageId}/award`, body));
  for (const who of [red.owner, blue.owner]) {
    const { leases } = await lease(who, packageId, 10);
    for (const [n, held] of leases.entries())
      ok(await submit(who, held.id, choice(n === 0 && who === red.owner ? 'bad' : 'good')), 201);
  }
  const done = await claimed(demand, red, 4);
  await labelAll(red.owner, done.packageId);
  const lot = ok(await handOver(red, done.awardId), 201);
  const seen = ok(await find(demand.owner, lot.id, await sampleIds(demand.owner, lot.id)));
  ok(await decide(demand.owner, seen, 'accept'));
  certificate = ok(await demand.owner.get(`${api}/lots/${lot.id}/certificate`));
}, 180_000);

pictureFailures(() => [surfer]);

afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await hub?.stop();
});

const fine = { status: 200, complaints: [], axe: [], overflow: 0 };

describe.each([
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const)('in $language, $theme, $width px', (look) => {
  test('agreement, disagreements and certificates obey the CSP and satisfy axe', async () => {
    const found: Record<string, unknown> = {};
    const context = await contextFor(browser, hub.url, { ...look, cookies: demand.owner.cookies });
    for (const [name, path] of Object.entries({
      agreement: `/annotation/packages/${packageId}/quality`,
      disagreements: `/annotation/packages/${packageId}/disagreements`,
      certificates: '/annotation/certificates',
    })) {
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(hub.url + path);
      if (name === 'disagreements') await page.getByRole('textbox').last().waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const axe = await findingsIn(page);
      const folder = process.env['BANYAN_PICTURES'];
      if (folder)
        await page.screenshot({ path: `${folder}/${name}-${look.language}.png`, fullPage: true });
      found[name] = { status, complaints, axe, overflow: Math.max(0, overflow) };
      await page.close();
    }
    await context.close();
    expect(found).toEqual({ agreement: fine, disagreements: fine, certificates: fine });
  }, 120_000);
});

test('measures, both kinds of consensus, and an answer settled on', async () => {
  surfer = await surf(browser, hub.url, { as: demand.owner });
  const { page, troubles } = surfer;
  await page.goto(`/annotation/packages/${packageId}/quality`);
  await page.getByRole('cell', { name: 'Krippendorff α（名义）' }).first().waitFor();
  await page.getByRole('heading', { name: '串通检查' }).waitFor();
  await page.getByRole('link', { name: '分歧裁定' }).click();
  const settle = page.getByRole('button', { name: '以答案 2 为准' });
  await page.getByRole('button', { name: /^答案 2/u }).click();
  await page.getByLabel('裁定理由').fill('依据标注说明第二条');
  await settle.click();
  await page.getByText('已裁定').first().waitFor();
  const { items } = ok(await demand.owner.get(`${api}/packages/${packageId}/disagreements`));
  expect(items.map((i: any) => i.adjudicated)).toEqual([true]);
  expect(troubles).toEqual([]);
}, 60_000);

test('a visitor checks a certificate, and learns what was changed in a false one', async () => {
  surfer = await surf(browser, hub.url);
  const { page, troubles } = surfer;
  await page.goto('/annotation/certificates');
  const text = page.getByLabel('或粘贴证书内容');
  const check = page.getByRole('button', { name: '核验证书' });
  await text.fill(JSON.stringify(certificate));
  await check.click();
  await page.getByText('证书有效').waitFor();
  const { body } = certificate.certificate;
  const forged = { ...certificate.certificate, body: { ...body, decision: 'returned' } };
  await text.fill(JSON.stringify({ ...certificate, certificate: forged }));
  await check.click();
  await page.getByText('证书无效：签名不符').waitFor();
  await text.fill('{');
  await check.click();
  await page.getByText('无法读取').waitFor();
  expect(troubles).toEqual([]);
}, 60_000);
