import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let owner: Visitor & { userId: string; email: string };
let rival: Visitor & { userId: string; email: string };
let operator: Visitor & { userId: string; email: string };
let anonymous: Visitor;
const list = '/api/v1/registers/annotation-bases/entries';
const base = {
  name: { zh: '榕城数据标注基地', en: 'Rongcheng annotation base' },
  attributes: { place: '福州', capacity: 500, specialities: ['image', 'audio'] },
};

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  owner = await person(hub, 'owner');
  rival = await person(hub, 'rival');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  anonymous = new Visitor(hub);
  await organisation(hub, 'base', owner.email);
  await organisation(hub, 'rival', rival.email);
});
afterAll(() => hub.stop());

const entry = (id: string) => `/api/v1/register-entries/${id}`;
const act = (id: string, command: string, body: object) =>
  operator.post(`/api/v1/operator/register-entries/${id}/${command}`, body);

describe('an annotation base', () => {
  let id: string;

  test('is proposed by its organisation and unseen by others until it is listed', async () => {
    const bad = await owner.post(list, {
      organisation: 'base',
      ...base,
      attributes: { place: '', capacity: 0, colour: 'red' },
    });
    expect(bad.body.code).toBe('registers.attributes');
    expect(bad.body.errors.map((e: any) => e.field)).toEqual([
      'attributes/place',
      'attributes/capacity',
      'attributes/specialities',
      'attributes',
    ]);
    const proposed = await owner.post(list, { organisation: 'base', ...base });
    expect(proposed.body).toMatchObject({ state: 'proposed', inForce: false, ...base });
    id = proposed.body.id;
    for (const stranger of [anonymous, rival]) {
      expect((await stranger.get(entry(id))).body.code).toBe('hub.notFound');
      expect((await stranger.get(`${entry(id)}/history`)).body.code).toBe('hub.notFound');
      expect((await stranger.get(`${list}?state=proposed`)).body.items).toEqual([]);
    }
    expect((await rival.post(list, { organisation: 'base', ...base })).body.code).toBe(
      'hub.notFound',
    );
    const waiting = await operator.get('/api/v1/operator/register-entries');
    expect(waiting.body.items.map((e: any) => e.id)).toEqual([id]);
  });

  test('is listed, corrected, suspended with a reason, restored and removed; nothing is forgotten', async () => {
    let reply = await act(id, 'list', { revision: 1, validFrom: '2026-01-01' });
    expect(reply.body).toMatchObject({ state: 'listed', inForce: true, validFrom: '2026-01-01' });
    expect((await anonymous.get(list)).body.items).toHaveLength(1);
    expect((await anonymous.get(`${list}?q=榕城`)).body.items).toHaveLength(1);
    expect((await anonymous.get(`${list}?q=%25`)).body.items).toHaveLength(0);
    const bigger = { ...base, attributes: { ...base.attributes, capacity: 800 } };
    reply = await operator.send('PUT', `/api/v1/operator/register-entries/${id}`, {
      ...bigger,
      revision: 2,
      validFrom: '2026-01-01',
    });
    expect(reply.body.attributes.capacity).toBe(800);
    expect((await act(id, 'suspend', { revision: 2, reason: 'x' })).body.code).toBe('hub.conflict');
    reply = await act(id, 'suspend', { revision: 3, reason: '整改' });
    expect(reply.body).toMatchObject({ state: 'suspended', reason: '整改', inForce: false });
    expect((await anonymous.get(list)).body.items).toEqual([]);
    expect((await anonymous.get(entry(id))).body.reason).toBe('整改');
    reply = await act(id, 'restore', { revision: 4 });
    expect(reply.body).toMatchObject({ state: 'listed', validFrom: '2026-01-01' });
    reply = await act(id, 'remove', { revision: 5, reason: 'closed' });
    expect((await act(id, 'restore', { revision: 6 })).body.code).toBe('hub.wrongState');
    const history = await anonymous.get(`${entry(id)}/history`);
    expect(
      history.body.items.map((v: any) => [v.revision, v.state, v.attributes.capacity]),
    ).toEqual([
      [6, 'removed', 800],
      [5, 'listed', 800],
      [4, 'suspended', 800],
      [3, 'listed', 800],
      [2, 'listed', 500],
    ]);
    expect((await owner.get(`${entry(id)}/history`)).body.items).toHaveLength(6);
  });

  test('a refused proposal stays between its organisation and the operators', async () => {
    const { body } = await owner.post(list, { organisation: 'base', ...base });
    await act(body.id, 'remove', { revision: 1, reason: 'no such base' });
    expect((await anonymous.get(entry(body.id))).body.code).toBe('hub.notFound');
    expect((await owner.get(entry(body.id))).body.reason).toBe('no such base');
  });

  test('days decide whether it is on the list, and the list comes as CSV', async () => {
    const add = async (name: string, days: object) => {
      const added = await operator.post(`/api/v1/operator/registers/annotation-bases/entries`, {
        ...base,
        name: { zh: name, en: name },
      });
      return act(added.body.id, 'list', { revision: 1, ...days });
    };
    expect((await add('=1+1', {})).body.inForce).toBe(true);
    expect(
      (await add('over', { validFrom: '2020-01-01', validTo: '2020-12-31' })).body.inForce,
    ).toBe(false);
    expect((await add('later', { validFrom: '2999-01-01' })).body.inForce).toBe(false);
    expect((await add('wrong', { validFrom: '2021-01-01', validTo: '2020-01-01' })).body.code).toBe(
      'registers.days',
    );
    const page = await anonymous.get(`${list}?limit=1`);
    expect(page.body.items.map((e: any) => e.name.zh)).toEqual(['=1+1']);
    const number = page.body.items[0].number;
    const day = page.body.items[0].validFrom;
    const csv = await anonymous.get('/api/v1/registers/annotation-bases/entries.csv?lang=zh');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.body.replace('\uFEFF', '').split('\r\n')).toEqual([
      '编号,名称,机构,有效期起,有效期止,所在地,地址,容纳人数,面积（平方米）,专长,启用日期,网址',
      `${number},'=1+1,,${day},,福州,,500,,图像、语音,,`,
      '',
    ]);
  });
});

