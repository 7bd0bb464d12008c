import { afterAll, beforeAll, expect, test } from 'vitest';
import { identify, identityWorklist } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { freshUscc, organisation, password, person } from '#test/support/people.ts';
import { mailFor, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

let filler: Awaited<ReturnType<typeof person>> | undefined;

const form = (slug: string) => ({
  slug,
  name: { zh: '粤数科技有限公司', en: 'Yueshu Technology' },
  uscc: freshUscc(),
  kind: 'enterprise',
});

test('an organisation is registered, refused, submitted again, approved and suspended', async () => {
  const owner = await person(hub, 'owner');
  const operator = await person(hub, 'operator', { staffRole: 'operator' });
  const approver = await person(hub, 'approver', { staffRole: 'approver' });
  const visitor = new Visitor(hub);
  const body = form('yueshu');
  const made = await owner.post('/api/v1/organisations', body);
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: made.body.id,
    slug: 'yueshu',
    name: body.name,
    kind: 'enterprise',
    status: 'pending',
    about: { zh: '', en: '' },
    createdAt: made.body.createdAt,
    revision: 1,
    role: 'owner',
    private: { uscc: body.uscc, firstVersionReviewed: true, quotaBytes: 50 * 2 ** 30 },
  });
  const path = '/api/v1/organisations/yueshu';
  expect((await visitor.get(path)).status).toBe(404);
  expect((await owner.get(path)).status).toBe(200);
  const waiting = await operator.get('/api/v1/operator/organisations?status=pending');
  expect(waiting.body.items.map((o: { slug: string }) => o.slug)).toEqual(['yueshu']);

  const staff = '/api/v1/operator/organisations/yueshu';
  expect((await owner.post(`${staff}/approve`, { revision: 1 })).status).toBe(404);
  expect((await approver.post(`${staff}/approve`, { revision: 1 })).status).toBe(403);
  const mute = await operator.post(`${staff}/refuse`, { revision: 1 });
  expect([mute.status, mute.body.errors[0].field]).toEqual([400, 'reason']);
  const early = await operator.post(`${staff}/suspend`, { revision: 1, reason: 'x' });
  expect([early.status, early.body.code, early.body.possibleIn]).toEqual([
    409,
    'hub.wrongState',
    ['approved'],
  ]);
  const refused = await operator.post(`${staff}/refuse`, { revision: 1, reason: '名称与代码不符' });
  expect([refused.status, refused.body.private.statusReason]).toEqual([200, '名称与代码不符']);
  const told = await mailFor(hub, (m) => m.to === owner.email && m.subject.includes('refused'));
  expect(told.text).toContain('Reason: 名称与代码不符');

  const fixed = await owner.send('PATCH', path, {
    revision: 2,
    name: { zh: '粤数', en: 'Yueshu' },
  });
  expect([fixed.status, fixed.body.status, fixed.body.private.statusReason]).toEqual([
    200,
    'pending',
    undefined,
  ]);
  const approved = await operator.post(`${staff}/approve`, { revision: 3 });
  expect([approved.status, approved.body.status]).toEqual([200, 'approved']);
  const seen = await visitor.get(path);
  expect([seen.status, seen.body.private, seen.body.role]).toEqual([200, undefined, undefined]);
  const listed = await visitor.get('/api/v1/organisations?kind=enterprise');
  expect(listed.body.items.map((o: { slug: string }) => o.slug)).toEqual(['yueshu']);

  const frozen = await owner.send('PATCH', path, { revision: 4, kind: 'university' });
  expect([frozen.status, frozen.body.code]).toEqual([409, 'identity.identityFixed']);
  const page = { zh: '关于我们', en: 'About us' };
  const about = await owner.send('PATCH', path, {
    revision: 4,
    about: page,
    website: 'https://y.cn',
  });
  expect([about.body.about, about.body.website]).toEqual([page, 'https://y.cn']);
  const corrected = await operator.send('PATCH', staff, {
    revision: 5,
    kind: 'institute',
    firstVersionReviewed: false,
  });
  expect([corrected.body.kind, corrected.body.private.firstVersionReviewed]).toEqual([
    'institute',
    false,
  ]);
  const stale = await operator.post(`${staff}/suspend`, { revision: 5, reason: 'late' });
  expect([stale.status, stale.body.code]).toEqual([409, 'hub.conflict']);
  await operator.post(`${staff}/suspend`, { revision: 6, reason: 'complaint' });
  expect((await visitor.get('/api/v1/organisations')).body.items).toEqual([]);
  expect((await visitor.get(path)).body.status).toBe('suspended');
});

