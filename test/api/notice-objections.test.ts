import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  asOwner,
  noticeItems,
  noticeText,
  openedNotice,
  passNotice,
} from '#test/support/notices.ts';
import { Visitor } from '#test/support/visitor.ts';

type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let operator: Person;
let colleague: Person;
let citizen: Person;
let rival: Person;
let anonymous: Visitor;
const at = '/api/v1/operator/notices';
const text = noticeText;
const items = noticeItems;
const pdf = Buffer.from('%PDF-1.7 evidence').toString('base64');

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  colleague = await person(hub, 'colleague', { staffRole: 'operator' });
  citizen = await person(hub, 'citizen');
  rival = await person(hub, 'rival');
  anonymous = new Visitor(hub);
});
afterAll(() => hub.stop());

const settle = (who: Visitor, id: string, command: string, body: object) =>
  who.post(`/api/v1/operator/objections/${id}/${command}`, body);

describe('an objection', () => {
  test('is filed by an identified person with evidence; only the staff learns who', async () => {
    const { id } = await openedNotice(operator);
    const path = `/api/v1/notices/${id}/objections`;
    const body = { statement: '该数据集含他人数据', item: 1, links: ['https://example.cn/proof'] };
    expect((await anonymous.post(path, body)).body.code).toBe('hub.unauthenticated');
    expect((await citizen.post(path, { ...body, item: 2 })).body.code).toBe('notice.item');
    const filed = await citizen.post(path, body);
    expect(filed.body).toMatchObject({ number: 1, state: 'filed', item: items[1] });
    expect(filed.body.filedBy).toBeUndefined();
    const own = `/api/v1/objections/${filed.body.id}`;
    const bad = { name: 'a.pdf', content: Buffer.from('MZ..').toString('base64') };
    expect((await citizen.post(`${own}/evidence`, bad)).body.code).toBe('notice.evidenceKind');
    const file = await citizen.post(`${own}/evidence`, { name: 'a.pdf', content: pdf });
    expect(file.status).toBe(201);
    const bytes = await citizen.get(`${own}/evidence/${file.body.id}`);
    expect(bytes.body).toBe('%PDF-1.7 evidence');
    for (const stranger of [rival, anonymous])
      for (const address of [own, `${own}/evidence/${file.body.id}`])
        expect([401, 404]).toContain((await stranger.get(address)).status);
    expect((await rival.post(`${own}/evidence`, { name: 'b.pdf', content: pdf })).status).toBe(404);
    expect((await citizen.get('/api/v1/me/objections')).body.items).toHaveLength(1);
    expect((await rival.get('/api/v1/me/objections')).body.items).toEqual([]);
    const seen = await operator.get(own);
    expect(seen.body.filedBy).toEqual({ name: 'citizen', email: 'citizen@example.cn' });
    const page = await anonymous.get(`/api/v1/notices/${id}`);
    const [heard] = page.body.heard;
    expect(page.body.heard).toEqual([
      { number: 1, state: 'filed', item: 1, filedAt: heard.filedAt },
    ]);
    expect(JSON.stringify(page.body)).not.toMatch(/citizen|他人数据/);
  });

  test('is admitted, answered and decided by two people; the notice waits for it', async () => {
    const { id } = await openedNotice(operator);
    const filed = await citizen.post(`/api/v1/notices/${id}/objections`, { statement: '理由' });
    const objection = filed.body.id;
    expect(
      (await settle(operator, objection, 'answer', { revision: 1, answer: 'x' })).body.code,
    ).toBe('hub.wrongState');
    await settle(operator, objection, 'admit', { revision: 1 });
    await settle(operator, objection, 'answer', { revision: 2, answer: '已核实' });
    const answered = await anonymous.get(`/api/v1/notices/${id}`);
    expect(answered.body.heard).toMatchObject([{ state: 'answered', answer: '已核实' }]);
    const same = await settle(operator, objection, 'dismiss', { revision: 3, outcome: 'x' });
    expect(same.body.code).toBe('notice.samePerson');
    await passNotice(hub, id);
    const before = await anonymous.get(`/api/v1/notices/${id}`);
    const { revision } = before.body;
    expect((await operator.post(`${at}/${id}/close`, { revision })).body.code).toBe(
      'notice.objectionOpen',
    );
    const client = new pg.Client({ connectionString: hub.database.appUrl });
    await client.connect();
    await client.query("set hub.role = 'system'");
    const sql = "update notice.notice set state = 'closed', closed_at = now() where id = $1";
    await expect(client.query(sql, [id])).rejects.toThrow(/an objection is open/);
    await client.end();
    const late = await rival.post(`/api/v1/notices/${id}/objections`, { statement: '迟到' });
    expect(late.body).toMatchObject({ number: 2, state: 'rejected_late' });
    const decided = await settle(colleague, objection, 'dismiss', {
      revision: 3,
      outcome: '不予采纳',
    });
    expect(decided.body.state).toBe('dismissed');
    expect(
      (await settle(colleague, objection, 'uphold', { revision: 4, outcome: 'x' })).body.code,
    ).toBe('hub.wrongState');
    expect((await operator.post(`${at}/${id}/close`, { revision })).body.state).toBe('closed');
    const page = await anonymous.get(`/api/v1/notices/${id}`);
    expect(page.body.heard).toMatchObject([
      { number: 1, state: 'dismissed', outcome: '不予采纳' },
      { number: 2, state: 'rejected_late' },
    ]);
  });

  test('of an operator is handled by another', async () => {
    const { id } = await openedNotice(operator);
    const filed = await operator.post(`/api/v1/notices/${id}/objections`, { statement: 'mine' });
    const told = await asOwner(hub, (client) =>
      client.query('select user_id from notify.notice where href = $1', [
        `/operator/notices?objection=${filed.body.id}`,
      ]),
    );
    expect(told.rows).toEqual([{ user_id: colleague.userId }]);
    const own = await settle(operator, filed.body.id, 'admit', { revision: 1 });
    expect(own.body.code).toBe('notice.concerned');
    expect((await settle(colleague, filed.body.id, 'admit', { revision: 1 })).status).toBe(200);
  });

  test('waits on the worklist of operators, not of who filed or answered it', async () => {
    const { id } = await openedNotice(operator);
    const filed = await citizen.post(`/api/v1/notices/${id}/objections`, { statement: 'list' });
    const href = `/operator/notices?objection=${filed.body.id}`;
    const kinds = async (who: Visitor) =>
      (await who.get('/api/v1/worklist')).body.items
        .filter((i: any) => i.href === href)
        .map((i: any) => i.title.en);
    expect(await kinds(operator)).toEqual([`Objection to admit: ${text.title.en} (no. 1)`]);
    await settle(operator, filed.body.id, 'admit', { revision: 1 });
    await settle(operator, filed.body.id, 'answer', { revision: 2, answer: 'a' });
    expect(await kinds(operator)).toEqual([]);
    expect(await kinds(colleague)).toEqual([`Objection to decide: ${text.title.en} (no. 1)`]);
  });

  test('by somebody with an unconfirmed address is refused', async () => {
    const { id } = await openedNotice(operator);
    const unsure = await person(hub, 'unsure');
    await asOwner(hub, async (client) => {
      await client.query(`update auth."user" set "emailVerified" = false where id = $1`, [
        unsure.userId,
      ]);
    });
    const reply = await unsure.post(`/api/v1/notices/${id}/objections`, { statement: 'x' });
    expect(reply.body.code).toBe('notice.unverified');
  });

  test('begun before the end and committed after it is waited for', async () => {
    const { id } = await openedNotice(operator);
    await asOwner(hub, async (client) => {
      const { rows } = await client.query(
        `select conname from pg_constraint where conrelid = 'notice.notice'::regclass
         and pg_get_constraintdef(oid) like '%Asia/Shanghai%'`,
      );
      await client.query(`alter table notice.notice drop constraint ${rows[0].conname}`);
      await client.query(
        "update notice.notice set ends_at = now() + interval '300 milliseconds' where id = $1",
        [id],
      );
    });
    const filing = new pg.Client({ connectionString: hub.database.appUrl });
    await filing.connect();
    await filing.query('begin');
    await filing.query("select set_config('hub.actor_id', $1, true)", [citizen.userId]);
    await filing.query(
      `insert into notice.objection (id, notice_id, number, version, state)
       values ('race', $1, 9, 9, 'rejected_late')`,
      [id],
    );
    await new Promise((r) => setTimeout(r, 400));
    const closing = operator.post(`${at}/${id}/close`, { revision: 2 });
    const first = await Promise.race([
      closing.then(() => 'closed'),
      new Promise((r) => setTimeout(() => r('waits'), 300)),
    ]);
    await filing.query('commit');
    const { rows } = await filing.query(
      "select state, number from notice.objection where id = 'race'",
    );
    await filing.end();
    expect([first, (await closing).body.code, rows]).toEqual([
      'waits',
      'notice.objectionOpen',
      [{ state: 'filed', number: 1 }],
    ]);
  });
});
