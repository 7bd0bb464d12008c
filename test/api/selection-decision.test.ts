import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliberatedRound, type DeliberationWorld } from '#test/support/deliberation-world.ts';
import { asServing } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner, passNotice } from '#test/support/notices.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import { Visitor } from '#test/support/visitor.ts';

type Org = { orgId: string; slug: string };
type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let operator: Person;
let second: Person;
let approver: Person;
let insider: Person;
let owners: Person[];
let experts: Expert[];
let world: DeliberationWorld;
const at = '/api/v1/operator/selection';

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  approver = await person(hub, 'approver', { staffRole: 'approver' });
  insider = await person(hub, 'insider', { staffRole: 'operator' });
  owners = [await person(hub, 'alpha'), await person(hub, 'beta'), await person(hub, 'gamma')];
  const orgs: Org[] = [];
  for (const [n, slug] of ['alpha', 'beta', 'gamma'].entries())
    orgs.push(await organisation(hub, slug, (owners[n] as Person).email));
  await asOwner(hub, (client) =>
    client.query("insert into identity.member (org_id, user_id, role) values ($1, $2, 'member')", [
      orgs[2]?.orgId,
      insider.userId,
    ]),
  );
  experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
  const [alpha, beta, gamma] = orgs as [Org, Org, Org];
  world = await deliberatedRound(hub, 2026, experts, [
    { org: alpha, scores: [90, 80] },
    { org: beta, scores: [70, 60] },
    { org: gamma, scores: [50, 40] },
  ]);
}, 180_000);
afterAll(() => hub.stop());

const table = async (who: Visitor) => (await who.get(`${at}/rounds/${world.id}/deliberation`)).body;
const revisionOf = async (id: string) =>
  (await table(operator)).items.find((i: any) => i.application === id).revision;
const shortlist = async (id: string) =>
  operator.post(`${at}/applications/${id}/shortlist`, {
    revision: await revisionOf(id),
    shortlisted: true,
  });
const propose = (who: Visitor, body: object) =>
  who.post(`${at}/rounds/${world.id}/decisions`, body);

test('the table shows raw beside adjusted scores, and nothing of what one is tied to', async () => {
  const seen = await table(operator);
  expect(seen.items.map((i: any) => [i.application, i.raw, i.rank])).toEqual([
    [world.applications[0], 85, 1],
    [world.applications[1], 65, 2],
    [world.applications[2], 45, 3],
  ]);
  expect(seen).toMatchObject({ connected: true, slotsLeft: 10, places: 10 });
  expect(seen.panel.members).toHaveLength(2);
  const tied = await table(insider);
  expect(tied.items.map((i: any) => i.application)).toEqual(world.applications.slice(0, 2));
  const third = world.applications[2] as string;
  const minutes = { revision: 0, minutes: 'x' };
  const hidden = await insider.send('PUT', `${at}/applications/${third}/minutes`, minutes);
  expect(hidden.body.code).toBe('hub.notFound');
  const nowhere = '01890000-0000-7000-8000-00000000dead';
  const absent = await insider.send('PUT', `${at}/applications/${nowhere}/minutes`, minutes);
  expect({ ...hidden.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
  expect((await insider.get(`${at}/rounds/${world.id}/decisions`)).body.code).toBe(
    'decision.conflicted',
  );
});

test('a proposal needs a quorum, a shortlist, a reason for everybody else and two free people', async () => {
  const [a, b, c] = world.applications as [string, string, string];
  const body = { selected: [a], reasons: { [b]: '覆盖面不足', [c]: '更新机制不明' } };
  expect((await propose(operator, body)).body.code).toBe('decision.noQuorum');
  const sitting = { revision: 0, heldOn: '2026-11-20', minutes: '评议记录' };
  const thin = await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, {
    ...sitting,
    present: [experts[0]?.userId],
  });
  expect(thin.body.sitting.quorum).toBe(false);
  expect((await propose(operator, body)).body.code).toBe('decision.noQuorum');
  await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, {
    ...sitting,
    revision: 1,
    present: experts.map((e) => e.userId),
  });
  expect((await propose(operator, body)).body.code).toBe('decision.notShortlisted');
  expect((await shortlist(a)).status).toBe(200);
  expect((await shortlist(b)).status).toBe(200);
  const silent = await propose(operator, { selected: [a], reasons: { [b]: 'x' } });
  expect(silent.body).toMatchObject({
    code: 'decision.reasonsMissing',
    errors: [{ field: `reasons/${c}` }],
  });
  const written = await operator.send('PUT', `${at}/applications/${c}/minutes`, {
    revision: 0,
    minutes: '讨论了更新机制',
    reason: '更新机制不明',
  });
  expect(written.status).toBe(200);
  expect((await propose(insider, body)).body.code).toBe('decision.conflicted');
  const proposed = await propose(operator, { selected: [a, b] });
  expect(proposed.body).toMatchObject({ number: 1, state: 'proposed', mine: true });
  expect(
    proposed.body.lines.map((l: any) => [l.application, l.outcome, l.place ?? l.reason]),
  ).toEqual([
    [a, 'selected', 1],
    [b, 'selected', 2],
    [c, 'not_selected', '更新机制不明'],
  ]);
});

