import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { replayRound } from '#src/selection/index.ts';
import { openBrowser } from '#test/support/browser.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { passNotice } from '#test/support/notices.ts';
import { contextFor, openTab, type Tab } from '#test/support/page-visit.ts';
import { person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import { ok } from '#test/support/review-stage.ts';
import {
  applicant,
  closingDay,
  submitted,
  type Applicant,
  type Person,
} from '#test/support/selection.ts';
import {
  confirm,
  fillApplication,
  fillRound,
  givenTo,
  lighterRules,
  look,
  passDeadline,
  reviewByApi,
  reviewByPage,
} from '#test/support/selection-year.ts';
import type { Visitor } from '#test/support/visitor.ts';

/**
 * A whole year on the pages: call, applications, screening, review, deliberation, decision, notice with an
 * objection upheld, the corrected decision with the next in the ranking, publication and certificate.
 */
let hub: TestHub;
let browser: Browser;
let operator: Person;
let second: Person;
let approver: Person;
let citizen: Person;
let experts: Expert[];
let orgs: Applicant[];
const tabs = new Map<Visitor | undefined, Tab>();
const applications: string[] = [];
let round = '';
let notice = '';
const system = systemActor('test');
const at = '/api/v1/operator/selection';
const scoreOf = (application: string) => [90, 80, 70, 60][applications.indexOf(application)] ?? 0;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  browser = await openBrowser();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  approver = await person(hub, 'approver', { staffRole: 'approver' });
  citizen = await person(hub, 'citizen');
  orgs = [];
  for (const slug of ['alpha', 'beta', 'gamma', 'delta']) orgs.push(await applicant(hub, slug));
  experts = [];
  for (const n of [1, 2, 3, 4])
    experts.push(await registered(hub, `expert${n}`, { fields: ['transport'] }));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

/** The tab of a person, or of a visitor; one each through the whole year. */
async function tabOf(who?: Visitor): Promise<Tab> {
  const there = tabs.get(who);
  if (there) return there;
  const english = { language: 'en', theme: 'light', width: 1440 } as const;
  const context = await contextFor(browser, hub.url, {
    ...english,
    ...(who ? { cookies: who.cookies } : {}),
  });
  context.setDefaultTimeout(20_000);
  const tab = await openTab(context);
  tabs.set(who, tab);
  return tab;
}

test('an operator makes a round and opens it', async () => {
  const version = await lighterRules(operator);
  const closesOn = await closingDay(hub);
  const tab = await tabOf(operator);
  const { page } = tab;
  await look(hub, tab, '/operator/selection');
  await fillRound(page, version, closesOn);
  await page.waitForURL(/\/operator\/selection\/rounds\/[0-9a-f-]{36}$/);
  round = page.url().split('/').at(-1) ?? '';
  await confirm(page, 'Open');
  const { body } = await operator.get(`/api/v1/selection/rounds/${round}`);
  expect(body).toMatchObject({ state: 'open', receiving: true, capacity: 2 });
  expect(body.ruleSet.version).toBe(version);
}, 120_000);

test('an applicant finds the call, fills in the form with an attachment, and submits', async () => {
  const [alpha] = orgs as [Applicant];
  const tab = await tabOf(alpha);
  const { page } = tab;
  await look(hub, tab, '/selection');
  await look(hub, tab, `/selection/rounds/${round}`);
  await page.getByRole('button', { name: 'Start the application' }).click();
  await page.waitForURL(/\/selection\/apply\//);
  const application = /apply\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await look(hub, tab, `/selection/apply/${application}`);
  await fillApplication(page);
  await page.getByText(/Your number is SEL-2026-\d{6}/).waitFor();
  const { body } = await alpha.get(`/api/v1/selection/applications/${application}`);
  expect([body.state, body.files.map((f: any) => f.name)]).toEqual(['submitted', ['proof.pdf']]);
  applications.push(application);
  for (const org of orgs.slice(1)) applications.push((await submitted(org, round)).id);
}, 180_000);

test('the deadline passes; an operator screens and starts the review', async () => {
  await passDeadline(hub, round);
  const tab = await tabOf(operator);
  const { page } = tab;
  await look(hub, tab, `/operator/selection/rounds/${round}`);
  await confirm(page, 'Start the screening');
  await look(hub, tab, `/operator/selection/rounds/${round}?of=${applications[0]}`);
  await confirm(page, 'Passes');
  for (const id of applications.slice(1)) {
    const { revision } = (await operator.get(`/api/v1/selection/applications/${id}`)).body;
    ok(await operator.post(`${at}/applications/${id}/screen`, { revision }));
  }
  await look(hub, tab, `/operator/selection/rounds/${round}`);
  await confirm(page, 'Start the review');
  const { body } = await operator.get(`/api/v1/selection/rounds/${round}`);
  expect([body.state, body.counts]).toEqual(['reviewing', { under_review: 4 }]);
}, 120_000);

test('reviewers are assigned after a preview; they declare, read and score', async () => {
  const { board } = ok(await operator.get(`${at}/rounds/${round}/next-step`));
  const tab = await tabOf(operator);
  await look(hub, tab, `/operator/review/boards/${board}/assignment`);
  await tab.page.getByRole('button', { name: 'Work it out' }).click();
  await tab.page.getByRole('button', { name: 'Confirm and invite (8)' }).click();
  await tab.page.getByText('To declare').first().waitFor();
  const [first, ...others] = experts as [Expert, ...Expert[]];
  const desk = await tabOf(first);
  await look(hub, desk, '/review');
  const given = await givenTo(hub, first);
  expect(given).toHaveLength(2);
  for (const { id, application } of given) await reviewByPage(hub, desk, id, scoreOf(application));
  for (const expert of others)
    for (const { id, application } of await givenTo(hub, expert))
      await reviewByApi(expert, id, scoreOf(application));
  await look(hub, tab, `/operator/review/boards/${board}/scores`);
}, 180_000);

test('the panel is drawn and sits; a shortlist and a decision are proposed', async () => {
  const tab = await tabOf(operator);
  const { page } = tab;
  await look(hub, tab, `/operator/selection/rounds/${round}`);
  await confirm(page, 'Start the deliberation');
  await look(hub, tab, `/operator/selection/rounds/${round}/deliberation`);
  await page.getByLabel('Seats').fill('3');
  await page.getByLabel('Quorum').fill('2');
  await page.getByRole('button', { name: 'Set up the panel' }).click();
  await page.getByText('The panel is to be drawn').waitFor();
  await confirm(page, 'Draw the members');
  const present = page.getByRole('group', { name: /Present/ }).getByRole('checkbox');
  await present.first().check();
  await present.nth(1).check();
  await page.getByLabel('Held on').fill(new Date().toISOString().slice(0, 10));
  await page.getByLabel('Minutes of the sitting').fill('Discussed one by one.');
  await page.getByRole('button', { name: 'Record the sitting' }).click();
  await page.getByRole('button', { name: 'Correct the record' }).waitFor();
  // Each that is put on the list leaves one fewer to put.
  for (let n = 0; n < 3; n += 1) await confirm(page, 'Shortlist');
  await look(hub, tab, `/operator/selection/rounds/${round}/deliberation`);
  for (const reason of await page.getByLabel(/^Why SEL-2026-\d{6} is not selected/).all())
    await reason.fill('The places went to those ranked higher.');
  await page.getByRole('button', { name: 'Propose the decision' }).click();
  await page.getByText('Decision no. 1').first().waitFor();
  const { items, decision } = ok(await operator.get(`${at}/rounds/${round}/deliberation`));
  expect(items.map((i: any) => [i.application, i.raw, i.state])).toEqual(
    applications.map((id, n) => [id, scoreOf(id), n < 3 ? 'shortlisted' : 'under_review']),
  );
  expect(decision.lines.map((l: any) => [l.application, l.outcome])).toEqual(
    applications.map((id, n) => [id, n < 2 ? 'selected' : 'not_selected']),
  );
}, 180_000);

/** The approver approves what is proposed; the notice that opens. */
async function approve(): Promise<string> {
  const tab = await tabOf(approver);
  await look(hub, tab, `/operator/selection/rounds/${round}/decision`);
  await confirm(tab.page, 'Approve');
  await tab.page.getByText('Approved, under notice').waitFor();
  const { decision } = ok(await operator.get(`${at}/rounds/${round}/deliberation`));
  expect(decision).toMatchObject({ state: 'approved', approvedBy: 'approver' });
  return decision.notice;
}

test('another person approves; the notice opens, and an identified person objects', async () => {
  notice = await approve();
  const tab = await tabOf(citizen);
  const { page } = tab;
  await look(hub, tab, '/notices');
  await look(hub, tab, `/notices/${notice}`);
  await page.getByLabel('About', { exact: true }).selectOption('1');
  await page.getByLabel('What you object to, and why').fill('The data are not their own.');
  await page.getByRole('button', { name: 'File the objection' }).click();
  await page.getByText('Your objection is filed as no. 1.', { exact: false }).waitFor();
}, 120_000);

test('the objection is admitted and answered by one operator, and upheld by another', async () => {
  const tab = await tabOf(operator);
  await look(hub, tab, '/operator/notices');
  await confirm(tab.page, 'Admit');
  await confirm(tab.page, 'Answer', 'Found to be so.');
  await tab.page.getByText('You answered it; another operator decides.').waitFor();
  const other = await tabOf(second);
  await look(hub, other, '/operator/notices');
  await confirm(other.page, 'Uphold', 'The source is not theirs.');
  const { decision } = ok(await operator.get(`${at}/rounds/${round}/deliberation`));
  expect(decision).toMatchObject({ number: 2, state: 'proposed', proposedBy: 'second' });
  expect(decision.lines.filter((l: any) => l.place).map((l: any) => l.application)).toEqual(
    applications.slice(0, 1),
  );
}, 120_000);

test('the next in the ranking moves up by another proposal, which is approved and noticed anew', async () => {
  const tab = await tabOf(operator);
  const { page } = tab;
  await look(hub, tab, `/operator/selection/rounds/${round}/deliberation`);
  const titles = ok(await operator.get(`${at}/rounds/${round}/deliberation`)).items.map(
    (i: any) => i.title,
  );
  await page.getByRole('checkbox', { name: titles[1] }).uncheck();
  await page.getByRole('checkbox', { name: titles[2] }).check();
  for (const reason of await page.getByLabel(/^Why SEL-2026-\d{6} is not selected/).all())
    if ((await reason.inputValue()) === '') await reason.fill('An objection to it was upheld.');
  await page.getByRole('button', { name: 'Propose the decision' }).click();
  await page.getByText('Decision no. 3').first().waitFor();
  const corrected = await approve();
  expect(corrected).not.toBe(notice);
  const visitor = await tabOf();
  await look(hub, visitor, `/notices/${notice}`);
  await visitor.page.getByText('Upheld').first().waitFor();
  await look(hub, visitor, `/notices/${corrected}`);
  const list = ok(await operator.get(`/api/v1/notices/${corrected}`)).list;
  expect(list.map((i: any) => i.subject.id)).toEqual([applications[0], applications[2]]);
  notice = corrected;
}, 120_000);

test('the notice runs its time and is settled; the selected are published', async () => {
  await passNotice(hub, notice);
  const { revision } = ok(await operator.get(`/api/v1/notices/${notice}`));
  const closed = ok(await operator.post(`/api/v1/operator/notices/${notice}/close`, { revision }));
  ok(
    await operator.post(`/api/v1/operator/notices/${notice}/confirm`, {
      revision: closed.revision,
    }),
  );
  const tab = await tabOf(operator);
  await look(hub, tab, `/operator/selection/rounds/${round}/publication`);
  await confirm(tab.page, 'Publish to the directory');
  await tab.page.getByText('slot 2').waitFor();
  const { body } = await operator.get(`/api/v1/selection/rounds/${round}`);
  expect([body.state, body.counts]).toEqual(['published', { selected: 2, not_selected: 2 }]);
}, 120_000);

test('everybody reads the directory and verifies a certificate; who is left out reads why', async () => {
  const tab = await tabOf();
  const { page } = tab;
  await look(hub, tab, '/directory/2026');
  await page.getByText('HQD-2026-02').first().waitFor();
  const { items } = ok(await operator.get('/api/v1/selection/directory?year=2026'));
  expect(items.map((i: any) => [i.slot, i.organisations[0].slug])).toEqual([
    [1, 'alpha'],
    [2, 'gamma'],
  ]);
  await look(hub, tab, `/directory/entries/${items[0].id}`);
  await look(hub, tab, '/certificates/HQD-2026-01');
  await page.getByText('This certificate is valid').waitFor();
  const beta = orgs[1] as Applicant;
  const desk = await tabOf(beta);
  await look(hub, desk, `/selection/applications/${applications[1]}/letter`);
  await desk.page.getByText('An objection to it was upheld.').first().waitFor();
}, 120_000);

test('the year replays from its record', async () => {
  const found = await hub.node.hub.store.read(system, (db) => replayRound(db as never, round));
  expect(found).toMatchObject({ differing: [], stored: found.digest });
});
