import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { freshUscc, password, person } from '#test/support/people.ts';
import { pictureFailures, signInByPage, surf, type Surfer } from '#test/support/surfer.ts';
import { linkIn, mailFor } from '#test/support/visitor.ts';

const email = 'chen@example.cn';
const folder = mkdtempSync(join(tmpdir(), 'banyan-e2e-'));
/** 城市,人口 / 福州,842 / 厦门,531 in GB 18030. */
const gb18030 = Buffer.from('b3c7cad02cc8cbbfda0ab8a3d6dd2c3834320acfc3c3c52c3533310a', 'hex');

let hub: TestHub;
let browser: Browser;
let chen: Surfer;
let operator: Surfer;

beforeAll(async () => {
  mkdirSync(join(folder, '数据'));
  writeFileSync(join(folder, '数据', '说明.csv'), '列,含义,单位\n人口,常住人口,万人\n');
  writeFileSync(join(folder, '数据', '人口.csv'), gb18030);
  writeFileSync(join(folder, 'README.md'), '# 人口\n\n福建省设区市常住人口。\n');
  hub = await startHub();
  browser = await openBrowser();
  chen = await surf(browser, hub.url);
  operator = await surf(browser, hub.url, {
    as: await person(hub, 'op', { staffRole: 'operator' }),
  });
}, 180_000);

pictureFailures(() => [chen, operator]);