test('approval opens the notice in the same transaction, or leaves nothing behind', async () => {
  const waiting = await approver.get('/api/v1/approver/decisions');
  const [{ id, revision }] = waiting.body.items;
  expect(
    (await operator.post(`/api/v1/approver/decisions/${id}/approve`, { revision })).status,
  ).toBe(403);
  await furnishCalendar(hub);
  // What fails after the notice was opened takes the notice with it.
  await asOwner(hub, (client) =>
    client.query(
      `create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$;
       create trigger fails before update on selection.decision for each row execute function public.fail()`,
    ),
  );
  const cut = await approver.post(`/api/v1/approver/decisions/${id}/approve`, { revision });
  expect(cut.status).toBe(500);
  const nothing = await asServing(hub, (client) =>
    client.query(
      `select (select count(*) from notice.notice)::int as notices, state from selection.round where id = $1`,
      [world.id],
    ),
  );
  expect(nothing.rows).toEqual([{ notices: 0, state: 'deliberating' }]);
  await asOwner(hub, (client) => client.query('drop trigger fails on selection.decision'));
  const approved = await approver.post(`/api/v1/approver/decisions/${id}/approve`, { revision });
  expect(approved.body).toMatchObject({ state: 'approved', approvedBy: 'approver' });
  const notice = await new Visitor(hub).get(`/api/v1/notices/${approved.body.notice}`);
  expect(notice.body).toMatchObject({ state: 'open', workingDays: expect.any(Number) });
  expect(notice.body.list.map((i: any) => i.subject.id)).toEqual(world.applications.slice(0, 2));
  expect((await table(operator)).items.map((i: any) => i.state)).toEqual([
    'noticed',
    'noticed',
    'not_selected',
  ]);
});

test('the database refuses a proposer who approves, a reviewer who decides, and a silent refusal', async () => {
  await asServing(hub, async (client) => {
    const { rows } = await client.query('select * from selection.decision');
    const [decision] = rows;
    const insert = (proposer: string, approver: string | null) =>
      client.query(
        `insert into selection.decision (id, round_id, year, number, trace, sha256, proposed_by, approved_by,
         notice_id, state, superseded_at) values (gen_random_uuid(), $1, 2026, 9, '[]', repeat('0', 64), $2, $3, 'n',
         'superseded', now())`,
        [world.id, proposer, approver],
      );
    await expect(insert('p', 'p')).rejects.toThrow(/decision_check/);
    await expect(insert(experts[0]?.userId ?? '', null)).rejects.toThrow(/reviewer/);
    await expect(
      client.query("update selection.decision set sha256 = repeat('1', 64) where id = $1", [
        decision.id,
      ]),
    ).rejects.toThrow(/immutable/);
    await expect(
      client.query(
        `insert into selection.decision_item (decision_id, application_id, round_id, outcome)
         values ($1, $2, $3, 'not_selected')`,
        [decision.id, world.applications[2], world.id],
      ),
    ).rejects.toThrow(/immutable|check/);
  });
});

