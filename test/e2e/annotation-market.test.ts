import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { activeProject, api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let vendor: DemandSide;
const pictures = process.env['BANYAN_PICTURES'];

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  demand = await demandSide(hub, 'demand');
  vendor = await demandSide(hub, 'vendor');
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

async function pageOf(who: DemandSide, language: 'zh' | 'en' = 'en') {
  const theme = language === 'zh' ? 'light' : 'dark';
  const width = language === 'zh' ? 1440 : 390;
  const context = await contextFor(browser, hub.url, {
    language,
    theme,
    width,
    cookies: who.owner.cookies,
  });
  return openTab(context);
}

async function look(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  expect([name, await findingsIn(page)]).toEqual([name, []]);
}

async function published(mode: string, terms: object = {}): Promise<string> {
  const project = await activeProject(demand, 6);
  const made = ok(
    await demand.owner.post(`${api}/projects/${project.id}/packages`, {
      title: `Package of ${mode}`,
      mode,
      priceFen: '50',
      ...terms,
    }),
    201,
  );
  ok(await demand.owner.post(`${api}/packages/${made.id}/publish`, { revision: made.revision }));
  return made.id;
}

const awards = async (id: string) =>
  ok(await demand.owner.get(`${api}/packages/${id}`)).awards.map((a: any) => [
    a.vendor.slug,
    a.share,
    a.priceFen,
  ]);

test('a vendor takes a share of an open package, and finds it in its work', async () => {
  const id = await published('open_claim');
  const { page, visit } = await pageOf(vendor);
  await visit(`${hub.url}/annotation/packages/${id}`);
  await look(page, 'claim');
  await page.getByLabel('Tasks to take').fill('4');
  await page.getByRole('button', { name: 'Take this work' }).click();
  await page.getByRole('link', { name: 'Start labelling' }).waitFor();
  expect(await awards(id)).toEqual([['vendor', 4, '50']]);
  await visit(`${hub.url}/annotation`);
  expect(await page.getByRole('link', { name: /Package of open_claim/u }).count()).toBe(1);
});

test('an invitation is sent to an approved vendor and accepted', async () => {
  const id = await published('invitation');
  const demandTab = await pageOf(demand, 'zh');
  await demandTab.visit(`${hub.url}/annotation/packages/${id}`);
  await look(demandTab.page, 'invite');
  await demandTab.page.getByRole('button', { name: '邀请', exact: true }).click();
  await demandTab.page.getByText('待答复').waitFor();
  const { page, visit } = await pageOf(vendor);
  await visit(`${hub.url}/annotation`);
  await look(page, 'work-invited');
  await page.getByRole('link', { name: /Package of invitation/u }).click();
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('link', { name: 'Start labelling' }).waitFor();
  expect(await awards(id)).toEqual([['vendor', 6, '50']]);
});

test('a sealed bid is placed, read after the deadline and awarded', async () => {
  const bidDeadline = new Date(Date.now() + 3_600_000).toISOString();
  const id = await published('sealed_bids', { bidDeadline });
  const { page, visit } = await pageOf(vendor);
  await visit(`${hub.url}/annotation/packages/${id}`);
  await page.getByLabel('Tasks to take').fill('5');
  await page.getByLabel(/Price each/u).fill('0.42');
  await page.getByRole('button', { name: 'Make a bid' }).click();
  await page.getByText('Sealed', { exact: true }).waitFor();
  const demandTab = await pageOf(demand, 'zh');
  await demandTab.visit(`${hub.url}/annotation/packages/${id}`);
  await demandTab.page.getByText(/前密封/u).waitFor();
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('annotation.package')
      .set({ bid_deadline: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute(),
  );
  await demandTab.visit(`${hub.url}/annotation/packages/${id}`);
  await demandTab.page.getByRole('checkbox').check();
  await look(demandTab.page, 'bids');
  await demandTab.page.getByRole('button', { name: '定标' }).click();
  await expect.poll(() => awards(id)).toEqual([['vendor', 5, '42']]);
});

test('a draft’s terms are edited before it is published', async () => {
  const project = await activeProject(demand, 3);
  const made = ok(
    await demand.owner.post(`${api}/projects/${project.id}/packages`, {
      title: 'Draft',
      mode: 'open_claim',
      priceFen: '50',
    }),
    201,
  );
  const { page, visit } = await pageOf(demand);
  await visit(`${hub.url}/annotation/packages/${made.id}/edit`);
  await page.getByLabel(/Price each/u).fill('1.25');
  await look(page, 'edit');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Publish' }).waitFor();
  const now = ok(await demand.owner.get(`${api}/packages/${made.id}`));
  expect([now.priceFen, now.title, now.taskCount]).toEqual(['125', 'Draft', 3]);
});