afterAll(async () => {
  await Promise.all([chen, operator].map((one) => one?.close()));
  await browser?.close();
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Drops files and folders of the disk where the page takes them, as a hand with a mouse does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const target = page.getByText('把文件或文件夹拖到这里');
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('no place to drop');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}

async function approveFirst(page: Page, queue: string, text: string): Promise<void> {
  await page.goto(queue);
  const card = page.getByRole('listitem').filter({ hasText: text });
  await card.getByRole('button', { name: '批准' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  await card.waitFor({ state: 'detached' });
}

test('an account is opened, confirmed by mail, and an organisation registered and approved', async () => {
  const { page } = chen;
  await page.goto('/publish');
  await page.waitForURL('**/sign-in?next=*');
  await page.goto('/sign-up');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: '注册' }).click();
  await main.getByText('密码至少 10 个字符。').waitFor();
  await main.getByLabel('姓名').fill('陈榕');
  await main.getByLabel('邮箱').fill(email);
  await main.getByLabel('密码', { exact: true }).fill(password);
  await main.getByRole('button', { name: '注册' }).click();
  await page.getByRole('heading', { name: '请查收邮件' }).waitFor();
  await page.goto(linkIn(await mailFor(hub, (mail) => mail.to.includes(email))));
  await page.context().clearCookies();
  await signInByPage(page, email, password);
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/publish');
  await page.getByText('需要先加入一家已通过审核的机构').waitFor();
  await page.getByRole('link', { name: '我的机构' }).first().click();
  await page.getByRole('button', { name: '登记机构' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('中文名称').fill('福州数据研究院');
  await form.getByLabel('英文名称').fill('Fuzhou Data Institute');
  await form.getByLabel('短名称').fill('fz-data');
  await form.getByLabel('统一社会信用代码').fill('91350100MA00000000');
  await form.getByLabel('机构类型').selectOption({ label: '科研机构' });
  await form.getByRole('button', { name: '登记机构' }).click();
  await form
    .getByText(/校验|无效|信用代码/u)
    .last()
    .waitFor();
  await form.getByLabel('统一社会信用代码').fill(freshUscc());
  await form.getByRole('button', { name: '登记机构' }).click();
  await page.getByText('已提交，等待运营方审核。').waitFor();
  await approveFirst(operator.page, '/operator/organisations', '福州数据研究院');
  await page.goto('/publish');
  await page.getByRole('button', { name: '开始上传文件' }).waitFor();
});

/** Notes when the last upload ended and when the server's first rows of both tables were there. */
function watchRows(): void {
  const seen: { ended?: number; shown?: number } = {};
  (window as unknown as { seen: typeof seen }).seen = seen;
  const look = (): void => {
    const text = document.querySelector('main')?.textContent ?? '';
    if (text.includes('全部 3 个文件已上传')) seen.ended ??= performance.now();
    const tables = document.querySelectorAll('main [role=region][aria-label$="的前几行"]').length;
    if (tables === 2 && !text.includes('来自您的文件，上传前')) seen.shown ??= performance.now();
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

test('files and a folder are dropped, kept with their names, and read for what they are', async () => {
  const { page } = chen;
  await page.getByLabel('中文标题').fill('福建省设区市人口');
  await page.getByRole('textbox', { name: '短名称' }).fill('population');
  await page.getByRole('button', { name: '开始上传文件' }).click();
  await page.waitForURL('**/publish/fz-data/population');
  // Nothing leaves the machine yet, and still the beginning of each table is there.
  let release = (): void => undefined;
  const sent = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/uploads', (route) => sent.then(() => route.continue()));
  await drop(page, [join(folder, '数据'), join(folder, 'README.md')]);
  const glance = page.getByRole('region', { name: '数据/人口.csv 的前几行' });
  expect(await glance.innerText()).toMatch(/城市\s+人口\s+福州\s+842\s+厦门\s+531/u);
  expect(await page.getByText('来自您的文件，上传前').count()).toBe(2);
  await page.evaluate(watchRows);
  release();
  await page.getByText('全部 3 个文件已上传').waitFor();
  await page.getByText('来自您的文件，上传前').first().waitFor({ state: 'detached' });
  expect(await glance.innerText()).toMatch(/城市\s+人口\s+福州\s+842\s+厦门\s+531/u);
  const seen = await page.waitForFunction(() => {
    const { seen } = window as unknown as { seen: { ended?: number; shown?: number } };
    return seen.ended !== undefined && seen.shown !== undefined
      ? seen.shown - seen.ended
      : undefined;
  });
  const waitedMs = (await seen.jsonValue()) ?? Infinity;
  process.stdout.write(`first rows ${Math.round(waitedMs)} ms after the last upload\n`);
  expect(waitedMs).toBeLessThan(1000);
  await page.unroute('**/api/v1/uploads');
  const held = page.getByRole('region', { name: '草稿中的文件' }).or(page.getByRole('main'));
  const row = (path: string) =>
    held.getByRole('listitem').filter({ hasText: path }).filter({ hasText: '移除' });
  await row('数据/说明.csv').getByText('1 行 × 3 列').waitFor();
  await row('数据/人口.csv').getByText('2 行 × 2 列').waitFor();
  await row('README.md').waitFor();
});

test('the card is filled in from the files, saved as one goes, and guarded against a second tab', async () => {
  const { page } = chen;
  const second = await chen.context.newPage();
  await page.getByRole('link', { name: '下一步：填写说明' }).click();
  await page.getByText('已根据文件预填：').waitFor();
  expect(await page.getByLabel('中文简介').inputValue()).toBe('福建省设区市常住人口。');
  await page.getByText('已自动保存').waitFor();
  await second.goto('/publish/fz-data/population/card');
  await expect
    .poll(() => second.getByLabel('中文简介').inputValue())
    .toBe('福建省设区市常住人口。');
  await page.getByLabel('领域').selectOption({ label: '政务' });
  await page.getByLabel('许可（SPDX 标识）').fill('CC-BY-4.0');
  await page.getByText('有未保存的修改').waitFor();
  await page.getByText('已自动保存').waitFor();
  await second.getByLabel('英文标题').fill('Population from the second tab');
  const conflict = second.getByRole('status').filter({ hasText: '他人刚刚修改过' });
  await conflict.waitFor();
  await conflict.getByRole('button', { name: '刷新' }).click();
  await expect.poll(() => second.getByLabel('许可（SPDX 标识）').inputValue()).toBe('CC-BY-4.0');
  expect(await second.getByLabel('英文标题').inputValue()).toBe('');
  await second.close();
});

test('the answers are checked, the first version waits, and after approval a stranger reads it', async () => {
  const { page } = chen;
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.waitForURL('**/check');
  expect(await page.getByRole('radio', { name: '机构内部：仅本机构成员' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: '发布 v1.0.0' }).waitFor();
  await page.getByRole('radio', { name: '公开：所有人可下载' }).check();
  await page.getByText('贵机构的首个公开版本需运营方审核后公开。').waitFor();
  await page.getByText('还有').waitFor({ state: 'detached' });
  await page.getByLabel('版本说明').fill('首次发布。');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('已提交审核').waitFor();
  const link = (await page.getByLabel('分享链接').first().innerText()).trim();
  const stranger = await surf(browser, hub.url);
  expect((await stranger.page.goto(link))?.status()).toBe(404);
  await approveFirst(operator.page, '/operator/versions', '福建省设区市人口');
  expect((await stranger.page.goto(link))?.status()).toBe(200);
  await stranger.page.getByRole('link', { name: /^文件/u }).click();
  await stranger.page.getByRole('link', { name: '数据', exact: true }).click();
  await stranger.page.getByRole('link', { name: '预览 数据/人口.csv' }).click();
  await stranger.page.getByText('2 行 · 2 列 · GB18030').waitFor();
  expect(await stranger.page.getByRole('row').nth(1).innerText()).toMatch(/福州\s*842/u);
  const file = await fetch(
    `${hub.url}/api/v1/datasets/fz-data/population/versions/1.0.0/raw/${encodeURIComponent('数据')}/${encodeURIComponent('人口.csv')}`,
  );
  expect(Buffer.from(await file.arrayBuffer()).equals(gb18030)).toBe(true);
  expect(stranger.troubles.filter((one) => !one.includes('404'))).toEqual([]);
  await stranger.close();
});