test('an upheld objection supersedes the decision by a proposal without the item', async () => {
  const [a, b, c] = world.applications as [string, string, string];
  const { notice } = (await table(operator)).decision;
  const filed = await (owners[2] as Person).post(`/api/v1/notices/${notice}/objections`, {
    statement: '数据来源有误',
    item: 1,
  });
  const objection = `/api/v1/operator/objections/${filed.body.id}`;
  await operator.post(`${objection}/admit`, { revision: 1 });
  await operator.post(`${objection}/answer`, { revision: 2, answer: '经核实属实' });
  const upheld = await second.post(`${objection}/uphold`, { revision: 3, outcome: '来源不实' });
  expect(upheld.body.state).toBe('upheld');
  const { decision } = await table(operator);
  expect(decision).toMatchObject({ number: 2, state: 'proposed', proposedBy: 'second' });
  expect(decision.lines.map((l: any) => [l.application, l.outcome])).toEqual([
    [a, 'selected'],
    [b, 'not_selected'],
    [c, 'not_selected'],
  ]);
  expect(decision.lines[1].reason).toContain('来源不实');
  const { id, revision } = decision;
  const approved = await approver.post(`/api/v1/approver/decisions/${id}/approve`, { revision });
  expect(approved.body.state).toBe('approved');
  expect((await table(operator)).items.map((i: any) => i.state)).toEqual([
    'noticed',
    'not_selected',
    'not_selected',
  ]);
  const publication = `${at}/rounds/${world.id}/publication`;
  expect((await operator.post(publication, {})).body.code).toBe('decision.notEffective');
  const next = approved.body.notice;
  await passNotice(hub, next);
  const view = await operator.get(`/api/v1/notices/${next}`);
  const closed = await operator.post(`/api/v1/operator/notices/${next}/close`, {
    revision: view.body.revision,
  });
  const done = await operator.post(`/api/v1/operator/notices/${next}/confirm`, {
    revision: closed.body.revision,
  });
  expect(done.body.state).toBe('confirmed');
  const published = await operator.post(publication, {});
  expect(published.body).toMatchObject({
    round: { state: 'published' },
    slots: { used: 1, left: 9 },
    items: [{ application: a, place: 1, entry: { slot: 1 } }],
  });
  const directory = await new Visitor(hub).get('/api/v1/selection/directory?year=2026');
  expect(directory.body.items).toMatchObject([
    { slot: 1, certificate: 'HQD-2026-01', organisations: [{ slug: 'alpha' }] },
  ]);
});

test('the letter tells the applicant scores, rank, reason and how to object, and nobody else', async () => {
  const [a, b] = world.applications as [string, string];
  const letter = (id: string, tail = '') => `/api/v1/selection/applications/${id}/letter${tail}`;
  const mine = await (owners[1] as Person).get(letter(b));
  expect(mine.body).toMatchObject({
    outcome: 'not_selected',
    merit: { rank: 2, raw: 65 },
    rules: [],
    notice: { running: false },
  });
  expect(mine.body.reason).toContain('来源不实');
  expect((await (owners[0] as Person).get(letter(a))).body.outcome).toBe('selected');
  for (const who of [owners[0] as Person, operator, approver, new Visitor(hub)])
    for (const tail of ['', '.pdf'])
      expect([401, 404]).toContain((await who.get(letter(b, tail))).status);
  const pdf = await (owners[1] as Person).get(letter(b, '.pdf?lang=zh'));
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
});

test('the directory comes as CSV, workbook, feed and PDF, and its certificate can be verified', async () => {
  const anonymous = new Visitor(hub);
  const at = '/api/v1/selection/directory';
  const { body } = await anonymous.get(at);
  const [entry] = body.items;
  const csv = await anonymous.get(`${at}.csv?lang=zh`);
  expect(csv.body.split('\r\n')[1]).toContain('2026,1,HQD-2026-01,');
  const feed = await anonymous.get(`${at}.rss?lang=zh`);
  expect(feed.body).toContain('<guid isPermaLink="false">HQD-2026-01</guid>');
  const workbook = await fetch(`${hub.url}${at}.xlsx?lang=zh`);
  const { read, utils } = await import('@e965/xlsx');
  const book = read(new Uint8Array(await workbook.arrayBuffer()));
  const rows = utils.sheet_to_json<string[]>(Object.values(book.Sheets)[0] as never, { header: 1 });
  expect(rows[1]?.slice(0, 4)).toEqual([2026, 1, 'HQD-2026-01', entry.title.zh]);
  for (const path of [`${at}.pdf`, `${at}/entries/${entry.id}/certificate.pdf`])
    expect((await anonymous.get(path)).body.slice(0, 5)).toBe('%PDF-');
  const check = await anonymous.get('/api/v1/selection/certificates/HQD-2026-01');
  expect(check.body).toMatchObject({ valid: true, entry: { id: entry.id } });
  expect((await anonymous.get('/api/v1/selection/certificates/HQD-2026-02')).status).toBe(404);
  expect((await anonymous.get('/api/v1/selection/certificates/HQD-2026-11')).status).toBe(400);
});
