import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';
import { patienceMs, pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

const total = 60_000;
const csv = `id,kind\n${Array.from({ length: total }, (_, i) => `${i + 1},k${i % 3}`).join('\n')}\n`;

let hub: TestHub;
let browser: Browser;
let visitor: Surfer;

async function make(
  by: Provider,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const dataset = await draftDataset(by, name);
  for (const [path, content] of Object.entries(files))
    await uploadFile(by.client, dataset, path, content);
  await publish(by.client, dataset, '1.0.0');
}

const counted = async (file: string): Promise<boolean> => {
  const at = `${hub.url}/api/v1/datasets/minjiang/${file}/profile`;
  return ((await (await fetch(at)).json()) as { state: string }).state === 'ready';
};

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  const by = await provider(hub, 'minjiang');
  await make(by, 'long', { 'rows.csv': csv, '数据/说明.csv': 'name,unit\nvoltage,V\n' });
  const many = Array.from({ length: 110 }, (_, i) => `f${String(i).padStart(3, '0')}.csv`);
  await make(by, 'folders', {
    ...Object.fromEntries(many.map((path) => [path, `n\n${path}\n`])),
    '深/处/x.csv': 'n\nfound below\n',
  });
  const file = encodeURIComponent('说明.csv');
  for (const path of ['rows.csv', `${encodeURIComponent('数据')}/${file}`])
    await vi.waitUntil(() => counted(`long/versions/1.0.0/files/${path}`), {
      timeout: patienceMs,
      interval: 300,
    });
  visitor = await surf(browser, hub.url);
}, 180_000);

pictureFailures(() => [visitor]);

afterAll(async () => {
  await visitor?.close();
  await browser?.close();
  await hub?.stop();
});

const lastRow = () => visitor.page.getByRole('row').last().innerText();

test('every row of a long table can be reached', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/long/viewer');
  await page.getByText('第 1–100 行，共 60,000 行').waitFor();
  await page.getByRole('link', { name: '下一页' }).click();
  await page.getByText('第 101–200 行，共 60,000 行').waitFor();
  await page.getByLabel('页码').fill('600');
  await page.getByLabel('页码').press('Enter');
  await page.getByText('第 59,901–60,000 行，共 60,000 行').waitFor();
  expect(await lastRow()).toMatch(/60000\s+60000\s+k2/u);
  expect(await page.getByRole('link', { name: '下一页' }).count()).toBe(0);
});

test('files in folders are previewed and loaded like those at the top', async () => {
  const { page } = visitor;
  await page.goto('/d/minjiang/long/viewer');
  await page.locator('select[name=file]').selectOption('数据/说明.csv');
  await page.getByText('第 1–1 行，共 1 行').waitFor();
  expect(await lastRow()).toMatch(/voltage\s+V/u);
  await page.goto('/d/minjiang/long/use');
  await page.locator('select[name=file]').selectOption('数据/说明.csv');
  await expect
    .poll(() => page.getByLabel('Python', { exact: true }).innerText())
    .toContain(`raw/${encodeURIComponent('数据')}/${encodeURIComponent('说明.csv')}`);
});

test('many files are chosen folder by folder, a hundred at a time', async () => {
  const { page } = visitor;
  const options = page.locator('select[name=file] option');
  await page.goto('/d/minjiang/folders/viewer');
  await expect.poll(() => options.count()).toBe(100);
  await page.getByRole('link', { name: '更多文件' }).click();
  await expect.poll(() => options.count()).toBe(10);
  await page.getByRole('link', { name: '深', exact: true }).click();
  await page.getByRole('link', { name: '处', exact: true }).click();
  await page.getByText('found below').waitFor();
  await page.getByRole('navigation', { name: '文件夹' }).getByRole('link').first().click();
  await expect.poll(() => options.count()).toBe(100);
  expect(visitor.troubles).toEqual([]);
});
