import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';
import { organisation, person } from '#test/support/people.ts';
import { ok, ops, ReviewStage } from '#test/support/review-stage.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';
import type { Visitor } from '#test/support/visitor.ts';

let stage: ReviewStage;
let browser: Browser;
let surfer: Surfer | undefined;
let board: { id: string };

const expertApi = '/api/v1/review/expert';
const picture = async (name: string): Promise<void> => {
  const folder = process.env['BANYAN_PICTURES'];
  if (folder) await surfer?.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

beforeAll(async () => {
  stage = await ReviewStage.open();
  browser = await openBrowser();
  const owner = await person(stage.hub, 'harbour-owner');
  const other = await organisation(stage.hub, 'harbour', owner.email);
  board = await stage.board({ reviewsPerItem: 1, title: { zh: '年度评审', en: 'The review' } }, [
    ['a', [other.orgId]],
    ['b', [other.orgId]],
  ]);
  ok(
    await stage.operator.post(`${ops}/ties`, {
      ...{ a: { name: '甲公司' }, b: { name: '乙公司' }, nature: 'group', note: '' },
      from: '2020-01-01',
    }),
    201,
  );
  const [first] = stage.experts;
  if (!first) throw new Error('an expert');
  ok(await first.post(`${expertApi}/affiliations`, { name: '误填大学', from: '2024-01-01' }));
  ok(await first.post(`${expertApi}/affiliations`, { name: '海洋大学', from: '2019-09-01' }));
}, 180_000);

pictureFailures(() => [surfer]);

afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await stage?.hub.stop();
});

const as = async (who: Visitor) => {
  await surfer?.close();
  surfer = await surf(browser, stage.hub.url, { as: who });
  return surfer.page;
};
const panelAt = () => `${ops}/boards/${board.id}/panel`;

