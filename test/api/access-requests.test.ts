import { afterAll, beforeAll, expect, test } from 'vitest';
import { endExpired } from '#src/catalog/access/end-expired.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { plainDataset, type PlainDataset } from '#test/support/datasets.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { mailFor, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let owner: Awaited<ReturnType<typeof person>>;
let org: { orgId: string; slug: string };
beforeAll(async () => {
  hub = await startHub();
  owner = await person(hub, 'owner');
  org = await organisation(hub, 'provider', owner.email);
});
afterAll(() => hub.stop());

const asSystem = <R>(run: Parameters<typeof hub.node.hub.store.write<R>>[1]) =>
  hub.node.hub.store.write(systemActor('test'), run);

/** What the page says of the download to this visitor: `permit`, or the code of the refusal. */
async function standing(visitor: Visitor, dataset: PlainDataset): Promise<string> {
  const { body } = await visitor.get(dataset.path);
  return body.access.download.reason ?? body.access.download.verdict;
}

/** Moves the end of a grant into the past, as time would. */
const runOut = (id: string) =>
  asSystem((trx) =>
    trx
      .updateTable('catalog.access_request')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute(),
  );

async function ask(visitor: Visitor, dataset: PlainDataset, purpose = 'a study of birds') {
  const terms = await visitor.get(`${dataset.path}/access-terms`);
  const termsDigest = terms.body.digest;
  return visitor.post(`${dataset.path}/access-requests`, { purpose, termsDigest });
}

test('a grant is asked for under the terms shown, approved for a time, and seen by both sides', async () => {
  const gated = await plainDataset(hub, org, 'birds', { visibility: 'gated' });
  const reader = await person(hub, 'reader');
  const terms = await new Visitor(hub).get(`${gated.path}/access-terms`);
  expect(terms.status).toBe(200);
  expect(terms.body.origin).toBe('licence');
  expect(terms.body.text).toContain('CC-BY-4.0');
  expect(terms.body.digest).toBe(await sha256Hex(terms.body.text));

  const asked = await ask(reader, gated);
  expect(asked.status).toBe(201);
  expect(asked.body).toEqual({
    id: asked.body.id,
    datasetId: gated.id,
    dataset: { org: 'provider', name: 'birds' },
    user: { id: reader.userId, name: 'reader' },
    org: null,
    purpose: 'a study of birds',
    termsDigest: terms.body.digest,
    state: 'pending',
    reason: null,
    createdAt: asked.body.createdAt,
    decidedAt: null,
    expiresAt: null,
  });
  expect(await standing(reader, gated)).toBe('catalog.grantPending');
  const waits = (await owner.get('/api/v1/worklist')).body.items;
  expect(waits.map((item: any) => [item.kind, item.href])).toEqual([
    ['access-request', '/account/organisations/provider'],
  ]);
  const told = await mailFor(hub, (m) => m.to === owner.email && m.subject.includes('birds'));
  expect(told.text).toContain('reader asks for access to provider/birds');
  expect(told.text).toContain('a study of birds');

  const expiresAt = '2027-06-30T23:59:59+08:00';
  const approved = await owner.post(`/api/v1/access-requests/${asked.body.id}/approve`, {
    expiresAt,
  });
  expect(approved.status).toBe(200);
  expect(approved.body).toEqual({
    ...asked.body,
    state: 'approved',
    decidedAt: approved.body.decidedAt,
    expiresAt: '2027-06-30T15:59:59.000Z',
  });
  expect(await standing(reader, gated)).toBe('permit');
  expect((await reader.get(gated.path)).body.request).toEqual({
    state: 'approved',
    reason: null,
    expiresAt: '2027-06-30T15:59:59.000Z',
  });
  await mailFor(
    hub,
    (m) => m.to === reader.email && m.subject === 'Banyan: Access granted: provider/birds',
  );
  for (const [visitor, path] of [
    [reader, '/api/v1/me/access-requests'],
    [owner, `${gated.path}/access-requests`],
    [owner, '/api/v1/organisations/provider/access-requests?state=approved'],
  ] as const)
    expect((await visitor.get(path)).body).toEqual({ items: [approved.body] });
});

