import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, colleague, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import type { Visitor } from '#test/support/visitor.ts';
import {
  audioConfig,
  clips,
  imageConfig,
  images,
  packageOf,
  press,
  receipts,
  regionsOf,
  seated,
  spanConfig,
  submit,
  submitted,
  texts,
} from '#test/support/workbench.ts';

type Worker = Visitor & { userId: string };

let hub: TestHub;
let browser: Browser;
let demand: DemandSide;
let worker: Worker;
const windows: Surfer[] = [];
pictureFailures(() => windows);

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  browser = await openBrowser();
  demand = await demandSide(hub, 'demand');
  worker = await colleague(hub, demand.org.orgId, 'worker');
}, 180_000);

afterAll(async () => {
  await Promise.all(windows.map((one) => one.close().catch(() => undefined)));
  await browser?.close();
  await hub?.stop();
});

async function open(packageId: string): Promise<Surfer> {
  const surfer = await surf(browser, hub.url, { as: worker });
  windows.push(surfer);
  await surfer.page.addInitScript(() => {
    for (const type of ['mousedown', 'pointerdown', 'touchstart'])
      window.addEventListener(type, () => sessionStorage.setItem('pointer', type), true);
  });
  await surfer.page.goto(`/annotation/packages/${packageId}/label`);
  await seated(surfer.page);
  return surfer;
}

test('images, texts and clips are labelled by keyboard alone', async () => {
  const pictures = await packageOf(demand, imageConfig, images(4));
  const { page, troubles } = await open(pictures);
  for (let n = 0; n < 4; n += 1) {
    await press(
      page,
      '1',
      'b',
      'Shift+ArrowLeft',
      'Enter',
      'Shift+ArrowRight',
      'Shift+ArrowDown',
      'Enter',
      '3',
    );
    await submit(page);
  }
  await receipts(page, 4);
  const boxes = await submitted(worker, pictures);
  expect(boxes.map((one) => one.state)).toEqual([
    'submitted',
    'submitted',
    'submitted',
    'submitted',
  ]);
  expect(regionsOf(boxes[0])).toEqual([
    {
      from_name: 'box',
      to_name: 'image',
      type: 'rectanglelabels',
      value: { x: 40, y: 50, width: 10, height: 15, rotation: 0, rectanglelabels: ['Post'] },
      original_width: 240,
      original_height: 160,
      image_rotation: 0,
      origin: 'manual',
    },
    {
      from_name: 'sky',
      to_name: 'image',
      type: 'choices',
      value: { choices: ['clear'] },
      origin: 'manual',
    },
  ]);

  const words = await packageOf(demand, spanConfig, texts(4));
  await page.goto(`/annotation/packages/${words}/label`);
  for (let n = 0; n < 4; n += 1) {
    await seated(page);
    await press(
      page,
      'ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      '1',
      '3',
    );
    await submit(page);
  }
  await receipts(page, 4);
  const spans = await submitted(worker, words);
  expect(regionsOf(spans[3])).toEqual([
    {
      from_name: 'ner',
      to_name: 'text',
      type: 'labels',
      value: { start: 5, end: 8, text: '福建省', labels: ['机构'] },
      origin: 'manual',
    },
    {
      from_name: 'mood',
      to_name: 'text',
      type: 'choices',
      value: { choices: ['good'] },
      origin: 'manual',
    },
  ]);

  const sounds = await packageOf(demand, audioConfig, clips(2));
  await page.goto(`/annotation/packages/${sounds}/label`);
  for (let n = 0; n < 2; n += 1) {
    await seated(page);
    await page.locator('output:has-text("0:03.00")').waitFor();
    await press(page, '[', 'ArrowRight', 'ArrowRight', ']', 't');
    await page.keyboard.type('好的');
    await submit(page, 'Control+Enter');
  }
  await receipts(page, 2);
  const parts = await submitted(worker, sounds);
  expect(regionsOf(parts[1])).toEqual([
    {
      from_name: 'part',
      to_name: 'audio',
      type: 'labels',
      value: { start: 0, end: 1, channel: 0, labels: ['speech'] },
      original_length: 3,
      origin: 'manual',
    },
    {
      from_name: 'words',
      to_name: 'audio',
      type: 'textarea',
      value: { start: 0, end: 1, channel: 0, text: ['好的'] },
      origin: 'manual',
    },
  ]);
  expect(await page.evaluate(() => sessionStorage.getItem('pointer'))).toBeNull();
  expect(troubles).toEqual([]);
});

