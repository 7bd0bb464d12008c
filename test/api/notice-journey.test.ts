import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { hubJobs } from '#src/hub-jobs.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { noticeItems, noticeText, openedNotice, passNotice } from '#test/support/notices.ts';
import { Visitor } from '#test/support/visitor.ts';

type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let operator: Person;
let citizen: Person;
let anonymous: Visitor;
const at = '/api/v1/operator/notices';
const text = noticeText;
const items = noticeItems;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  citizen = await person(hub, 'citizen');
  anonymous = new Visitor(hub);
});
afterAll(() => hub.stop());

describe('a public notice', () => {
  test('is a draft for the staff alone, then open to everybody with its hash and its end', async () => {
    const drafted = await operator.post(at, { ...text, items, workingDays: 5 });
    const { id } = drafted.body;
    expect((await anonymous.get(`/api/v1/notices/${id}`)).body.code).toBe('hub.notFound');
    expect((await anonymous.get(`/api/v1/notices/${id}/versions/1`)).body.code).toBe(
      'hub.notFound',
    );
    expect((await citizen.post(`${at}/${id}/open`, { revision: 1 })).body.code).toBe(
      'hub.notFound',
    );
    const open = await operator.post(`${at}/${id}/open`, { revision: 1 });
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const end = await anonymous.get(`/api/v1/calendar/working-day?from=${today}&days=5`);
    expect(open.body).toMatchObject({ state: 'open', lastDay: end.body.day, ended: false });
    const next = new Date(`${end.body.day}T16:00:00Z`).toISOString();
    expect(open.body.endsAt).toBe(next);
    const page = await anonymous.get(`/api/v1/notices/${id}`);
    const list = page.body.list;
    const hash = await sha256Hex(canonicalJson({ ...text, items: list }));
    expect(page.body.sha256).toBe(hash);
    expect(list.map((i: any) => i.title)).toEqual(items);
    const running = await anonymous.get('/api/v1/notices?state=running');
    expect(running.body.items.map((n: any) => n.id)).toContain(id);
  });

  test('keeps every text it had, and may run longer with a reason', async () => {
    const { id, lastDay } = await openedNotice(operator);
    const amended = await operator.post(`${at}/${id}/amend`, {
      revision: 2,
      title: text.title,
      body: { ...text.body, zh: '更正：名单如下。' },
      reason: '更正错字',
    });
    expect(amended.body).toMatchObject({ version: 2, revision: 3 });
    const former = await anonymous.get(`/api/v1/notices/${id}/versions/1`);
    const present = await anonymous.get(`/api/v1/notices/${id}/versions/2`);
    expect([former.body.body.zh, present.body.body.zh, present.body.reason]).toEqual([
      text.body.zh,
      '更正：名单如下。',
      '更正错字',
    ]);
    expect(former.body.sha256).not.toBe(present.body.sha256);
    const stale = await operator.post(`${at}/${id}/extend`, {
      revision: 2,
      workingDays: 2,
      reason: 'x',
    });
    expect(stale.body.code).toBe('hub.conflict');
    const longer = await operator.post(`${at}/${id}/extend`, {
      revision: 3,
      workingDays: 2,
      reason: '补充公示',
    });
    const end = await anonymous.get(`/api/v1/calendar/working-day?from=${lastDay}&days=2`);
    expect(longer.body).toMatchObject({ state: 'extended', lastDay: end.body.day });
    expect(longer.body.extensions).toMatchObject([
      { workingDays: 2, formerDay: lastDay, lastDay: end.body.day, reason: '补充公示' },
    ]);
  });

  test('does not close early, by route, by job or by hand', async () => {
    const { id } = await openedNotice(operator);
    const early = await operator.post(`${at}/${id}/close`, { revision: 2 });
    expect(early.body.code).toBe('notice.notEnded');
    const jobs = hubJobs(hub.node.hub);
    const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
    await jobs['notice.close']?.({ id }, context);
    expect((await anonymous.get(`/api/v1/notices/${id}`)).body.state).toBe('open');
    const client = new pg.Client({ connectionString: hub.database.appUrl });
    await client.connect();
    await client.query("set hub.role = 'system'");
    const sql = "update notice.notice set state = 'closed', closed_at = now() where id = $1";
    await expect(client.query(sql, [id])).rejects.toThrow(/early/);
    await expect(client.query('delete from notice.version')).rejects.toThrow(/permission denied/);
    await expect(client.query("update notice.version set body_zh = 'x'")).rejects.toThrow(
      /permission denied/,
    );
    await client.end();
    await passNotice(hub, id);
    await jobs['notice.close']?.({}, context);
    const closed = await anonymous.get(`/api/v1/notices/${id}`);
    expect(closed.body.state).toBe('closed');
    const again = await operator.post(`${at}/${id}/extend`, {
      revision: closed.body.revision,
      workingDays: 1,
      reason: 'x',
    });
    expect(again.body.code).toBe('hub.wrongState');
    const { revision } = closed.body;
    const done = await operator.post(`${at}/${id}/confirm`, { revision });
    expect(done.body.state).toBe('confirmed');
  });
});