describe('another register', () => {
  test('is opened and changed by an operator as data', async () => {
    const body = {
      key: 'experts',
      name: { zh: '专家库', en: 'Experts' },
      fields: [{ name: 'field', kind: 'text', label: { zh: '领域', en: 'Field' } }],
    };
    expect((await owner.post('/api/v1/operator/registers', body)).body.code).toBe('hub.notFound');
    expect((await operator.post('/api/v1/operator/registers', body)).status).toBe(201);
    expect((await operator.post('/api/v1/operator/registers', body)).body.code).toBe(
      'hub.duplicate',
    );
    const twice = { revision: 1, name: body.name, fields: [body.fields[0], body.fields[0]] };
    const at = '/api/v1/operator/registers/experts';
    expect((await operator.send('PUT', at, twice)).body.code).toBe('registers.fields');
    const fields = [{ ...body.fields[0], required: true }];
    expect((await operator.send('PUT', at, { ...twice, fields })).body.revision).toBe(2);
    expect((await anonymous.get('/api/v1/registers')).body.items.map((r: any) => r.key)).toEqual([
      'annotation-bases',
      'experts',
    ]);
  });
});

test('raw SQL as the serving role cannot delete, rewrite or skip a version', async () => {
  const client = new pg.Client({ connectionString: hub.database.appUrl });
  await client.connect();
  try {
    await client.query(`select set_config('hub.role', 'system', false)`);
    for (const statement of [
      'delete from registers.entry',
      'truncate registers.entry cascade',
      'update registers.entry set name_zh = name_zh',
      `update registers.entry set state = 'listed', revision = revision + 1 where state = 'removed'`,
      'update registers.entry_version set reason = null',
      'delete from registers.entry_version',
      `insert into registers.entry_version select id, 99, null, true, 'listed', null, 'x', 'x', '{}', null, null, null, now() from registers.entry`,
    ])
      await expect(client.query(statement)).rejects.toThrow(
        /permission denied|immutable|row-level security/,
      );
  } finally {
    await client.end();
  }
});