test('labels made without a network, in a tab that is killed, all arrive exactly once', async () => {
  const id = await packageOf(demand, spanConfig, texts(8));
  const { page, context } = await open(id);
  await page.getByRole('button', { name: '离线工作' }).click();
  await page.getByLabel('任务数').fill('8');
  await page.getByRole('button', { name: '带到本机' }).click();
  await page.getByText(/本机有 \d+ 项任务/u).waitFor();
  await page.waitForFunction(async () => (await caches.keys()).length === 2);
  await press(page, 'Escape');
  await context.setOffline(true);
  for (let n = 0; n < 3; n += 1) await submit(page, 'Enter', '3');
  const half = await seated(page);
  await press(page, 'ArrowRight', 'Shift+Control+ArrowRight', '1');
  await page.getByText('已存本机').waitFor();
  await page.close();

  const again = await context.newPage();
  await again.goto(`${hub.url}/annotation/packages/${id}/label`);
  expect(await seated(again)).toBe(half);
  await again.getByText('3 项待送出').waitFor();
  expect(await again.locator('[data-ids]:not([data-ids=""])').allInnerTexts()).toEqual(['福建省']);
  for (let n = 0; n < 5; n += 1) await submit(again, 'Enter', '4');
  expect(await submitted(worker, id)).toEqual([]);
  await again.close();

  const last = await context.newPage();
  await context.setOffline(false);
  await last.goto(`${hub.url}/annotation/packages/${id}/label`);
  await receipts(last, 8);
  const arrived = await submitted(worker, id);
  expect(arrived.map((one) => one.state)).toEqual(Array.from({ length: 8 }, () => 'submitted'));
  expect(new Set(arrived.map((one) => one.taskId)).size).toBe(8);
  expect(arrived.map((one) => regionsOf(one).at(-1).value.choices[0]).toSorted()).toEqual([
    'bad',
    'bad',
    'bad',
    'bad',
    'bad',
    'good',
    'good',
    'good',
  ]);
});

test('a submission whose answer is lost is sent again and stored once', async () => {
  const id = await packageOf(demand, spanConfig, texts(2));
  const { page } = await open(id);
  let sent = 0;
  await page.route('**/submission', async (route) => {
    sent += 1;
    const answer = await route.fetch();
    if (sent === 1) await route.abort('connectionreset');
    else await route.fulfill({ response: answer });
  });
  await press(page, '3');
  await submit(page);
  await receipts(page, 1);
  expect([sent, (await submitted(worker, id)).length]).toEqual([2, 1]);
});

test('what a rule forbids stays on the screen with the reason', async () => {
  const id = await packageOf(demand, spanConfig, texts(1));
  const { page } = await open(id);
  const number = await seated(page);
  await press(page, 'Enter');
  await page.getByText('“mood”为必填。').first().waitFor();
  expect([await seated(page), await submitted(worker, id)]).toEqual([number, []]);
});

test('two tabs do not fight over a package, and work goes on where it is taken over', async () => {
  const id = await packageOf(demand, spanConfig, texts(3));
  const { page, context } = await open(id);
  const number = await seated(page);
  await press(page, 'ArrowRight', 'Shift+Control+ArrowRight', '2');
  await page.getByText(/已存本机|草稿已保存/u).waitFor();
  const second = await context.newPage();
  await second.goto(`${hub.url}/annotation/packages/${id}/label`);
  await second.getByRole('button', { name: '改在这里标注' }).click();
  expect(await seated(second)).toBe(number);
  expect(await second.locator('[data-ids]:not([data-ids=""])').allInnerTexts()).toEqual(['福建省']);
  await page.getByText('此标注包已在另一个标签页中打开').waitFor();
});

test('a newer draft from elsewhere is shown, and neither copy is lost', async () => {
  const id = await packageOf(demand, spanConfig, texts(1));
  const { page } = await open(id);
  const leaseId = await page.locator('[data-lease]').getAttribute('data-lease');
  const other = [
    {
      id: 'other',
      from_name: 'mood',
      to_name: 'text',
      type: 'choices',
      value: { choices: ['bad'] },
    },
  ];
  ok(await worker.send('PUT', `${api}/leases/${leaseId}/draft`, { result: other, revision: 0 }));
  await press(page, '3');
  await page.getByText('服务器上有这项任务更新的草稿').waitFor();
  await page.getByRole('button', { name: '采用服务器上的草稿' }).click();
  await expect.poll(() => page.getByRole('radio', { name: 'bad' }).isChecked()).toBe(true);
});

test('a task is skipped with a reason, and one’s own work is seen again and corrected', async () => {
  const id = await packageOf(demand, spanConfig, texts(2));
  const { page } = await open(id);
  await press(page, 'k');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Enter');
  await receipts(page, 1);
  await seated(page);
  await press(page, '3');
  await submit(page);
  await receipts(page, 2);
  await press(page, 'p');
  await page.getByRole('button', { name: '保存修改' }).waitFor();
  await press(page, '4', 'Enter');
  await expect
    .poll(async () =>
      (await submitted(worker, id)).map((one) => [one.state, one.skipReason, one.result.length]),
    )
    .toEqual([
      ['skipped', '看不清或无法判断', 0],
      ['submitted', null, 1],
    ]);
  const [, corrected] = await submitted(worker, id);
  expect([corrected.revision, regionsOf(corrected)[0].value]).toEqual([2, { choices: ['bad'] }]);
});
