import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, password, person } from '#test/support/people.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let owner: Visitor;
let surfer: Surfer;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  const made = await person(hub, 'demand');
  await organisation(hub, 'minjiang', made.email);
  owner = await made.signIn(made.email, password);
  surfer = await surf(browser, hub.url, { as: owner });
}, 180_000);

pictureFailures(() => [surfer]);

afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await hub?.stop();
});

const project = async () => {
  const { body } = await owner.get('/api/v1/annotation/projects');
  return (await owner.get(`/api/v1/annotation/projects/${body.items[0].id}`)).body;
};

test('a project starts from a template', async () => {
  const { page } = surfer;
  await page.goto('/annotation/projects/new');
  await page.getByRole('button', { name: '创建项目' }).click();
  await page.getByText('请填写此项。').waitFor();
  await page.getByLabel('实体识别').check();
  await page.getByLabel('项目名称').fill('福建人物');
  await page.getByRole('button', { name: '创建项目' }).click();
  await page.waitForURL(/\/config$/u);
  expect((await project()).labelConfig).toContain('<Label value="人物"');
});

test('cards and XML are one document: what is changed in one is changed in the other', async () => {
  const { page } = surfer;
  const xml = page.getByRole('textbox', { name: 'XML' });
  const first = page.getByLabel('选项名称').first();
  await first.fill('历史人物');
  await first.press('Enter');
  expect(await xml.inputValue()).toContain('<Label value="历史人物" hotkey="1"');
  await page.getByRole('button', { name: '下移“历史人物”' }).click();
  expect(await page.getByLabel('选项名称').first().inputValue()).toBe('地点');
  await page.getByRole('button', { name: '撤销' }).click();
  expect(await first.inputValue()).toBe('历史人物');
  await page.getByLabel('新选项').fill('职务');
  await page.getByLabel('新选项').press('Enter');
  await xml.fill((await xml.inputValue()).replace('value="地点"', 'value="地名"'));
  expect(await page.getByLabel('选项名称').nth(1).inputValue()).toBe('地名');
  expect(await page.getByLabel('选项名称').last().inputValue()).toBe('职务');
});

test('a fault is shown with its line, leads to it, and cannot be saved', async () => {
  const { page } = surfer;
  const xml = page.getByRole('textbox', { name: 'XML' });
  const right = await xml.inputValue();
  await xml.fill(right.replace('toName="text"', 'toName="nothing"'));
  const fault = page.getByRole('button', { name: /第 2 行第 25 列.*“nothing”不存在/u });
  await fault.click();
  const selected = await xml.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(selected).toBe('toName="nothing"');
  expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
  await xml.fill(right);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  expect((await project()).labelConfig).toBe(right);
});

test('the preview is the workbench itself: a label is chosen with a press', async () => {
  const { page } = surfer;
  const preview = page.getByRole('region', { name: '预览' });
  await preview.locator('[data-stage]').waitFor();
  await preview
    .getByRole('button', { name: /历史人物/u })
    .first()
    .click();
  expect(
    await preview
      .getByRole('button', { name: /历史人物/u })
      .first()
      .getAttribute('aria-pressed'),
  ).toBe('true');
});

test('a file is imported with its bad items named, and the tasks are listed', async () => {
  const { page } = surfer;
  await page.getByRole('link', { name: '任务', exact: false }).filter({ hasText: '0' }).click();
  await page.getByRole('button', { name: '导入任务' }).click();
  const lines = [...Array.from({ length: 60 }, (_, i) => `{"text":"第${i}条"}`), '{"text":', '[1]'];
  await page.getByLabel('文件', { exact: true }).setInputFiles({
    name: 'a.jsonl',
    mimeType: 'text/plain',
    buffer: Buffer.from(lines.join('\n')),
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '导入任务' }).click();
  await dialog.getByText('已导入 60 个任务，2 处问题').waitFor();
  expect(await dialog.getByText(/第 61 项（第 61 行）/u).count()).toBe(1);
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await page.getByText('60 个任务').waitFor();
  await page.getByRole('button', { name: '#1', exact: true }).click();
  await page.getByRole('dialog').getByText('第0条').first().waitFor();
  expect(surfer.troubles).toEqual([]);
});
