import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAsHub } from '#src/catalog/index.ts';
import { createToken, createUser } from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import {
  apiRoutes,
  fillPath,
  routeName,
  sampleOf,
  type ApiRoute,
} from '#test/support/api-document.ts';
import {
  actorNames,
  exceptions,
  openToAll,
  staffNames,
  type ActorName,
  type Verdict,
} from '#test/support/matrix-exceptions.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { makeObject, narrowToken, spareMember, type Stage } from '#test/support/matrix-objects.ts';
import { makeVendor } from '#test/support/matrix-vendor.ts';
import { freshUscc, organisation, password, person } from '#test/support/people.ts';
import { provider } from '#test/support/provider.ts';
import { Visitor, type Reply } from '#test/support/visitor.ts';

/**
 * Route × actor × id, from the published document. `own` are objects of one organisation, which are
 * foreign to the stranger; `unknown` exist nowhere. What a route's `x-access` promises is the
 * expectation; a route without it must be listed in `apart` with the reason.
 */
/** Routes that are not decided by session and role, each with its reason. */
const apart: Readonly<Record<string, string>> = {
  'POST /api/v1/uploads': 'tus creation by headers: files-upload.test.ts',
  'GET /api/v1/uploads/{id}': 'tus HEAD by headers: files-upload.test.ts',
  'PATCH /api/v1/uploads/{id}': 'tus bytes by headers: files-upload.test.ts',
  'POST /api/v1/uploads/{id}': 'tus method override: files-upload.test.ts',
  'DELETE /api/v1/uploads/{id}': 'tus termination by headers: files-upload.test.ts',
  'GET /api/v1/invitations/{token}': 'decided by the secret of the link: identity-members.test.ts',
  'GET /api/v1/selection/certificates/{number}': 'public by number: selection-decision.test.ts',
  'POST /api/v1/invitations/{token}/accept':
    'decided by the secret of the link: identity-members.test.ts',
};
/** better-auth's routes concern the caller's own account alone: identity-*.test.ts. */
const isApart = (route: ApiRoute): boolean =>
  routeName(route) in apart || route.path.startsWith('/api/auth/');

/** The staff role a staff route is for. */
function rolesFor(route: ApiRoute): readonly ActorName[] {
  if (route.path.startsWith('/api/v1/operator/')) return ['operator'];
  if (route.path.startsWith('/api/v1/admin/')) return ['admin'];
  if (route.path.startsWith('/api/v1/approver/')) return ['approver'];
  if (route.path === '/api/v1/audit') return ['auditor'];
  throw new Error(`no role is known for ${routeName(route)}`);
}

let hub: TestHub;
let routes: ApiRoute[];
let stage: Stage;
const visitors = new Map<ActorName, Visitor & { userId?: string }>();
beforeAll(async () => {
  hub = await startHub();
  routes = await apiRoutes(hub);
  const owned = await provider(hub, 'matrix');
  const file = { path: 'data.csv', content: async () => Buffer.from('a,b\n1,2\n') };
  await publishAsHub(hub.node.hub, systemActor('test'), {
    org: owned.slug,
    name: 'data',
    visibility: 'organisation',
    card: {
      title: { en: 'Data' },
      description: { en: 'Data of an organisation.' },
      domain: 'other',
      licence: { spdx: 'CC0-1.0' },
    },
    versions: [{ version: '1.0.0', notes: '', files: [file] }],
  });

  await makeVendor(hub, owned.orgId);
  visitors.set('anonymous', new Visitor(hub));
  const stranger = await person(hub, 'stranger');
  visitors.set('stranger', stranger);
  await organisation(hub, 'elsewhere', stranger.email);
  for (const role of ['member', 'manager', 'owner'] as const) {
    const who = await person(hub, `the-${role}`);
    visitors.set(role, who);
    await hub.node.hub.store.write(systemActor('test'), (trx) =>
      trx
        .insertInto('identity.member')
        .values({ org_id: owned.orgId, user_id: who.userId, role })
        .execute(),
    );
  }
  for (const role of staffNames)
    visitors.set(role, await person(hub, `staff-${role}`, { staffRole: role }));
  const spare = await person(hub, 'spare');
  const other = await organisation(hub, 'third', spare.email);
  const { userId } = await createUser(hub.node.hub, {
    email: 'unverified@example.cn',
    name: 'unverified',
    password,
  });
  const unverified = new Visitor(hub);
  unverified.token = await createToken(hub.node.hub, {
    email: 'unverified@example.cn',
    scopes: ['catalog:read', 'catalog:write', 'org:manage', 'account', 'staff'],
    days: 1,
  });
  visitors.set('unverified', Object.assign(unverified, { userId }));
  const narrow = new Visitor(hub);
  narrow.token = await narrowToken(hub, owned.email, 'account');
  visitors.set('narrow token', narrow);
  stage = { hub, org: { orgId: owned.orgId, slug: 'matrix' }, other, spare, callerId: undefined };
}, 120_000);
afterAll(() => hub.stop());