test('waiting organisations are in the worklist of operators, oldest first, but not their own', async () => {
  const operator = await person(hub, 'inbox', { staffRole: 'operator' });
  const owner = await person(hub, 'waiter');
  await organisation(hub, 'wait-1', owner.email, false);
  await organisation(hub, 'wait-own', operator.email, false);
  await organisation(hub, 'wait-2', owner.email, false);
  const items = async (visitor: Visitor) => {
    const actor = await identify(hub.node.hub, new Headers({ cookie: visitor.cookieHeader }));
    return (await identityWorklist(hub.node.hub).itemsFor(actor)).map((item) => item.href);
  };
  expect(await items(operator)).toEqual([
    '/operator/organisations/wait-1',
    '/operator/organisations/wait-2',
  ]);
  expect(await items(owner)).toEqual([]);
});

test('an operator does not decide about an organisation of their own', async () => {
  const both = await person(hub, 'both', { staffRole: 'operator' });
  await organisation(hub, 'own-org', both.email, false);
  const reply = await both.post('/api/v1/operator/organisations/own-org/approve', { revision: 1 });
  expect([reply.status, reply.body.code]).toEqual([403, 'identity.ownOrganisation']);
});

test('a rename keeps a redirect, and nobody else gets the old name', async () => {
  const owner = await person(hub, 'renamer');
  const visitor = new Visitor(hub);
  await organisation(hub, 'old-name', owner.email);
  const rename = (from: string, to: string, revision: number) =>
    owner.send('PATCH', `/api/v1/organisations/${from}`, { revision, slug: to });
  expect((await rename('old-name', 'new-name', 1)).body.slug).toBe('new-name');
  const moved = await visitor.get('/api/v1/organisations/old-name');
  expect([moved.status, moved.headers.get('location'), moved.body]).toEqual([
    301,
    '/api/v1/organisations/new-name',
    { movedTo: 'new-name' },
  ]);
  const other = await person(hub, 'squatter');
  const squat = await other.post('/api/v1/organisations', form('old-name'));
  expect([squat.status, squat.body.code]).toEqual([409, 'identity.slugTaken']);
  const taken = await other.post('/api/v1/organisations', form('new-name'));
  expect([taken.status, taken.body.code]).toEqual([409, 'identity.slugTaken']);
  expect((await rename('new-name', 'third-name', 2)).status).toBe(200);
  expect((await visitor.get('/api/v1/organisations/old-name')).body).toEqual({
    movedTo: 'third-name',
  });
  expect((await rename('third-name', 'old-name', 3)).body.slug).toBe('old-name');
  expect((await visitor.get('/api/v1/organisations/old-name')).status).toBe(200);
});

test('an unverified person registers nothing', async () => {
  const fresh = await person(hub, 'unverified', { verified: false });
  const reply = await fresh.post('/api/v1/organisations', form('unverified-org'));
  expect([reply.status, reply.body.code]).toEqual([403, 'identity.unverified']);
  const nobody = await new Visitor(hub).post('/api/v1/organisations', form('nobody-org'));
  expect([nobody.status, nobody.body.code]).toEqual([401, 'hub.unauthenticated']);
});

