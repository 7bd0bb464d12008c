import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, password, person } from '#test/support/people.ts';
import { draftDataset, provider, publish, uploadFile } from '#test/support/provider.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import { mailFor, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let operator: Surfer;
let second: Surfer;
let owner: Surfer;
let stranger: Surfer;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  const of = await provider(hub, 'minjiang');
  await draftDataset(of, 'traffic');
  await uploadFile(of.client, 'minjiang/traffic', 'cars.csv', 'plate,at\n闽A00001,2026-01-01\n');
  await publish(of.client, 'minjiang/traffic', '1.0.0');
  await person(hub, 'applicant');
  await organisation(hub, 'gulou', 'applicant@example.cn', false);
  await organisation(hub, 'nobody', 'applicant@example.cn', false);
  const ownerVisitor = await new Visitor(hub).signIn(of.email, password);
  [operator, second, owner, stranger] = await Promise.all([
    surf(browser, hub.url, { as: await person(hub, 'op-one', { staffRole: 'operator' }) }),
    surf(browser, hub.url, { as: await person(hub, 'op-two', { staffRole: 'operator' }) }),
    surf(browser, hub.url, { as: ownerVisitor }),
    surf(browser, hub.url),
  ]);
}, 180_000);

pictureFailures(() => [operator, second, owner, stranger]);

afterAll(async () => {
  await Promise.all([operator, second, owner, stranger].map((one) => one?.close()));
  await browser?.close();
  await hub?.stop();
});

const card = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

/** Presses a decision of a case and answers the question it asks. */
async function decide(page: Page, of: string, label: string, reason?: string): Promise<void> {
  await card(page, of).getByRole('button', { name: label }).click();
  const dialog = page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: label }).click();
  await card(page, of).waitFor({ state: 'detached' });
}

test('only who operates the hub sees the desk', async () => {
  const asStranger = await stranger.page.goto('/operator');
  expect(new URL(stranger.page.url()).pathname).toBe('/sign-in');
  expect(asStranger?.status()).toBe(200);
  expect((await owner.page.goto('/operator'))?.status()).toBe(403);
  await owner.page.getByText('您的角色不能查看此页').waitFor();
  await operator.page.goto('/');
  await operator.page.getByRole('link', { name: '运营台' }).click();
  await operator.page.getByText('机构待审核：机构 gulou').waitFor();
});

test('an organisation is refused with a reason, another approved, and both are told', async () => {
  const { page } = operator;
  await page.goto('/operator/organisations');
  await card(page, '机构 nobody').getByRole('button', { name: '拒绝' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '拒绝' }).click();
  await page.getByRole('dialog').getByText('请填写此项。').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await decide(page, '机构 nobody', '拒绝', '名称与执照不符，请更正后重新登记。');
  await decide(page, '机构 gulou', '批准');
  await page.getByText('没有待审核的机构').waitFor();
  const refusal = await mailFor(hub, (mail) => mail.text.includes('名称与执照不符'));
  expect(refusal.to).toContain('applicant@example.cn');
  expect((await stranger.page.goto('/o/gulou'))?.status()).toBe(200);
});

test('a report suspends the dataset with the reason everyone reads; the appeal restores it', async () => {
  const { page } = stranger;
  await page.goto('/d/minjiang/traffic');
  await page.getByRole('button', { name: '举报' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: '提交举报' }).click();
  await form.getByText('请描述具体情况。').waitFor();
  await form.getByLabel('问题类型').selectOption({ label: '含个人信息' });
  await form.getByLabel('具体情况').fill('cars.csv 第一列是车牌号。');
  await form.getByLabel('联系邮箱（可选）').fill('reader@example.cn');
  await form.getByRole('button', { name: '提交举报' }).click();
  await form.getByText('举报已提交，谢谢。').waitFor();

  await operator.page.goto('/operator/reports');
  const report = card(operator.page, 'minjiang/traffic');
  expect(await report.innerText()).toMatch(/含个人信息[\s\S]*reader@example\.cn[\s\S]*车牌号/u);
  const reason = '车牌号须先脱敏。';
  await decide(operator.page, 'minjiang/traffic', '属实，暂停数据集', reason);

  expect((await page.goto('/d/minjiang/traffic'))?.status()).toBe(403);
  await page.getByText(`原因：${reason}`).waitFor();
  const file = await fetch(
    `${hub.url}/api/v1/datasets/minjiang/traffic/versions/1.0.0/raw/cars.csv`,
  );
  expect(file.status).toBe(403);
  await mailFor(hub, (mail) => mail.to.includes('owner@minjiang.cn') && mail.text.includes(reason));

  await owner.page.goto('/d/minjiang/traffic');
  await owner.page.getByText('该数据集已被运营方暂停').waitFor();
  await owner.page.getByText(`原因：${reason}`).waitFor();
  await owner.page.getByRole('button', { name: '申诉' }).click();
  await owner.page.getByRole('dialog').getByLabel('申诉理由').fill('车牌号是随机生成的示例。');
  await owner.page.getByRole('dialog').getByRole('button', { name: '申诉' }).click();
  await owner.page.getByRole('dialog').waitFor({ state: 'detached' });

  await second.page.goto('/operator/appeals');
  const appeal = card(second.page, 'minjiang/traffic');
  expect(await appeal.innerText()).toMatch(/车牌号须先脱敏[\s\S]*随机生成/u);
  await decide(second.page, 'minjiang/traffic', '支持申诉，恢复', '已核实为示例数据。');

  expect((await page.goto('/d/minjiang/traffic'))?.status()).toBe(200);
  await second.page.goto('/operator/suspensions');
  await second.page.getByText('没有被暂停的数据集').waitFor();
});

test('an operator stops a dataset from its page and lets it go again', async () => {
  const { page } = operator;
  await page.goto('/d/minjiang/traffic');
  await page.getByRole('button', { name: '暂停该数据集' }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('接到主管部门通知。');
  await page.getByRole('dialog').getByRole('button', { name: '暂停该数据集' }).click();
  await page.getByText('原因：接到主管部门通知。').waitFor();
  expect((await stranger.page.goto('/d/minjiang/traffic'))?.status()).toBe(403);
  await page.goto('/operator/suspensions');
  await card(page, '接到主管部门通知。').getByRole('button', { name: '恢复' }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('通知已撤销。');
  await page.getByRole('dialog').getByRole('button', { name: '恢复' }).click();
  await page.getByText('没有被暂停的数据集').waitFor();
  await page.getByRole('link', { name: '已解除' }).click();
  await page.getByText('通知已撤销。').waitFor();
  expect(await page.getByRole('button', { name: '恢复' }).count()).toBe(0);
  expect((await stranger.page.goto('/d/minjiang/traffic'))?.status()).toBe(200);
  expect(operator.troubles).toEqual([]);
});
