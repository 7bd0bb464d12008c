import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { outcomeJobs } from '#src/selection/index.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { deliberatedRound, type DeliberationWorld } from '#test/support/deliberation-world.ts';
import { selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner, passNotice } from '#test/support/notices.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import type { Person } from '#test/support/selection.ts';

let hub: TestHub;
let operator: Person;
let second: Person;
let approver: Person;
let citizen: Person;
let winner: Person;
let loser: Person;
let stranger: Person;
let experts: Expert[];
let orgs: { orgId: string; slug: string }[];
let world: DeliberationWorld;
let notice: string;
const at = '/api/v1/operator/selection';

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  approver = await person(hub, 'approver', { staffRole: 'approver' });
  citizen = await person(hub, 'citizen');
  [winner, loser, stranger] = [
    await person(hub, 'winner'),
    await person(hub, 'loser'),
    await person(hub, 'stranger'),
  ];
  orgs = [
    await organisation(hub, 'won', winner.email),
    await organisation(hub, 'lost', loser.email),
  ];
  await organisation(hub, 'elsewhere', stranger.email);
  experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
  world = await deliberatedRound(
    hub,
    2026,
    experts,
    orgs.map((org, n) => ({ org, scores: [90 - 20 * n, 80 - 20 * n] })),
  );
}, 180_000);
afterAll(() => hub.stop());

/** What somebody was told since the last look, oldest first, as kind, English title and address. */
const seen = new Map<string, number>();
async function told(who: Person): Promise<[string, string, string][]> {
  const rows = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('notify.notice')
      .select(['kind', 'title_en', 'text_en', 'href'])
      .where('user_id', '=', who.userId)
      .orderBy('id')
      .execute(),
  );
  const before = seen.get(who.userId) ?? 0;
  seen.set(who.userId, rows.length);
  return rows
    .slice(before)
    .filter((row) => row.kind.startsWith('selection.') || row.kind.startsWith('notice.'))
    .map((row) => [row.kind, row.title_en, row.href]);
}
const kinds = async (who: Person) => (await told(who)).map(([kind]) => kind);

test('an approval tells both organisations of the notice and of their letters, which both can read', async () => {
  const [a, b] = world.applications as [string, string];
  await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, {
    revision: 0,
    heldOn: '2026-11-20',
    minutes: '评议记录',
    present: experts.map((e) => e.userId),
  });
  const { items } = (await operator.get(`${at}/rounds/${world.id}/deliberation`)).body;
  const { revision } = items.find((i: any) => i.application === a);
  await operator.post(`${at}/applications/${a}/shortlist`, { revision, shortlisted: true });
  const reasons = { [b]: '覆盖面不足' };
  const made = await operator.post(`${at}/rounds/${world.id}/decisions`, {
    selected: [a],
    reasons,
  });
  // What is only proposed is nobody's news.
  for (const who of [winner, loser, stranger, citizen]) expect(await told(who)).toEqual([]);
  const { id } = made.body;
  const done = await approver.post(`/api/v1/approver/decisions/${id}/approve`, {
    revision: made.body.revision,
  });
  notice = done.body.notice;
  for (const [who, application] of [
    [winner, a],
    [loser, b],
  ] as const) {
    const letter = `/selection/applications/${application}/letter`;
    const news = await told(who);
    expect(news.map(([kind, , href]) => [kind, href])).toEqual([
      ['notice.opened', `/notices/${notice}`],
      ['selection.letter', letter],
    ]);
    // The message leaves the outcome to the letter.
    expect(JSON.stringify(news)).not.toMatch(/elected/);
    expect((await who.get(`/api/v1${letter}`)).status).toBe(200);
  }
  expect(await told(stranger)).toEqual([]);
});

test('an objection is followed by its author and by the organisation it is about, and not by others', async () => {
  const filed = await citizen.post(`/api/v1/notices/${notice}/objections`, {
    statement: '只有工作人员可见的陈述',
    item: 0,
  });
  // Who must act is told that it is there; who filed it and what it says is in the record alone.
  const news = (await told(second)).filter(([kind]) => kind === 'notice.objection-filed');
  expect(news.map(([, , href]) => href)).toEqual([`/operator/notices?objection=${filed.body.id}`]);
  expect(JSON.stringify(news)).not.toMatch(/陈述|citizen/);
  const objection = `/api/v1/operator/objections/${filed.body.id}`;
  await operator.post(`${objection}/admit`, { revision: 1 });
  await operator.post(`${objection}/answer`, { revision: 2, answer: '来源有合同为证。' });
  await second.post(`${objection}/dismiss`, { revision: 3, outcome: '维持原名单。' });
  const steps = ['admit', 'answer', 'dismiss'].map((step) => `notice.objection-${step}`);
  expect(await kinds(citizen)).toEqual(steps);
  expect(await kinds(winner)).toEqual(steps);
  expect(await kinds(loser)).toEqual([]);
  const page = await winner.get('/api/v1/notifications');
  expect(JSON.stringify(page.body)).not.toMatch(/citizen|陈述/);
  const answered = page.body.items.find((i: any) => i.kind === 'notice.objection-answer');
  expect(answered.text.zh).toBe('来源有合同为证。');
});

