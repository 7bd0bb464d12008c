import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let owner: Person;
let worker: Person;
let lead: Person;
let rival: Person;
let operator: Person;
let anonymous: Visitor;
let orgId: string;
const at = '/api/v1/annotation/vendors/labels';
const profile = { modalities: ['image', 'text'], languages: ['zh', 'yue'], headcount: 40 };
const pdf = Buffer.from('%PDF-1.7 a certificate').toString('base64');

const asOwner = (statement: string, values: unknown[] = []) =>
  hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      return await client.query(statement, values);
    } finally {
      client.release(true);
    }
  });

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  owner = await person(hub, 'owner');
  worker = await person(hub, 'worker');
  lead = await person(hub, 'lead');
  rival = await person(hub, 'rival');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  anonymous = new Visitor(hub);
  orgId = (await organisation(hub, 'labels', owner.email)).orgId;
  await organisation(hub, 'rival', rival.email);
  await asOwner(
    `update identity.organisation set kind = 'annotation-vendor' where slug in ('labels', 'rival')`,
  );
  for (const { userId } of [worker, lead])
    await asOwner(`insert into identity.member (org_id, user_id, role) values ($1, $2, 'member')`, [
      orgId,
      userId,
    ]);
});
afterAll(() => hub.stop());

describe('the way to approval', () => {
  let revision: number;

  test('a draft exists for its vendor alone, and only its manager writes it', async () => {
    const saved = await owner.send('PUT', at, profile);
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ state: 'draft', role: 'manager', ...profile, revision: 1 });
    expect((await anonymous.get(at)).body.code).toBe('hub.notFound');
    expect((await rival.get(at)).body.code).toBe('hub.notFound');
    expect((await worker.get(at)).body.state).toBe('draft');
    expect((await worker.send('PUT', at, { ...profile, revision: 1 })).body.code).toBe(
      'hub.forbidden',
    );
    expect((await rival.send('PUT', at, profile)).body.code).toBe('hub.notFound');
    expect((await owner.send('PUT', at, profile)).body.code).toBe('hub.conflict');
  });

  test('certificates carry number, days and a scan that outsiders cannot open', async () => {
    const certificate = {
      name: 'ISO 27001',
      number: 'IS-1',
      issuer: 'CQC',
      issuedOn: '2024-01-01',
    };
    const wrong = { ...certificate, expiresOn: '2023-12-31' };
    expect((await owner.post(`${at}/certificates`, wrong)).body.code).toBe('vendor.dates');
    const old = await owner.post(`${at}/certificates`, { ...certificate, expiresOn: '2025-01-01' });
    expect(old.body).toMatchObject({ number: 'IS-1', expired: true });
    const fresh = await owner.post(`${at}/certificates`, certificate);
    expect(fresh.body).toMatchObject({ expired: false });
    const file = `${at}/certificates/${fresh.body.id}/file`;
    const text = { name: 'a.pdf', content: Buffer.from('<script>').toString('base64') };
    expect((await owner.send('PUT', file, text)).body.code).toBe('vendor.fileKind');
    const put = await owner.send('PUT', file, { name: '证书.pdf', content: pdf });
    expect(put.body.file).toBe('证书.pdf');
    const got = await worker.get(file);
    expect(got.body).toBe('%PDF-1.7 a certificate');
    expect(got.headers.get('content-type')).toBe('application/pdf');
    expect(got.headers.get('content-disposition')).toContain("UTF-8''%E8%AF%81%E4%B9%A6.pdf");
    expect((await operator.get(file)).status).toBe(200);
    expect((await rival.get(file)).body.code).toBe('hub.notFound');
    expect((await owner.send('DELETE', `${at}/certificates/${old.body.id}`)).status).toBe(204);
    const after = await owner.get(at);
    expect(after.body.certificates).toHaveLength(1);
    revision = after.body.revision;
  });

  test('the operator refuses with a reason, approves, and sees later changes', async () => {
    const submitted = await owner.post(`${at}/submit`, { revision });
    expect(submitted.body.state).toBe('submitted');
    revision = submitted.body.revision;
    expect((await owner.send('PUT', at, { ...profile, revision })).body.code).toBe(
      'hub.wrongState',
    );
    const queue = await operator.get('/api/v1/operator/vendors');
    expect(queue.body.items.map((v: any) => v.organisation.slug)).toEqual(['labels']);
    const decide = async (command: string, more: object = {}) => {
      const body = { revision, ...more };
      const reply = await operator.post(`/api/v1/operator/vendors/labels/${command}`, body);
      revision = reply.body.revision ?? revision;
      return reply;
    };
    expect((await decide('refuse', { reason: 'no licence' })).body.state).toBe('refused');
    expect((await owner.get(at)).body.reason).toBe('no licence');
    expect((await anonymous.get(at)).status).toBe(404);
    revision = (await owner.post(`${at}/submit`, { revision })).body.revision;
    expect((await decide('approve')).body).toMatchObject({
      state: 'approved',
      changedSince: false,
    });
    const open = await anonymous.get(at);
    expect(open.body).toMatchObject({ state: 'approved', headcount: 40 });
    expect(open.body).not.toHaveProperty('reason');
    expect(open.body.certificates[0]).not.toHaveProperty('file');
    revision = (await owner.send('PUT', at, { ...profile, headcount: 400, revision })).body
      .revision;
    expect((await operator.get(at)).body).toMatchObject({ state: 'approved', changedSince: true });
    expect((await decide('approve')).body.changedSince).toBe(false);
    expect((await decide('suspend', { reason: 'leak' })).body.state).toBe('suspended');
    expect((await owner.post(`${at}/submit`, { revision })).body.code).toBe('hub.wrongState');
    expect((await decide('restore')).body.state).toBe('approved');
  });

  test('the public list shows approved vendors by what they can do', async () => {
    await rival.send('PUT', '/api/v1/annotation/vendors/rival', profile);
    const slugs = async (query: string) =>
      (await anonymous.get(`/api/v1/annotation/vendors${query}`)).body.items.map(
        (v: any) => v.organisation.slug,
      );
    expect(await slugs('')).toEqual(['labels']);
    expect(await slugs('?modality=image&language=yue')).toEqual(['labels']);
    expect(await slugs('?modality=audio')).toEqual([]);
  });
});