test('terms that changed are refused, and what was accepted stays readable', async () => {
  const gated = await plainDataset(hub, org, 'terms', { visibility: 'gated' });
  const path = `${gated.path}/access-terms`;
  const before = (await owner.get(path)).body;
  const set = await owner.send('PUT', path, { text: 'Only for schools.', replaces: before.digest });
  expect([set.status, set.body]).toEqual([
    200,
    { text: 'Only for schools.', digest: await sha256Hex('Only for schools.'), origin: 'provider' },
  ]);
  const late = await owner.send('PUT', path, { text: 'Other.', replaces: before.digest });
  expect([late.status, late.body.code]).toEqual([409, 'hub.conflict']);
  const reader = await person(hub, 'terms-reader');
  const stale = { purpose: 'x', termsDigest: before.digest };
  const refused = await reader.post(`${gated.path}/access-requests`, stale);
  expect([refused.status, refused.body.code, refused.body.termsDigest]).toEqual([
    409,
    'access.termsChanged',
    set.body.digest,
  ]);
  expect((await ask(reader, gated)).status).toBe(201);
  const kept = await asSystem((trx) =>
    trx.selectFrom('catalog.access_terms').select(['origin', 'content']).execute(),
  );
  expect(kept).toContainEqual({ origin: 'provider', content: 'Only for schools.' });
  const member = await reader.send('PUT', path, { text: 'Mine.', replaces: set.body.digest });
  expect([member.status, member.body.code]).toEqual([403, 'hub.forbidden']);
});

test('a grant ends by itself by the clock of the database, and can be asked for again', async () => {
  const gated = await plainDataset(hub, org, 'expiring', { visibility: 'gated' });
  const reader = await person(hub, 'expiring-reader');
  const { id } = (await ask(reader, gated)).body;
  const past = await owner.post(`/api/v1/access-requests/${id}/approve`, {
    expiresAt: '2020-01-01T00:00:00Z',
  });
  expect([past.status, past.body.code, past.body.errors[0].field]).toEqual([
    422,
    'access.expiryPast',
    'expiresAt',
  ]);
  const until = { expiresAt: '2027-01-01T00:00:00Z' };
  expect((await owner.post(`/api/v1/access-requests/${id}/approve`, until)).status).toBe(200);
  const again = await ask(reader, gated);
  expect([again.status, again.body.code]).toEqual([409, 'access.alreadyAllowed']);
  await runOut(id);
  expect(await standing(reader, gated)).toBe('catalog.grantExpired');
  expect((await reader.get(gated.path)).body.request.state).toBe('expired');
  const mine = (await reader.get('/api/v1/me/access-requests?state=expired')).body;
  expect(mine.items.map((r: { id: string; state: string }) => [r.id, r.state])).toEqual([
    [id, 'expired'],
  ]);
  const late = await owner.post(`/api/v1/access-requests/${id}/revoke`, { reason: 'late' });
  expect([late.status, late.body.code]).toEqual([409, 'hub.wrongState']);
  const renewed = await ask(reader, gated, 'more');
  expect([renewed.status, renewed.body.state]).toEqual([201, 'pending']);
  expect(await standing(reader, gated)).toBe('catalog.grantPending');
});