test('an operator moves the due time, in Beijing time', async () => {
  const page = await as(stage.operator);
  await page.goto('/operator/review');
  await page.getByRole('button', { name: '调整截止时间' }).click();
  await page.getByLabel('新的截止时间').fill('2031-05-01T18:30');
  await picture('review-extend');
  await page.getByRole('dialog').getByRole('button', { name: '调整截止时间' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(ok(await stage.operator.get(`${ops}/boards/${board.id}`)).dueAt).toBe(
    '2031-05-01T10:30:00.000Z',
  );
});

test('a tie of organisations ends on the day told', async () => {
  const page = await as(stage.operator);
  await page.goto('/operator/review/ties');
  await page.getByRole('button', { name: '结束关联' }).click();
  await page.getByLabel('最后一日').fill('2026-06-30');
  await page.getByRole('dialog').getByRole('button', { name: '结束关联' }).click();
  await page.getByText('2020-01-01 – 2026-06-30').waitFor();
  expect(await page.getByRole('button', { name: '结束关联' }).count()).toBe(0);
});

test('an operator changes term and limit, and marks what was entered by mistake', async () => {
  const page = await as(stage.operator);
  await page.goto('/operator/review/experts');
  const card = page.getByRole('listitem').filter({ hasText: 'ocean1' }).first();
  await card.getByRole('button', { name: '修改任期与上限' }).click();
  await card.getByLabel('评审上限').fill('7');
  await card.getByLabel('任期结束').fill('2031-12-31');
  await picture('review-expert-form');
  await card.getByRole('button', { name: '保存' }).click();
  await card.getByText('任期 2020-01-01 至 2031-12-31').waitFor();
  await card.getByRole('button', { name: '任职与关系' }).click();
  await card
    .getByRole('listitem')
    .filter({ hasText: '误填大学' })
    .getByRole('button', { name: '标为误填' })
    .click();
  await page.getByRole('dialog').getByRole('textbox').fill('本人说明填错');
  await page.getByRole('dialog').getByRole('button', { name: '标为误填' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await picture('review-struck');
  const { expertId = '' } = stage.experts[0] ?? {};
  const found = ok(await stage.operator.get(`${ops}/experts/${expertId}`));
  expect([found.loadLimit, found.term.to]).toEqual([7, '2031-12-31']);
  expect(
    found.affiliations.map((one: { name: string; struck: boolean }) => [one.name, one.struck]),
  ).toEqual(
    expect.arrayContaining([
      ['误填大学', true],
      ['海洋大学', false],
    ]),
  );
});

test('a pair to avoid enters the preview and can be taken out', async () => {
  const page = await as(stage.operator);
  await page.goto(`/operator/review/boards/${board.id}/assignment`);
  await page.getByRole('button', { name: '计算分配' }).click();
  await page.getByText('不宜共同评审的专家').click();
  await page.getByLabel('专家甲').selectOption({ index: 1 });
  await page.getByLabel('专家乙').selectOption({ index: 2 });
  await page.getByRole('button', { name: '添加' }).click();
  const asked = page.waitForRequest(/assignment-preview/u);
  await page.getByRole('button', { name: '计算分配' }).click();
  expect(((await asked).postDataJSON() as { avoid: unknown[] }).avoid).toHaveLength(1);
  await page.getByRole('button', { name: /确认并邀请/u }).waitFor();
  await picture('review-avoid');
  await page.getByRole('button', { name: /^移除/u }).click();
  expect(await page.getByRole('button', { name: /^移除/u }).count()).toBe(0);
});

test('an expert finds the reviews in the account menu and changes fields and posts', async () => {
  const [first] = stage.experts;
  if (!first) throw new Error('an expert');
  const page = await as(first);
  await page.goto('/');
  await page.locator('summary[aria-label="我的账户"]').click();
  await page.getByRole('link', { name: '我的评审' }).click();
  await page.waitForURL(/\/review$/u);
  await page.getByRole('button', { name: '修改领域与上限' }).click();
  await page.getByLabel('领域').fill('ocean，marine biology');
  await page.getByLabel('评审上限').fill('4');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '修改领域与上限' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: '海洋大学' }).getByRole('button').click();
  await page.getByLabel('最后一日').fill('2026-08-31');
  await page.getByRole('dialog').getByRole('button', { name: '离任' }).click();
  await page.getByText('2019-09-01 – 2026-08-31').waitFor();
  await picture('review-own-entry');
  const { expert } = ok(await first.get(expertApi));
  expect([expert.fields, expert.loadLimit]).toEqual([['ocean', 'marine biology'], 4]);
  const visitor = await as(stage.operator);
  await visitor.goto('/');
  await visitor.locator('summary[aria-label="我的账户"]').click();
  expect(await visitor.getByRole('link', { name: '我的评审' }).count()).toBe(0);
});

const looks = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const;
const fine = { status: 200, complaints: [], axe: [], overflow: 0 };

async function looked(look: (typeof looks)[number], name: string) {
  const context = await contextFor(browser, stage.hub.url, {
    ...look,
    cookies: stage.operator.cookies,
  });
  const { page, visit } = await openTab(context);
  const at = `${stage.hub.url}/operator/review/boards/${board.id}/panel`;
  const { status, complaints } = await visit(at);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const axe = await findingsIn(page);
  const folder = process.env['BANYAN_PICTURES'];
  if (folder)
    await page.screenshot({ path: `${folder}/${name}-${look.language}.png`, fullPage: true });
  await context.close();
  return { status, complaints, axe, overflow: Math.max(0, overflow) };
}

describe('the panel of a board', () => {
  test.each(looks)('is set up on a page that satisfies axe, $language', async (look) => {
    expect(await looked(look, 'review-panel-new')).toEqual(fine);
  });

  test('is set up with a published hash, drawn once, and shows its quorum', async () => {
    const page = await as(stage.operator);
    await page.goto(`/operator/review/boards/${board.id}/panel`);
    await page.getByLabel('席位').fill('3');
    await page.getByLabel('法定到会人数').fill('4');
    await page.getByLabel('任期开始').fill('2026-01-01');
    await page.getByLabel('任期结束').fill('2030-12-31');
    await page.getByRole('button', { name: '设立评议组' }).click();
    await page.getByText('法定到会人数不能多于席位。').waitFor();
    await page.getByLabel('法定到会人数').fill('2');
    await page.getByRole('button', { name: '设立评议组' }).click();
    await page.getByRole('button', { name: '抽签' }).waitFor();
    const before = ok(await stage.operator.get(panelAt())).panel;
    expect([before.draw, await page.getByText(before.commitment).count()]).toEqual([null, 1]);
    await picture('review-panel-undrawn');
    await page.getByRole('button', { name: '抽签' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '抽签' }).click();
    await page.getByText('现任成员 3 人，会议须有 2 人到会方为有效。').waitFor();
    const { panel, members } = ok(await stage.operator.get(panelAt()));
    expect(await page.getByText(panel.draw.seed).count()).toBe(1);
    expect(members.map((one: { name: string }) => one.name).toSorted()).toEqual([
      'ocean1',
      'ocean2',
      'ocean3',
    ]);
    expect(surfer?.troubles).toEqual([]);
  });

  test.each(looks)('is shown drawn on a page that satisfies axe, $language', async (look) => {
    expect(await looked(look, 'review-panel-drawn')).toEqual(fine);
  });
});