test('a settled notice tells each its own outcome; a slot given and revoked is told to its organisation', async () => {
  await passNotice(hub, notice);
  const revisionNow = async () => (await operator.get(`/api/v1/notices/${notice}`)).body.revision;
  const desk = `/api/v1/operator/notices/${notice}`;
  await operator.post(`${desk}/close`, { revision: await revisionNow() });
  await operator.post(`${desk}/confirm`, { revision: await revisionNow() });
  expect((await told(winner)).map(([kind, title]) => [kind, title.split(':')[0]])).toEqual([
    ['selection.effective', 'Selected, and in effect'],
  ]);
  expect((await told(loser)).map(([kind, title]) => [kind, title.split(':')[0]])).toEqual([
    ['selection.effective', 'Not selected, and in effect'],
  ]);
  const published = await operator.post(`${at}/rounds/${world.id}/publication`, {});
  const entry = published.body.items[0].entry.id;
  expect(await told(winner)).toMatchObject([
    ['selection.listed', expect.anything(), `/directory/entries/${entry}`],
  ]);
  const { revision } = (await operator.get(`/api/v1/selection/directory/entries/${entry}`)).body;
  await operator.post(`${at}/directory/entries/${entry}/revoke`, { revision, reason: '许可失效' });
  expect(await kinds(winner)).toEqual(['selection.revoked']);
  for (const who of [loser, stranger, citizen]) expect(await told(who)).toEqual([]);
});

test('an entry expires and is looked at again after the years of its frozen rule set, three and one unless it says', async () => {
  const { items } = (await operator.get(`${at}/programmes/M8/rule-sets`)).body;
  const { rules, form, settings, sourceDocument, sourceClause, sourceStatus } = items[0];
  const body = { rules, form, sourceDocument, sourceClause, sourceStatus };
  const write = (entryYears: object) =>
    operator.post(`${at}/programmes/M8/rule-sets`, {
      ...body,
      effectiveFrom: '2026-01-01',
      settings: { ...settings, entryYears },
    });
  expect((await write({ valid: 1, review: 2 })).body.code).toBe('selection.ruleSetWrong');
  const own = (await write({ valid: 5, review: 2 })).body;
  const yearsOf = async (year: number, ruleSet?: { id: string; sha256: string }) => {
    const round = await selectedRound(hub, year, orgs[0] as never, 1, [], ruleSet);
    const { body: done } = await operator.post(`${at}/rounds/${round.id}/publication`, {});
    const entry = await operator.get(
      `/api/v1/selection/directory/entries/${done.items[0].entry.id}`,
    );
    const now = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    return [entry.body.validTo, entry.body.reviewDue].map((day) => Number(day.slice(0, 4)) - now);
  };
  expect(await yearsOf(2031)).toEqual([3, 1]);
  expect(await yearsOf(2032, own)).toEqual([5, 2]);
});

test('who must act is told once, ahead of the end of an entry and of the yearly look at it, and at its end', async () => {
  const round = await selectedRound(hub, 2033, orgs[0] as never, 1);
  const { body: done } = await operator.post(`${at}/rounds/${round.id}/publication`, {});
  const { id } = done.items[0].entry;
  const run = () =>
    outcomeJobs(hub.node.hub)['selection.expire-entries']?.(
      {},
      { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 },
    );
  const ends = (validTo: number, review: number) =>
    asOwner(hub, (client) =>
      client.query(
        `update selection.directory_entry set revision = revision + 1,
         valid_to = (now() at time zone 'Asia/Shanghai')::date + $2::int,
         review_due = (now() at time zone 'Asia/Shanghai')::date + $3::int where id = $1`,
        [id, validTo, review],
      ),
    );
  const heard = async (who: Person) =>
    (await told(who)).filter(([kind]) => kind.startsWith('selection.entry-')).map(([k]) => k);
  const lines = async (who: Person) =>
    (await who.get('/api/v1/worklist')).body.items
      .filter((i: any) => i.kind === 'directory-expiry')
      .map((i: any) => i.href);
  await ends(31, 31);
  await run();
  for (const who of [winner, operator, stranger]) expect(await heard(who)).toEqual([]);
  expect(await lines(winner)).toEqual([]);
  await ends(30, 29);
  await run();
  await run();
  for (const who of [winner, operator])
    expect(await heard(who)).toEqual(['selection.entry-expiring', 'selection.entry-to-review']);
  for (const who of [winner, operator])
    expect(await lines(who)).toEqual([`/directory/entries/${id}`]);
  await ends(-1, 29);
  await run();
  await run();
  for (const who of [winner, operator])
    expect(await heard(who)).toEqual(['selection.entry-expired']);
  for (const who of [loser, stranger]) {
    expect(await heard(who)).toEqual([]);
    expect(await lines(who)).toEqual([]);
  }
});