const unknownId = '01890000-0000-7000-8000-00000000dead';
const unknown: Readonly<Record<string, string>> = {
  org: 'matrix-nowhere',
  name: 'data',
  slug: 'matrix-nowhere',
  id: unknownId,
  userId: unknownId,
  semver: '1.0.0',
  path: 'data.csv',
  register: 'matrix-nowhere',
  year: '2099',
  version: '1',
  file: unknownId,
  field: 'text',
  programme: 'M99',
  command: 'open',
};

/** Values for every parameter of the path, of objects made for this very request. */
async function ownValues(route: ApiRoute, callerId: string | undefined) {
  const has = (name: string) => route.path.includes(`{${name}}`);
  return {
    org: 'matrix',
    name: 'data',
    slug: 'matrix',
    semver: '1.0.0',
    path: 'data.csv',
    register: 'annotation-bases',
    year: '2026',
    version: '1',
    file: unknownId,
    field: 'text',
    programme: 'M8',
    command: 'open',
    ...(has('id') ? { id: await makeObject(route.path, { ...stage, callerId }) } : {}),
    ...(has('userId') ? { userId: await spareMember(stage) } : {}),
  };
}

/** Members that decide who may do it, or what it is done to. */
const bodies: Readonly<Record<string, object>> = {
  'POST /api/v1/datasets': { org: 'matrix' },
  'POST /api/v1/annotation/projects': { org: 'matrix' },
  'POST /api/v1/annotation/packages/{id}/claims-by-vendor': { org: 'matrix' },
  'POST /api/v1/annotation/packages/{id}/bids': { org: 'matrix' },
  'POST /api/v1/annotation/vendors/{slug}/certificates': { issuedOn: '2026-01-01' },
  'POST /api/v1/registers/{register}/entries': { organisation: 'matrix' },
  'POST /api/v1/selection/rounds/{id}/applications': { organisation: 'matrix' },
  'POST /api/v1/selection/applications/{id}/joint': { organisation: 'third' },
  'POST /api/v1/operator/selection/rounds/{id}/decisions': { selected: [], reasons: {} },
  'POST /api/v1/operator/selection/rounds/{id}/publication': { applications: undefined },
  'POST /api/v1/organisations': { uscc: freshUscc() },
  'POST /api/v1/datasets/{org}/{name}/draft/files/remove': { paths: ['data.csv'] },
  'POST /api/v1/datasets/{org}/{name}/draft/files/rename': { from: 'data.csv', to: 'b.csv' },
  'PUT /api/v1/organisations/{slug}/members/{userId}': { role: 'member' },
  'POST /api/v1/organisations/{slug}/invitations': { role: 'member' },
};

/** A body the schema allows, of which a revision is never the present one, so that little changes. */
function bodyFor(route: ApiRoute): unknown {
  if (!route.body) return undefined;
  const body = sampleOf(route.body) as Record<string, unknown>;
  if ('revision' in body) body['revision'] = 999_999;
  return { ...body, ...bodies[routeName(route)] };
}

function verdictOf(reply: Reply): Verdict {
  if (reply.status === 401) return 'sign in';
  if (reply.status === 403) return 'forbidden';
  if (reply.status === 404) return 'hidden';
  // The request is well formed: a refusal of its form would hide what this test is about.
  if (reply.status === 400) return 'invalid';
  return 'allowed';
}

async function call(route: ApiRoute, name: ActorName, ids: 'own' | 'unknown'): Promise<Reply> {
  const visitor = visitors.get(name);
  if (!visitor) throw new Error(`no ${name}`);
  // An organisation is public: what must not be told apart is what lies inside it.
  const nowhere = ofVisibleOrganisation(route) ? { ...unknown, slug: 'matrix' } : unknown;
  const values = ids === 'own' ? await ownValues(route, visitor.userId) : nowhere;
  const query = new URLSearchParams(
    route.parameters
      .filter((p) => p.in === 'query' && p.required)
      .map((p) => [p.name, String(sampleOf(p.schema))]),
  );
  const path = fillPath(route.path, values);
  return visitor.send(route.method, query.size > 0 ? `${path}?${query}` : path, bodyFor(route));
}