test('the job settles approvals that ran out, once, and tells their holders', async () => {
  const gated = await plainDataset(hub, org, 'settled', { visibility: 'gated' });
  const reader = await person(hub, 'settled-reader');
  const { id } = (await ask(reader, gated)).body;
  await owner.post(`/api/v1/access-requests/${id}/approve`, { expiresAt: '2027-01-01T00:00:00Z' });
  await runOut(id);
  const deps = hub.node.hub as never;
  expect([await endExpired(deps), await endExpired(deps)]).toEqual([1, 0]);
  const row = await asSystem((trx) =>
    trx
      .selectFrom('catalog.access_request')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  expect(row).toEqual({ state: 'expired' });
  await mailFor(
    hub,
    (m) => m.to === reader.email && m.subject === 'Banyan: Access ended: provider/settled',
  );
});

test('refusal and revocation carry their reason and hold at once', async () => {
  const gated = await plainDataset(hub, org, 'decided', { visibility: 'gated' });
  const refused = await person(hub, 'refused');
  const first = (await ask(refused, gated)).body.id;
  const bare = await owner.post(`/api/v1/access-requests/${first}/refuse`, {});
  expect([bare.status, bare.body.code, bare.body.errors[0].field]).toEqual([
    400,
    'hub.invalid',
    'reason',
  ]);
  const no = await owner.post(`/api/v1/access-requests/${first}/refuse`, { reason: 'not a study' });
  expect([no.status, no.body.state, no.body.reason]).toEqual([200, 'refused', 'not a study']);
  expect(await standing(refused, gated)).toBe('catalog.grantRefused');
  const letter = await mailFor(hub, (m) => m.to === refused.email && /refused/.test(m.subject));
  expect(letter.text).toContain('Reason: not a study');
  const twice = await owner.post(`/api/v1/access-requests/${first}/approve`, {});
  expect([twice.status, twice.body.code]).toEqual([409, 'hub.wrongState']);

  const second = (await ask(refused, gated)).body.id;
  await owner.post(`/api/v1/access-requests/${second}/approve`, {});
  expect(await standing(refused, gated)).toBe('permit');
  const revoked = await owner.post(`/api/v1/access-requests/${second}/revoke`, {
    reason: 'misuse',
  });
  expect([revoked.status, revoked.body.state]).toEqual([200, 'revoked']);
  expect(await standing(refused, gated)).toBe('catalog.grantRefused');
});

test('who may ask: not twice, not members, not what is open, hidden or unknown', async () => {
  const gated = await plainDataset(hub, org, 'asking', { visibility: 'gated' });
  const open = await plainDataset(hub, org, 'open');
  const inside = await plainDataset(hub, org, 'inside', { visibility: 'organisation' });
  const reader = await person(hub, 'asker');
  const body = { purpose: 'x', termsDigest: '0'.repeat(64) };
  const codeOf = async (visitor: Visitor, path: string, sent: object = body) => {
    const reply = await visitor.post(`${path}/access-requests`, sent);
    return [reply.status, reply.body.code];
  };
  expect(await codeOf(new Visitor(hub), gated.path)).toEqual([401, 'hub.unauthenticated']);
  expect(await codeOf(owner, gated.path)).toEqual([409, 'access.alreadyAllowed']);
  expect(await codeOf(reader, open.path)).toEqual([409, 'access.notGated']);
  expect(await codeOf(reader, inside.path)).toEqual([404, 'hub.notFound']);
  expect(await codeOf(reader, '/api/v1/datasets/provider/nothing')).toEqual([404, 'hub.notFound']);
  expect(await codeOf(reader, gated.path, { ...body, org: 'provider' })).toEqual([
    422,
    'access.notMember',
  ]);
  expect((await ask(reader, gated)).status).toBe(201);
  expect((await ask(reader, gated)).body.code).toBe('access.alreadyAsked');
});

test('two simultaneous requests of one person make one', async () => {
  const gated = await plainDataset(hub, org, 'race', { visibility: 'gated' });
  const reader = await person(hub, 'racer');
  const replies = await Promise.all([1, 2, 3, 4].map(() => ask(reader, gated)));
  expect(replies.map((r) => r.status).toSorted()).toEqual([201, 409, 409, 409]);
});

test('requests of others and of other organisations do not exist for an outsider', async () => {
  const gated = await plainDataset(hub, org, 'private', { visibility: 'gated' });
  const reader = await person(hub, 'private-reader');
  const other = await person(hub, 'other-owner');
  await organisation(hub, 'elsewhere', other.email);
  const { id } = (await ask(reader, gated)).body;
  const unknown = '01890000-0000-7000-8000-000000000000';
  for (const command of ['approve', 'refuse', 'revoke'])
    for (const target of [id, unknown]) {
      const reply = await other.post(`/api/v1/access-requests/${target}/${command}`, {
        reason: 'x',
      });
      expect([reply.status, reply.body.code]).toEqual([404, 'hub.notFound']);
    }
  const own = await reader.post(`/api/v1/access-requests/${id}/approve`, {});
  expect([own.status, own.body.code]).toEqual([403, 'hub.forbidden']);
  const list = await other.get('/api/v1/organisations/provider/access-requests');
  expect([list.status, list.body.code]).toEqual([404, 'hub.notFound']);
  expect((await other.get('/api/v1/me/access-requests')).body).toEqual({ items: [] });
});

test('lists come in pages, newest first', async () => {
  const reader = await person(hub, 'pager');
  const ids: string[] = [];
  for (const name of ['page-a', 'page-b', 'page-c']) {
    const gated = await plainDataset(hub, org, name, { visibility: 'gated' });
    ids.unshift((await ask(reader, gated)).body.id);
  }
  const seen: string[] = [];
  let next: string | undefined = '';
  for (let page = 0; next !== undefined && page < 5; page += 1) {
    const query: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const reply = await reader.get(`/api/v1/me/access-requests?limit=2${query}`);
    seen.push(...reply.body.items.map((r: { id: string }) => r.id));
    next = reply.body.next;
  }
  expect(seen).toEqual(ids);
});