test.each([
  ['a reserved name', { slug: 'operator' }, 409, 'identity.slugReserved', 'slug'],
  ['a name of the CKAN form', { slug: 'a--b' }, 409, 'identity.slugReserved', 'slug'],
  ['capitals', { slug: 'Yueshu' }, 400, 'hub.invalid', 'slug'],
  ['one character', { slug: 'y' }, 400, 'hub.invalid', 'slug'],
  ['65 characters', { slug: 'y'.repeat(65) }, 400, 'hub.invalid', 'slug'],
  ['a path', { slug: '../etc' }, 400, 'hub.invalid', 'slug'],
  ['a wrong check character', { uscc: '91350100M000100Y42' }, 400, 'identity.usccInvalid', 'uscc'],
  ['a letter I in the code', { uscc: '91350100I000100Y43' }, 400, 'hub.invalid', 'uscc'],
  ['another kind', { kind: 'club' }, 400, 'hub.invalid', 'kind'],
  ['one language', { name: { zh: '仅中文' } }, 400, 'hub.invalid', 'name/en'],
  ['a script address', { website: 'javascript:alert(1)' }, 400, 'hub.invalid', 'website'],
  ['a status', { status: 'approved' }, 400, 'hub.invalid', 'status'],
])('registration with %s is refused', async (_, change, status, code, field) => {
  filler ??= await person(hub, 'filler');
  const owner = filler;
  const reply = await owner.post('/api/v1/organisations', { ...form('some-org'), ...change });
  expect([reply.status, reply.body.code, reply.body.errors?.[0]?.field]).toEqual([
    status,
    code,
    field,
  ]);
  expect((await owner.get('/api/v1/me')).body.organisations).toEqual([]);
});

test('a code is registered once', async () => {
  const owner = await person(hub, 'first');
  const other = await person(hub, 'second');
  const body = form('first-org');
  await owner.post('/api/v1/organisations', body);
  const twice = await other.post('/api/v1/organisations', { ...body, slug: 'second-org' });
  expect([twice.status, twice.body.code]).toEqual([409, 'identity.usccTaken']);
  expect(JSON.stringify(twice.body)).not.toContain('first-org');
});

test('approved organisations are listed page by page, by short name', async () => {
  const owner = await person(hub, 'many');
  for (const slug of ['list-c', 'list-a', 'list-b']) await organisation(hub, slug, owner.email);
  await organisation(hub, 'list-pending', owner.email, false);
  const slugs: string[] = [];
  let next = '';
  do {
    const page = await new Visitor(hub).get(`/api/v1/organisations?limit=2${next}`);
    slugs.push(...page.body.items.map((o: { slug: string }) => o.slug));
    next = page.body.next ? `&cursor=${page.body.next}` : '';
  } while (next);
  expect(slugs.filter((s) => s.startsWith('list-'))).toEqual(['list-a', 'list-b', 'list-c']);
  expect(slugs).toEqual(slugs.toSorted());
});

test('who changes an organisation: owners all, managers the page, others nothing', async () => {
  const owner = await person(hub, 'o1');
  const stranger = await person(hub, 's1');
  const manager = await person(hub, 'm1');
  const { orgId } = await organisation(hub, 'roles', owner.email);
  const hidden = await organisation(hub, 'hidden', owner.email, false);
  await hub.node.withOwner(async (pool) => {
    await pool.query(
      `insert into identity.member (org_id, user_id, role) select $1, $2, 'manager'
       from set_config('hub.role', 'system', false)`,
      [orgId, manager.userId],
    );
  });
  await manager.signIn(manager.email, password);
  const patch = (who: Visitor, slug: string, body: object) =>
    who.send('PATCH', `/api/v1/organisations/${slug}`, { revision: 1, ...body });
  const about = { about: { zh: '新', en: 'new' } };
  expect((await patch(stranger, 'roles', about)).status).toBe(403);
  expect((await patch(stranger, hidden.slug, about)).status).toBe(404);
  expect((await patch(new Visitor(hub), 'roles', about)).status).toBe(401);
  expect((await patch(manager, 'roles', { slug: 'roles-2' })).status).toBe(403);
  expect((await patch(manager, 'roles', about)).status).toBe(200);
  expect((await stranger.get('/api/v1/organisations/roles/members')).status).toBe(403);
  expect((await stranger.get('/api/v1/organisations/hidden/members')).status).toBe(404);
});
