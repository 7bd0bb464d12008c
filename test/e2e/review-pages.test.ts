import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { contextFor, findingsIn, openTab } from '#test/support/page-visit.ts';
import { organisation, person } from '#test/support/people.ts';
import { listOf, mine, ok, reviewed, ReviewStage, type Given } from '#test/support/review-stage.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let stage: ReviewStage;
let browser: Browser;
let surfer: Surfer | undefined;
let board: { id: string };
let open: { id: string };
let waiting: Given;
let done: Given;

beforeAll(async () => {
  stage = await ReviewStage.open();
  browser = await openBrowser();
  const others = await Promise.all(
    ['harbour', 'coast', 'reef', 'delta'].map(async (slug) => {
      const owner = await person(stage.hub, `${slug}-owner`);
      return organisation(stage.hub, slug, owner.email);
    }),
  );
  const items = others.map((org, n) => [`item${n + 1}`, [org.orgId]] as const);
  board = await stage.board({ reviewsPerItem: 3, places: 2 }, items);
  ok(await stage.assign(board.id));
  const invited = await stage.invited(board.id);
  const [severe] = stage.experts;
  for (const [n, given] of invited.slice(0, -1).entries()) {
    const quality = 8 - Math.floor(n / 3) * 0.8 + (((n * 5) % 7) - 3) / 2;
    await reviewed(given, given.who === severe ? quality - 3 : quality, 8);
  }
  // Not the third expert, who is about to declare a tie to the first item's applicant.
  done = invited.find((given) => given.who !== stage.experts[2]) ?? invited[0];
  ok(await done.who.post(`${mine}/${done.id}/comments`, { text: 'Well documented.' }), 201);
  open = await stage.board(
    { reviewsPerItem: 2 },
    items.slice(0, 2).map(([name, of]) => [`b${name}`, of]),
  );
  const [second] = stage.experts.toReversed();
  if (!second) throw new Error('an expert');
  ok(
    await second.post('/api/v1/review/expert/relations', {
      ...{ kind: 'organisation', nature: 'financial', name: 'Organisation harbour' },
    }),
  );
  waiting = invited.at(-1) as Given;
}, 180_000);

pictureFailures(() => [surfer]);

afterAll(async () => {
  await surfer?.close();
  await browser?.close();
  await stage?.hub.stop();
});

const looks = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const;
const fine = { status: 200, complaints: [], axe: [], overflow: 0 };

async function lookedAt(
  look: (typeof looks)[number],
  who: { cookies: Map<string, string> },
  pages: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const context = await contextFor(browser, stage.hub.url, { ...look, cookies: who.cookies });
  for (const [name, path] of Object.entries(pages)) {
    const { page, visit } = await openTab(context);
    const { status, complaints } = await visit(stage.hub.url + path);
    if (name === 'assignment') {
      await page.getByRole('button', { name: /计算分配|Work it out/u }).click();
      await page.getByRole('button', { name: /确认并邀请|Confirm and invite/u }).waitFor();
    }
    if (name === 'experts')
      await page
        .getByRole('button', { name: /任职与关系|Affiliations and ties/u })
        .last()
        .click();
    // A click far down has scrolled: the header would lie over the first button.
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const axe = await findingsIn(page);
    const folder = process.env['BANYAN_PICTURES'];
    if (folder)
      await page.screenshot({
        path: `${folder}/review-${name}-${look.language}.png`,
        fullPage: true,
      });
    found[name] = { status, complaints, axe, overflow: Math.max(0, overflow) };
    await page.close();
  }
  await context.close();
  return found;
}

describe.each(looks)('in $language, $theme, $width px', (look) => {
  test('the expert’s pages obey the CSP and satisfy axe', async () => {
    const declaring = await lookedAt(look, waiting.who, {
      declare: `/review/${waiting.id}`,
      list: '/review',
    });
    const submitted = await lookedAt(look, done.who, { submitted: `/review/${done.id}` });
    expect({ ...declaring, ...submitted }).toEqual({ declare: fine, list: fine, submitted: fine });
  }, 120_000);

  test('the operator’s pages obey the CSP and satisfy axe', async () => {
    const pages = {
      boards: '/operator/review',
      experts: '/operator/review/experts',
      ties: '/operator/review/ties',
      present: `/operator/review/boards/${board.id}/assignment`,
      assignment: `/operator/review/boards/${open.id}/assignment`,
      scores: `/operator/review/boards/${board.id}/scores`,
    };
    expect(await lookedAt(look, stage.operator, pages)).toEqual({
      ...{ boards: fine, experts: fine, assignment: fine, scores: fine },
      ...{ ties: fine, present: fine },
    });
  }, 120_000);
});

test('an expert declares, scores by keyboard, is saved by itself, and submits', async () => {
  surfer = await surf(browser, stage.hub.url, { as: waiting.who });
  const { page, troubles } = surfer;
  await page.goto('/review');
  await page.getByRole('link', { name: /Dataset j1item4/u }).click();
  await page.getByText('我与申报方及其人员不存在利益关系。').click();
  await page.getByRole('button', { name: '声明并打开' }).click();
  await page.getByRole('heading', { name: /What j1item4 holds/u }).waitFor();
  const use = page.getByRole('group', { name: 'Use' });
  await use.getByRole('radio', { name: '6', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.getByText(/已保存/u).waitFor();
  await page.getByRole('button', { name: '提交评审' }).click();
  await page.getByText('还有 1 项未打分').waitFor();
  const folder = process.env['BANYAN_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/review-form-zh.png`, fullPage: true });
  await page
    .getByRole('group', { name: 'Rights' })
    .getByRole('radio', { name: '9', exact: true })
    .check();
  await page.getByLabel('评审意见').fill('资料完整。');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: '其他专家的评审' }).waitFor();
  const of = ok(await waiting.who.get(`${mine}/${waiting.id}`));
  expect(of.versions).toEqual([
    expect.objectContaining({ scores: { use: 7, rights: 9 }, opinion: '资料完整。', total: 75 }),
  ]);
  expect(await listOf(waiting.who)).toEqual([]);
  expect(troubles).toEqual([]);
});
