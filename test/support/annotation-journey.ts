import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, ok, openPackage, type DemandSide } from './annotation.ts';
import { decide, find, handOver, sampleIds } from './acceptance.ts';
import { patienceMs } from './surfer.ts';
import type { Visitor } from './visitor.ts';
import { press, seated, submit } from './workbench.ts';

/** Counts presses and moves of mouse, pen, finger and wheel in every page of a window. */
export async function countPointers(context: BrowserContext): Promise<() => number> {
  let seen = 0;
  await context.exposeFunction('pointerSeen', () => void (seen += 1));
  await context.addInitScript(() => {
    for (const type of ['pointerdown', 'pointermove', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(type, () => (window as any).pointerSeen(), true);
  });
  return () => seen;
}

/** Presses Tab (or Shift+Tab) until `target` has the focus. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let n = 0; n < 150; n += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('no Tab reaches it');
}

/** From the list of what waits to the first task of a package, without a pointer. */
export async function openBench(page: Page, title: string): Promise<void> {
  await page.goto('/annotation');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: title }).first());
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: '开始标注' }));
  await page.keyboard.press('Enter');
  await page.locator('[data-task]').waitFor({ timeout: patienceMs });
}

/** Takes `count` tasks along with their media, by keyboard, and cuts the network. */
export async function goOffline(page: Page, count: number): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: '离线工作' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('任务数'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(String(count));
  await tabTo(page, page.getByRole('button', { name: '带到本机' }));
  await page.keyboard.press('Enter');
  await page.getByText(new RegExp(`本机有 ${count} 项任务`, 'u')).waitFor();
  await page.waitForFunction(async () => (await caches.keys()).length === 2);
  await expect
    .poll(() => page.getByRole('button', { name: '带到本机' }).isEnabled(), { timeout: patienceMs })
    .toBe(true);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.closest('[data-stage]'));
  await page.context().setOffline(true);
}

/** The tab's process dies: nothing in it runs on, not even what runs when a page is left. */
export async function killTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const dead = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await dead;
  await page.close();
}

/** Waits until a job of the hub has ended, and wants it done. */
export async function done(who: Visitor, path: string): Promise<any> {
  const state = async () => {
    const seen = ok(await who.get(path));
    return seen.state === 'failed' ? JSON.stringify(seen) : seen.state;
  };
  await expect.poll(state, { timeout: patienceMs, interval: 200 }).toBe('done');
  return ok(await who.get(path));
}

export interface Work {
  readonly title: string;
  readonly labelConfig: string;
  readonly priceFen: string;
  readonly source: object;
}

/** An active project over `source`, and a package of all its tasks that vendors may claim. */
export async function offer(demand: DemandSide, work: Work): Promise<{ id: string; project: any }> {
  const { title, labelConfig, priceFen, source } = work;
  const made = ok(
    await demand.owner.post(`${api}/projects`, { org: demand.org.slug, title, labelConfig }),
    201,
  );
  const order = ok(await demand.owner.post(`${api}/projects/${made.id}/imports`, source), 201);
  await done(demand.owner, `${api}/imports/${order.id}`);
  const { revision } = ok(await demand.owner.get(`${api}/projects/${made.id}`));
  const project = ok(await demand.owner.post(`${api}/projects/${made.id}/activate`, { revision }));
  const bands = [
    { minPpm: 900_000, rateBp: 8_500 },
    { minPpm: 980_000, rateBp: 10_000 },
  ];
  const terms = { title, mode: 'open_claim', priceFen, bands, aql: '2.5' };
  const { id } = await openPackage(demand, project.id, terms);
  return { id, project };
}

/** The vendor's manager finds the package among those on offer and claims it. */
export async function claimByPage(page: Page, title: string): Promise<void> {
  await page.goto('/annotation/market');
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: '承接任务' }).click();
  await page.getByRole('link', { name: '开始标注' }).waitFor();
}

/** An inspector passes everything that waits, except that `back` goes back to its author. */
export async function reviewByApi(
  who: Visitor,
  packageId: string,
  back: readonly string[] = [],
): Promise<number> {
  const { items } = ok(await who.get(`${api}/packages/${packageId}/review-queue?limit=100`));
  for (const { id, revision } of items)
    ok(
      await who.post(
        `${api}/annotations/${id}/review`,
        back.includes(id)
          ? { decision: 'return', reason: '请改为“差”。', revision }
          : { decision: 'accept', revision },
      ),
    );
  return items.length;
}

/** Handed over, inspected unit by unit of the sample and accepted; the certificate of the lot. */
export async function acceptByApi(
  vendor: DemandSide,
  demand: DemandSide,
  packageId: string,
): Promise<{ awardId: string; commitment: string; lot: any; sample: string[]; found: any }> {
  const { awards } = ok(await demand.owner.get(`${api}/packages/${packageId}`));
  const awardId: string = awards[0].id;
  const before = ok(await demand.owner.get(`${api}/awards/${awardId}/lots`));
  const lot = ok(await handOver(vendor, awardId), 201);
  const sample = await sampleIds(demand.owner, lot.id);
  const inspected = ok(await find(demand.owner, lot.id, sample));
  ok(await decide(demand.owner, inspected, 'accept'));
  const found = ok(await vendor.owner.get(`${api}/lots/${lot.id}/certificate`));
  return { awardId, commitment: before.nextCommitment.commitment, lot, sample, found };
}

const boxAndSky = [
  ...['1', 'b', 'Shift+ArrowLeft', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter', '3'],
];
/** 福建省 is an organisation, and a mood. */
export const spanAndMood = (mood: '3' | '4') => [
  ...['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', '1', mood],
];

/** Boxes and answers, by keyboard; each as soon as its image is seen. */
export async function labelImages(page: Page, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await seated(page);
    await page.locator('[data-stage][aria-busy=false]').waitFor();
    await submit(page, 'Enter', ...boxAndSky);
  }
}

/** The first second of each clip and its words, by keyboard. */
export async function labelClips(page: Page, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await seated(page);
    await page.locator('output:has-text("0:03.00")').waitFor();
    await press(page, '[', 'ArrowRight', 'ArrowRight', ']', 't');
    await page.keyboard.type('好的');
    await submit(page, 'Control+Enter');
  }
}

/** A span and a mood in each text, by keyboard. */
export async function labelTexts(page: Page, count: number, pauseMs = 0): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await seated(page);
    await press(page, ...spanAndMood('3'));
    await page.waitForTimeout(pauseMs);
    await submit(page);
  }
}
