import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { deliberatedRound, type DeliberationWorld } from '#test/support/deliberation-world.ts';
import { selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, looksOf, openTab } from '#test/support/page-visit.ts';
import { asOwner } from '#test/support/notices.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import type { Person } from '#test/support/selection.ts';
import { repainted, settledFindings } from '#test/support/settled-findings.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let hub: TestHub;
let browser: Browser;
let operator: Person;
let approver: Person;
let owner: Person;
let experts: Expert[];
let table: DeliberationWorld;
let waiting: DeliberationWorld;
let noticed: DeliberationWorld;
let notice: string;
let published: { id: string };
let entry: string;
let surfer: Surfer | undefined;
const at = '/api/v1/operator/selection';
const pictures = process.env['BANYAN_PICTURES'];

const names = [
  { zh: '闽江流域水文逐小时观测数据集', en: 'Hourly hydrology of the Min river basin' },
  { zh: '福州城市道路交通流量数据集', en: 'Road traffic of Fuzhou' },
  { zh: '武夷岩茶叶部病害图像数据集', en: 'Leaf diseases of Wuyi tea' },
  { zh: '闽南语语音对话标注数据集', en: 'Annotated dialogues in Hokkien' },
  { zh: '台湾海峡近海气象再分析数据集', en: 'Reanalysis of the weather of the strait' },
  { zh: '晋江鞋服工艺缺陷检测数据集', en: 'Defects in footwear and clothing' },
];
const scores = [
  [92, 88, 90],
  [86, 84, 79],
  [84, 90, 66],
  [75, 78, 74],
  [71, 69, 73],
  [58, 61, 55],
];

async function roundOf(year: number, orgs: { orgId: string; slug: string }[]) {
  return deliberatedRound(
    hub,
    year,
    experts,
    names.map((title, n) => ({
      title,
      org: orgs[n % orgs.length] as { orgId: string; slug: string },
      scores: scores[n] ?? [],
    })),
  );
}

async function sitting(world: DeliberationWorld): Promise<void> {
  await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, {
    revision: 0,
    heldOn: '2026-11-20',
    minutes: '逐项评议六项申报，审阅调整前后得分与名次区间，就入围名单达成一致。',
    present: experts.map((e) => e.userId),
  });
  const { items } = (await operator.get(`${at}/rounds/${world.id}/deliberation`)).body;
  for (const [n, item] of items.entries()) {
    if (n < 4)
      await operator.post(`${at}/applications/${item.application}/shortlist`, {
        revision: item.revision,
        shortlisted: true,
      });
    if (n % 2 === 1 || n >= 4)
      await operator.send('PUT', `${at}/applications/${item.application}/minutes`, {
        revision: 0,
        minutes: '数据覆盖完整，更新机制清楚；专家就应用成效存在不同意见。',
        ...(n >= 4 ? { reason: '应用成效的证据不足，建议补充后下一年度再申报。' } : {}),
      });
  }
}

/** Proposes all shortlisted but the last. */
async function propose(world: DeliberationWorld) {
  const { items } = (await operator.get(`${at}/rounds/${world.id}/deliberation`)).body;
  const made = await operator.post(`${at}/rounds/${world.id}/decisions`, {
    selected: items.slice(0, 3).map((i: any) => i.application),
    reasons: { [items[3].application]: '与已入选项目同属一类，得分较低。' },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  approver = await person(hub, 'approver', { staffRole: 'approver' });
  owner = await person(hub, 'alpha');
  const orgs = [await organisation(hub, 'alpha', owner.email)];
  for (const slug of ['beta', 'gamma'])
    orgs.push(await organisation(hub, slug, (await person(hub, slug)).email));
  experts = [];
  for (const [n, name] of ['林一', '陈二', '郑三', '黄四'].entries()) {
    const expert = await registered(hub, `expert-${n}`);
    experts.push(expert);
    await asOwner(hub, (client) =>
      client.query('update identity.person set name = $1 where user_id = $2', [
        name,
        expert.userId,
      ]),
    );
  }
  table = await roundOf(2026, orgs);
  waiting = await roundOf(2027, orgs);
  noticed = await roundOf(2028, orgs);
  for (const world of [table, waiting, noticed]) await sitting(world);
  await propose(waiting);
  const { id, revision } = await propose(noticed);
  const approved = await approver.post(`/api/v1/approver/decisions/${id}/approve`, { revision });
  notice = approved.body.notice;
  published = await selectedRound(hub, 2025, orgs[0] as never, 6, names);
  const done = await operator.post(`${at}/rounds/${published.id}/publication`, {});
  entry = done.body.items[0].entry.id;
}, 240_000);
pictureFailures(() => [surfer]);
afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await hub?.stop();
});

