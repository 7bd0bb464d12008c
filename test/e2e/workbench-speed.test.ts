import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleague, demandSide, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { dataUrl, streetPng } from '#test/support/media-samples.ts';
import { surf } from '#test/support/surfer.ts';
import type { Visitor } from '#test/support/visitor.ts';
import { imageConfig, packageOf, seated, spanConfig, texts } from '#test/support/workbench.ts';

/** The bars are for a quiet machine; a crowded one gets this many times as long before a test fails. */
const crowd = 4;

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

async function open(packageId: string): Promise<Page> {
  const { page } = await surf(browser, hub.url, { as: worker });
  await page.goto(`/annotation/packages/${packageId}/label`);
  await seated(page);
  await page.waitForTimeout(500);
  return page;
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;

/** Milliseconds from a key to the frame that shows what it did, inside the page, for each key. */
const keyToPaint = (page: Page, keys: readonly string[]): Promise<number[]> =>
  page.evaluate(async (names) => {
    const times: number[] = [];
    for (const key of names) {
      const target = document.activeElement ?? document.body;
      const start = performance.now();
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await new Promise<void>((painted) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => painted());
          port1.start();
          port2.postMessage(0);
        });
      });
      times.push(performance.now() - start);
    }
    return times;
  }, keys);

/** Milliseconds between frames while `step` runs before each of them. */
const frames = (page: Page, kind: 'wheel' | 'scroll', count: number): Promise<number[]> =>
  page.evaluate(
    async ([how, total]) => {
      const stage = document.querySelector<HTMLElement>('[data-stage]');
      if (!stage) throw new Error('no stage');
      const times: number[] = [];
      let last = 0;
      for (let n = 0; n < total; n += 1) {
        if (how === 'scroll') stage.scrollTop += 180;
        else {
          const box = stage.getBoundingClientRect();
          const place = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
          const deltaY = n % 40 < 20 ? -20 : 20;
          stage.dispatchEvent(
            new WheelEvent('wheel', { deltaY, ...place, bubbles: true, cancelable: true }),
          );
        }
        const now = await new Promise<number>((frame) => requestAnimationFrame(frame));
        if (last > 0) times.push(now - last);
        last = now;
      }
      return times;
    },
    [kind, count] as const,
  );

const report = (name: string, values: readonly number[]): void =>
  console.log(
    `figure: ${name}: p50 ${at(values, 0.5).toFixed(1)} ms, p95 ${at(values, 0.95).toFixed(1)} ms (${values.length})`,
  );

test('keys of choices and the next task', async () => {
  const page = await open(await packageOf(demand, spanConfig, texts(30)));
  const keys = await keyToPaint(
    page,
    Array.from({ length: 60 }, (_, n) => (n % 2 ? '3' : '4')),
  );
  report('key → paint, choices', keys);
  const next: number[] = [];
  for (let n = 0; n < 20; n += 1)
    next.push(
      await page.evaluate(async () => {
        const task = () => document.querySelector('[data-task]')?.getAttribute('data-task');
        const press = (key: string) =>
          (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
          );
        press('4');
        await new Promise((done) => setTimeout(done, 300));
        const before = task();
        const start = performance.now();
        press('Enter');
        while (task() === before || task() === undefined)
          await new Promise((frame) => requestAnimationFrame(frame));
        return performance.now() - start;
      }),
    );
  report('Enter → next task', next);
  expect(at(keys, 0.95)).toBeLessThan(50 * crowd);
  expect(at(next, 0.95)).toBeLessThan(200 * crowd);
});

test('2,000 shapes on an image', async () => {
  const value = (n: number) => ({
    x: (n % 50) * 2 + 0.2,
    y: Math.floor(n / 50) * 2.5 + 0.2,
    width: 1.4,
    height: 1.8,
    rotation: n % 7 === 0 ? 20 : 0,
    rectanglelabels: [n % 2 ? 'Post' : 'Sign'],
  });
  const result = Array.from({ length: 2000 }, (_, n) => ({
    id: `r${n}`,
    from_name: 'box',
    to_name: 'image',
    type: 'rectanglelabels',
    original_width: 1280,
    original_height: 800,
    value: value(n),
  }));
  const image = dataUrl('image/png', streetPng(1280, 800));
  const item = { data: { image }, predictions: [{ result }] };
  const page = await open(await packageOf(demand, imageConfig, [item]));
  const zoom = await frames(page, 'wheel', 120);
  report('2,000 shapes, frames while zooming', zoom);
  await page.keyboard.press('Tab');
  const nudge = await keyToPaint(
    page,
    Array.from({ length: 40 }, () => 'ArrowRight'),
  );
  report('key → paint, moving one of 2,000 shapes', nudge);
  expect(at(zoom, 0.5)).toBeLessThan((1000 / 30) * crowd);
  expect(at(nudge, 0.95)).toBeLessThan(50 * crowd);
});

test('a text of 200,000 characters', async () => {
  const line = '福建省气象局第3次预警，闽江流域🌊将有暴雨。We expect 120 mm in Fuzhou. ';
  const text = Array.from({ length: 1600 }, (_, n) => `${n} ${line.repeat(3)}`)
    .join('\n')
    .slice(0, 200_000);
  const page = await open(await packageOf(demand, spanConfig, [{ text }]));
  const scroll = await frames(page, 'scroll', 150);
  report('200,000 characters, frames while scrolling', scroll);
  const caret = await keyToPaint(
    page,
    Array.from({ length: 60 }, () => 'ArrowRight'),
  );
  report('key → paint, caret in 200,000 characters', caret);
  expect(at(scroll, 0.5)).toBeLessThan((1000 / 30) * crowd);
  expect(at(caret, 0.95)).toBeLessThan(50 * crowd);
});
