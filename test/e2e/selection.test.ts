import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { contextFor, looksOf, openTab } from '#test/support/page-visit.ts';
import { person } from '#test/support/people.ts';
import { repainted, settledFindings } from '#test/support/settled-findings.ts';
import {
  applicant,
  filledDraft,
  moveRoundTo,
  openRound,
  submitted,
  type Applicant,
  type Person,
} from '#test/support/selection.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let browser: Browser;
let operator: Person;
let alpha: Applicant;
let round: string;
let sent: { readonly id: string };
let draft: { readonly id: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  alpha = await applicant(hub, 'alpha', { licence: { name: 'Own terms', text: 'As agreed.' } });
  const beta = await applicant(hub, 'beta');
  round = (await openRound(hub, operator)).id;
  sent = await submitted(beta, round);
  draft = await filledDraft(alpha, round);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const pictures = process.env['BANYAN_PICTURES'];
const cookiesOf = (who: Visitor) =>
  [...who.cookies].map(([name, value]) => ({ name, value, url: hub.url }));

async function tabOf(
  who: Visitor | undefined,
  look: { language: 'zh' | 'en'; width: number; theme: 'light' | 'dark' },
) {
  const context: BrowserContext = await contextFor(browser, hub.url, look);
  if (who) await context.addCookies(cookiesOf(who));
  return { context, ...(await openTab(context)) };
}

/** Status, complaints of the browser, axe findings and sideways scroll of a page. */
async function judged(who: Visitor | undefined, path: string, name: string) {
  const found: unknown[] = [];
  for (const look of looksOf('zh')) {
    const { context, page, visit } = await tabOf(who, look);
    const { status, complaints } = await visit(hub.url + path);
    await page.waitForLoadState('networkidle');
    await page.evaluate(repainted);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const findings = await settledFindings(page);
    if (status !== 200 || complaints.length > 0 || wide > 0 || findings.length > 0)
      found.push({ look, status, complaints, wide, findings });
    if (pictures)
      await page.screenshot({ path: `${pictures}/${name}-${look.width}.png`, fullPage: true });
    await context.close();
  }
  return found;
}

type Case = readonly [string, (() => Person) | undefined, () => string];
const pages: readonly Case[] = [
  ['calls', undefined, () => '/selection'],
  ['round', undefined, () => `/selection/rounds/${round}`],
  ['applications', () => alpha, () => '/selection/applications'],
  ['application', () => alpha, () => `/selection/applications/${draft.id}`],
  ['apply-nomination', () => alpha, () => `/selection/apply/${draft.id}`],
  ['apply-form', () => alpha, () => `/selection/apply/${draft.id}?step=dataset-facts`],
  ['apply-evidence', () => alpha, () => `/selection/apply/${draft.id}?step=evidence`],
  ['apply-check', () => alpha, () => `/selection/apply/${draft.id}?step=check`],
  ['operator-rounds', () => operator, () => '/operator/selection'],
  ['operator-round', () => operator, () => `/operator/selection/rounds/${round}?of=${sent.id}`],
];

test.each(pages)(
  '%s looks right in both languages, themes and widths',
  async (name, who, path) => {
    expect(await judged(who?.(), path(), name)).toEqual([]);
  },
  120_000,
);

test('an applicant fills in the form, is told of another tab, and submits', async () => {
  const look = { language: 'en', width: 1440, theme: 'light' } as const;
  const { context, page, visit } = await tabOf(alpha, look);
  await visit(`${hub.url}/selection/apply/${draft.id}`);
  await page.getByLabel('Title of the application').fill('From this tab');
  await page.getByText('Everything is saved.').waitFor();
  const at = `/api/v1/selection/applications/${draft.id}`;
  const { revision } = (await alpha.get(at)).body;
  await alpha.send('PUT', at, { revision, answers: { coOperation: 'from the other tab' } });
  await page.getByLabel('Title of the application').fill('From this tab again');
  await page.getByRole('button', { name: 'Keep my changes too' }).click();
  await page.getByText('Everything is saved.').waitFor();
  const merged = (await alpha.get(at)).body;
  expect([merged.title, merged.answers.coOperation]).toEqual([
    'From this tab again',
    'from the other tab',
  ]);
  await page.getByRole('link', { name: 'Evidence and declaration' }).click();
  await page.getByLabel('Evidence', { exact: true }).setInputFiles({
    name: 'proof.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\nproof'),
  });
  await page.getByRole('link', { name: 'proof.pdf' }).waitFor();
  await page.getByRole('link', { name: 'Check and submit' }).click();
  await page.getByText('One more file with a licence', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await page.getByText(/Your number is SEL-2026-\d{6}/).waitFor();
  const view = (await alpha.get(at)).body;
  expect([view.state, view.files.map((f: any) => f.mediaType)]).toEqual([
    'submitted',
    ['application/pdf'],
  ]);
  await context.close();
}, 120_000);

test('an officer screens an application out, with the reason', async () => {
  await moveRoundTo(operator, round, 'close', 'early');
  await moveRoundTo(operator, round, 'screen');
  const look = { language: 'en', width: 1440, theme: 'light' } as const;
  const { context, page, visit } = await tabOf(operator, look);
  await visit(`${hub.url}/operator/selection/rounds/${round}?of=${draft.id}`);
  await page.getByRole('button', { name: 'Does not pass' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('No licence');
  await page.getByRole('dialog').getByRole('button', { name: 'Does not pass' }).click();
  await page.getByText('not eligible').first().waitFor();
  const { body } = await alpha.get(`/api/v1/selection/applications/${draft.id}`);
  expect([body.state, body.reason]).toEqual(['ineligible', 'No licence']);
  await context.close();
}, 120_000);