const rounds = '/operator/selection/rounds';
type Case = readonly [string, () => Person | undefined, () => string];
const pages: readonly Case[] = [
  ['deliberation', () => operator, () => `${rounds}/${table.id}/deliberation`],
  ['decision-operator', () => operator, () => `${rounds}/${waiting.id}/decision`],
  ['decision-approver', () => approver, () => `${rounds}/${waiting.id}/decision`],
  ['round-noticing', () => operator, () => `${rounds}/${noticed.id}`],
  ['round-deliberating', () => operator, () => `${rounds}/${table.id}`],
  ['notice-desk', () => operator, () => `/operator/notices/${notice}`],
  ['notices-kept', () => operator, () => '/operator/notices/list'],
  ['notice-new', () => operator, () => '/operator/notices/new'],
  ['letter', () => owner, () => `/selection/applications/${noticed.applications[3] ?? ''}/letter`],
  ['application', () => owner, () => `/selection/applications/${noticed.applications[3] ?? ''}`],
  ['publication', () => operator, () => `${rounds}/${published.id}/publication`],
  ['directory', () => undefined, () => '/directory/2025'],
  ['entry', () => operator, () => `/directory/entries/${entry}`],
  ['certificate', () => undefined, () => '/certificates/HQD-2025-01'],
];
const looks = looksOf('zh');
const fine = { status: 200, complaints: [], axe: [], overflow: 0 };

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test.each(pages)(
    '%s obeys the CSP, satisfies axe and does not scroll sideways',
    async (name, who, path) => {
      const cookies = who()?.cookies;
      const context = await contextFor(browser, hub.url, { ...look, ...(cookies && { cookies }) });
      const { page, visit } = await openTab(context);
      const { status, complaints } = await visit(hub.url + path());
      await page.waitForLoadState('networkidle');
      await page.evaluate(repainted);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const axe = await settledFindings(page);
      if (pictures)
        await page.screenshot({ path: `${pictures}/${name}-${look.width}.png`, fullPage: true });
      await context.close();
      expect({ status, complaints, axe, overflow: Math.max(0, wide) }).toEqual(fine);
    },
    120_000,
  );
});

test('an address that names nothing is 404, whatever is wrong with it', async () => {
  const statuses: Record<string, number> = {};
  for (const path of ['/notices/none', '/directory/x', '/certificates/none', '/selection/rounds/x'])
    statuses[path] = (await fetch(hub.url + path)).status;
  expect(statuses).toEqual({
    '/notices/none': 404,
    '/directory/x': 404,
    '/certificates/none': 404,
    '/selection/rounds/x': 404,
  });
});

test('an operator is shown which reasons are missing, proposes, and an approver sends it back and approves', async () => {
  surfer = await surf(browser, hub.url, { as: operator });
  const { page, troubles } = surfer;
  await page.goto(`${rounds}/${table.id}/deliberation`);
  const form = page.getByRole('region', { name: '提出决定' });
  await form.getByRole('checkbox').nth(3).uncheck();
  await form.getByRole('button', { name: '提出决定' }).click();
  await page.getByText('每项未入选申报均须写明理由', { exact: false }).waitFor();
  const missing = form.getByRole('textbox').filter({ visible: true }).first();
  expect(await missing.getAttribute('aria-invalid')).toBe('true');
  await missing.fill('名额有限。');
  await form.getByRole('button', { name: '提出决定' }).click();
  await page.getByRole('link', { name: '查看决定' }).click();
  await page.getByText('待批准').waitFor();
  await page.getByText('修改公示文本').click();
  await page.getByLabel('公示期（工作日）').fill('6');
  await page.getByRole('button', { name: '保存公示文本' }).click();
  await page.getByText('为期 6 个工作日', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: '批准' }).count()).toBe(0);
  await surfer.close();
  surfer = await surf(browser, hub.url, { as: approver });
  const second = surfer.page;
  await second.goto('/worklist');
  await second.getByRole('link', { name: /决定待批准：2026/u }).click();
  await second.getByRole('button', { name: '退回' }).click();
  await second.getByRole('dialog').getByLabel('原因').fill('请补充纪要');
  await second.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await second.locator('summary', { hasText: '请补充纪要' }).waitFor();
  await second.goto(`${rounds}/${waiting.id}/decision`);
  await second.getByRole('button', { name: '批准' }).click();
  await second.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  await second.getByText('已批准，公示中').waitFor();
  const state = await operator.get(`/api/v1/selection/rounds/${waiting.id}`);
  // The refused proposal is the only complaint.
  expect([state.body.state, surfer.troubles]).toEqual(['noticing', []]);
  expect(troubles.filter((one) => !/422 .*\/decisions/u.test(one))).toEqual([]);
}, 120_000);