describe('the team', () => {
  const member = (who: Person) => `${at}/members/${who.userId}`;

  test('a manager assigns roles and skills, and a role ends with the membership', async () => {
    const before = await worker.get(`${at}/members`);
    expect(before.body.items.map((m: any) => [m.name, m.role, m.assigned])).toEqual([
      ['owner', 'manager', false],
      ['worker', undefined, false],
      ['lead', undefined, false],
    ]);
    expect((await worker.send('PUT', member(worker), { role: 'manager' })).body.code).toBe(
      'hub.forbidden',
    );
    const skills = ['polygon', '粤语'];
    const set = await owner.send('PUT', member(worker), { role: 'annotator', skills });
    expect(set.body.items[1]).toMatchObject({ role: 'annotator', skills, assigned: true });
    // Whoever was made manager assigns too, without being one of the organisation.
    await owner.send('PUT', member(lead), { role: 'manager' });
    expect((await lead.send('PUT', member(worker), { role: 'inspector' })).body.items[1].role).toBe(
      'inspector',
    );
    expect((await lead.send('DELETE', member(worker))).body.items[1]).not.toHaveProperty('role');
    expect((await owner.send('PUT', member(rival), { role: 'annotator' })).body.code).toBe(
      'hub.notFound',
    );
    await lead.send('PUT', member(worker), { role: 'annotator' });
    await asOwner('delete from identity.member where user_id = $1', [worker.userId]);
    const { rows } = await asOwner('select user_id from annotation.vendor_member');
    expect(rows.map((r) => r.user_id)).toEqual([lead.userId]);
  });

  test('SQL in the name of another vendor reads and writes nothing of this one', async () => {
    const rivalId = (await asOwner(`select id from identity.organisation where slug = 'rival'`))
      .rows[0].id;
    const actor = {
      kind: 'user' as const,
      userId: rival.userId,
      email: rival.email,
      name: '',
      staff: [],
      orgs: [{ orgId: rivalId, slug: 'rival', role: 'owner' as const, approved: true }],
      via: 'session' as const,
      scopes: 'all' as const,
    };
    const { store } = hub.node.hub;
    const seen = await store.read(actor, async (db) => ({
      members: await db.selectFrom('annotation.vendor_member').selectAll().execute(),
      files: await db.selectFrom('annotation.vendor_certificate_file').selectAll().execute(),
    }));
    expect(seen).toEqual({ members: [], files: [] });
    const touched = await store.write(actor, (trx) =>
      trx
        .updateTable('annotation.vendor')
        .set({ headcount: 1 })
        .where('org_id', '=', orgId)
        .execute(),
    );
    expect(touched[0]?.numUpdatedRows).toBe(0n);
    await expect(
      store.write(actor, (trx) =>
        trx
          .updateTable('annotation.vendor')
          .set({ state: 'approved' })
          .where('org_id', '=', rivalId)
          .execute(),
      ),
    ).rejects.toThrow(/immutable/);
  });
});