/** Routes about an organisation's inner affairs; those about the caller or the hub name none. */
const concernsOrganisation = (route: ApiRoute): boolean =>
  route.path.includes('{') || routeName(route) === 'POST /api/v1/datasets';

/** Inner affairs of an organisation that everybody sees: a refusal need not hide it. */
const ofVisibleOrganisation = (route: ApiRoute): boolean =>
  route.path.startsWith('/api/v1/organisations/{slug}');

/** What a route promises to an actor about the organisation's own, private objects. */
function promised(route: ApiRoute, actor: ActorName): readonly Verdict[] {
  // Whoever has not confirmed an address may no more than a stranger, and often less.
  if (actor === 'unverified') return [...promised(route, 'stranger'), 'forbidden'];
  const exception = exceptions[routeName(route)]?.[actor];
  if (exception) return exception;
  const inside = ['member', 'manager', 'owner'].includes(actor);
  const isStaffActor = (staffNames as readonly string[]).includes(actor);
  if (route.access === 'staff') {
    if (actor === 'anonymous') return ['sign in'];
    if (rolesFor(route).includes(actor)) return ['allowed'];
    // Staff of another duty know that the page exists.
    return isStaffActor ? ['hidden', 'forbidden'] : ['hidden'];
  }
  if (route.access === 'public') {
    if (openToAll(route) || !concernsOrganisation(route)) return ['allowed'];
    return inside || isStaffActor ? ['allowed'] : ['hidden'];
  }
  if (actor === 'anonymous') return ['sign in'];
  if (route.access === 'user') {
    const foreign = concernsOrganisation(route) && !openToAll(route);
    if (!foreign || route.path.startsWith('/api/v1/me/')) return ['allowed'];
    return inside || isStaffActor ? ['allowed'] : ['hidden'];
  }
  // Staff see a private dataset, but what its people may do to it stays refused or unseen.
  if (isStaffActor)
    return route.method === 'GET' ? ['allowed', 'forbidden', 'hidden'] : ['forbidden', 'hidden'];
  if (actor === 'stranger')
    return ofVisibleOrganisation(route) || !route.path.includes('{')
      ? ['hidden', 'forbidden']
      : ['hidden'];
  const rank = { member: 0, manager: 1, owner: 2 } as const;
  const needed = rank[route.access as keyof typeof rank];
  return rank[actor as keyof typeof rank] >= needed ? ['allowed'] : ['forbidden'];
}

test('every route of the document has an expectation', () => {
  const missing = routes.filter((r) => !isApart(r) && !r.access).map(routeName);
  expect(missing).toEqual([]);
  const names = new Set(routes.map(routeName));
  expect(Object.keys(apart).filter((name) => !names.has(name))).toEqual([]);
  expect(routes.length).toBeGreaterThan(100);
});

for (const actor of [...actorNames, ...staffNames])
  test(`${actor}: each route answers as its access promises`, async () => {
    const found: string[] = [];
    for (const route of routes.filter((r) => !isApart(r) && r.access)) {
      const reply = await call(route, actor, 'own');
      const wanted = promised(route, actor);
      const verdict = verdictOf(reply);
      if (!wanted.includes(verdict) || reply.status >= 500)
        found.push(
          `${routeName(route)}: ${reply.status} ${reply.body?.code} instead of ${wanted.join(' or ')}`,
        );
    }
    expect(found).toEqual([]);
  }, 120_000);

test('what is foreign and what does not exist get the same answer', async () => {
  const found: string[] = [];
  const bare = ({ status, body }: Reply) => JSON.stringify({ status, ...body, requestId: '' });
  for (const route of routes) {
    if (isApart(route) || !route.access || !route.path.includes('{')) continue;
    if (route.path.startsWith('/api/v1/me/') || openToAll(route)) continue;
    for (const actor of ['anonymous', 'stranger'] as const) {
      const foreign = bare(await call(route, actor, 'own'));
      const nowhere = bare(await call(route, actor, 'unknown'));
      if (foreign !== nowhere) found.push(`${actor} ${routeName(route)}: ${foreign} | ${nowhere}`);
    }
  }
  expect(found).toEqual([]);
}, 120_000);

test('a token without the scope is refused, whatever role its person has', async () => {
  const found: string[] = [];
  for (const route of routes) {
    if (isApart(route) || !route.access || !route.scope || route.scope === 'account') continue;
    if (route.access === 'public') continue;
    const reply = await call(route, 'narrow token', 'own');
    const verdict = verdictOf(reply);
    if (verdict !== 'forbidden' && verdict !== 'hidden')
      found.push(`${routeName(route)}: ${reply.status} ${reply.body?.code}`);
  }
  expect(found).toEqual([]);
}, 60_000);
