import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { selectionJobs } from '#src/selection/index.ts';
import type { TestHub } from './hub.ts';
import type { Tab } from './page-visit.ts';
import { mine, ok } from './review-stage.ts';
import type { Expert } from './review.ts';
import { goodAnswers } from './selection.ts';
import { settledFindings } from './settled-findings.ts';
import type { Visitor } from './visitor.ts';

const system = systemActor('test');
const operatorApi = '/api/v1/operator/selection';

/** Opens a page that answers well, says nothing in the console and that axe finds nothing wrong with. */
export async function look(hub: TestHub, { page, visit }: Tab, path: string): Promise<void> {
  const { status, complaints } = await visit(hub.url + path);
  await page.waitForLoadState('networkidle');
  expect({ path, status, complaints, axe: await settledFindings(page) }).toEqual({
    ...{ path, status: 200, complaints: [], axe: [] },
  });
}

/** Presses a button that asks first, gives the text it wants, and waits until the dialog is gone. */
export async function confirm(page: Page, label: string, text?: string, nth = 0): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).nth(nth).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (text !== undefined) await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Rules of measure 8 for a test: without the scorecard, two reviews an item. */
export async function lighterRules(operator: Visitor): Promise<number> {
  const at = `${operatorApi}/programmes/M8/rule-sets`;
  const [{ form, rules, settings, sourceClause, sourceDocument, sourceStatus }] = ok(
    await operator.get(at),
  ).items;
  const made = ok(
    await operator.post(at, {
      effectiveFrom: '2026-01-01',
      ...{ sourceClause, sourceDocument, sourceStatus, form },
      rules: rules.filter((rule: { key: string }) => rule.key !== 'quality'),
      settings: { ...settings, reviewsPerItem: 2 },
    }),
    201,
  );
  return made.version;
}

/** Lets the deadline of a call pass; the hub's own job closes it. */
export async function passDeadline(hub: TestHub, round: string): Promise<void> {
  await hub.node.hub.store.write(system, (trx) =>
    sql`update selection.round set revision = revision + 1,
      closes_on = (now() at time zone 'Asia/Shanghai')::date - 1 where id = ${round}`.execute(trx),
  );
  const close = selectionJobs(hub.node.hub)['selection.close-rounds'];
  await close?.({}, { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 });
}

/** What waits for an expert: the assignment and the application it is about. */
export async function givenTo(
  hub: TestHub,
  expert: Expert,
): Promise<{ id: string; application: string }[]> {
  return hub.node.hub.store.read(system, (db) =>
    db
      .selectFrom('review.assignment as a')
      .innerJoin('review.item as i', 'i.id', 'a.item_id')
      .select(['a.id', 'i.subject_id as application'])
      .where('a.user_id', '=', expert.userId)
      .where('a.state', '=', 'invited')
      .orderBy('a.id')
      .execute(),
  );
}

export const criteria = {
  value: 'Value in use',
  quality: 'Quality of the data',
  scale: 'Size and coverage',
  openness: 'Openness and compliance',
  upkeep: 'Upkeep',
} as const;

/** Declares, writes and submits a review with the same score everywhere, by the API. */
export async function reviewByApi(expert: Expert, id: string, score: number): Promise<void> {
  const at = `${mine}/${id}`;
  const { revision } = ok(await expert.get(at));
  ok(await expert.post(`${at}/declare`, { revision, tie: 'none' }));
  const scores = Object.fromEntries(Object.keys(criteria).map((key) => [key, score]));
  const body = { revision: 0, scores, opinion: `opinion ${score}`, note: '' };
  const draft = ok(await expert.send('PUT', `${at}/draft`, body));
  ok(await expert.post(`${at}/submit`, { revision: draft.revision }));
}

/** The same on the expert's pages. */
export async function reviewByPage(
  hub: TestHub,
  tab: Tab,
  id: string,
  score: number,
): Promise<void> {
  const { page } = tab;
  await look(hub, tab, `/review/${id}`);
  await page.getByLabel('Nothing ties me to the applicants or their people.').check();
  await page.getByRole('button', { name: 'Declare and open' }).click();
  for (const title of Object.values(criteria))
    await page.getByLabel(title, { exact: true }).fill(String(score));
  await page.getByLabel('Opinion').fill('Well documented, and in use already.');
  await page.getByRole('button', { name: 'Submit the review' }).click();
  await page.getByText('Submitted').first().waitFor();
}

/** Fills in the form of a new round with these rules, two places, and makes the draft. */
export async function fillRound(page: Page, version: number, closesOn: string): Promise<void> {
  const rules = page.getByLabel('Rules', { exact: true });
  await rules.locator(`option:has-text("v${version} ")`).waitFor({ state: 'attached' });
  await rules.selectOption({ index: 0 });
  await page.getByLabel('Title in Chinese').fill('2026 年度数据集评选');
  await page.getByLabel('Title in English').fill('Datasets of the year 2026');
  await page.getByLabel('Year', { exact: true }).fill('2026');
  await page.getByLabel('Places').fill('2');
  await page.getByLabel('First day').fill('2026-01-05');
  await page.getByLabel('Last day').fill(closesOn);
  await page.getByLabel('Guide in Chinese').fill('申报指南');
  await page.getByLabel('Guide in English').fill('Guide');
  await page.getByRole('button', { name: 'Make the draft' }).click();
}

/** Fills in an application step by step as it saves itself, attaches a file, and submits. */
export async function fillApplication(page: Page): Promise<void> {
  await page.getByLabel('Title of the application').fill('Traffic of the city');
  await page.getByLabel('Nominated version').selectOption({ index: 1 });
  await page.getByText('Everything is saved.').waitFor();
  await page.getByRole('link', { name: 'About the dataset' }).click();
  await page.getByLabel('Field', { exact: true }).selectOption('transport');
  await page.getByLabel('Purpose and uses').fill(goodAnswers.purpose);
  await page.getByLabel('How it was collected').fill(goodAnswers.method);
  await page.getByText('Everything is saved.').waitFor();
  await page.getByRole('link', { name: 'The applicant' }).click();
  await page.getByLabel('Contact person').fill(goodAnswers.contactName);
  await page.getByLabel('E-mail').fill(goodAnswers.contactEmail);
  await page.getByLabel('Summary for the reviewers').fill(goodAnswers.summary);
  await page.getByLabel('People involved').fill(goodAnswers.people);
  await page.getByText('Everything is saved.').waitFor();
  // What was typed is there after the page is loaded anew.
  await page.reload();
  expect(await page.getByLabel('People involved').inputValue()).toBe(goodAnswers.people);
  await page.getByRole('link', { name: 'Evidence and declaration' }).click();
  await page.getByLabel('Evidence', { exact: true }).setInputFiles({
    name: 'proof.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\nproof'),
  });
  await page.getByRole('link', { name: 'proof.pdf' }).waitFor();
  await page.getByLabel('We declare that what we state is true').check();
  await page.getByText('Everything is saved.').waitFor();
  await page.getByRole('link', { name: 'Check and submit' }).click();
  await page.getByRole('button', { name: 'Submit the application' }).click();
}
