import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import {
  activeProject,
  api,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  await hub.node.withOwner((pool) =>
    pool.query(`update identity.organisation set kind = 'annotation-vendor' where slug = 'red'`),
  );
});
afterAll(() => hub.stop());

const claim = (id: string, share?: number, who = red.owner) =>
  who.post(`${api}/packages/${id}/claims-by-vendor`, {
    org: 'red',
    ...(share === undefined ? {} : { share }),
  });
const change = (set: Record<string, unknown>) =>
  hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx.updateTable('annotation.vendor').set(set).where('org_id', '=', red.org.orgId).execute(),
  );
const codeOf = (reply: { status: number; body: any }) => [reply.status, reply.body.code];
const assign = (userId: string, role: string, skills: string[]) =>
  red.owner.send('PUT', `${api}/vendors/red/members/${userId}`, { role, skills });

test('only an approved vendor is invited, claims, bids and is awarded work', async () => {
  const project = await activeProject(demand, 4);
  const tasks = async (n: number) => {
    const page = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks?limit=4`));
    return { ids: [page.items[n].id] };
  };
  const open = await openPackage(demand, project.id, { mode: 'open_claim', tasks: await tasks(0) });
  const sealed = await openPackage(demand, project.id, {
    mode: 'sealed_bids',
    bidDeadline: new Date(Date.now() + 3_600_000).toISOString(),
    tasks: await tasks(1),
  });
  const split = await openPackage(demand, project.id, { mode: 'split', tasks: await tasks(2) });
  const invitation = await openPackage(demand, project.id, {
    mode: 'invitation',
    tasks: await tasks(3),
  });
  const award = () =>
    demand.owner.post(`${api}/packages/${split.id}/award`, {
      revision: split.revision,
      awards: [{ org: 'red', share: 1 }],
    });
  const bid = () =>
    red.owner.post(`${api}/packages/${sealed.id}/bids`, { org: 'red', priceFen: '1', share: 1 });
  const invite = () =>
    demand.owner.post(`${api}/packages/${invitation.id}/invite`, { org: 'red', share: 1 });
  ok(await invite());
  await change({ state: 'suspended', state_reason: 'leak' });
  expect(codeOf(await claim(open.id))).toEqual([409, 'annotation.vendorNotApproved']);
  expect(codeOf(await claim(invitation.id))).toEqual([409, 'annotation.vendorNotApproved']);
  expect(codeOf(await bid())).toEqual([409, 'annotation.vendorNotApproved']);
  expect(codeOf(await award())).toEqual([422, 'annotation.noVendor']);
  expect(codeOf(await invite())).toEqual([422, 'annotation.noVendor']);
  const mayClaim = async () => ok(await red.owner.get(`${api}/packages/${open.id}`)).may.claim;
  expect(await mayClaim()).toBe(false);
  await change({ state: 'approved', state_reason: null });
  expect(await mayClaim()).toBe(true);
  ok(await bid());
  ok(await claim(open.id));
  ok(await claim(invitation.id));
  ok(await award());
});

test('a vendor must list what the package asks for, and has room by its headcount', async () => {
  const project = await activeProject(demand, 30);
  const asked = { requiredModalities: ['text', 'video'], requiredLanguages: ['zh', 'yue'] };
  const narrow = await openPackage(demand, project.id, {
    mode: 'open_claim',
    tasks: { ids: [(await firstTask(project.id)).id] },
    ...asked,
  });
  expect([narrow.requiredModalities, narrow.requiredLanguages]).toEqual([
    asked.requiredModalities,
    asked.requiredLanguages,
  ]);
  const refused = await claim(narrow.id);
  expect([...codeOf(refused), refused.body.missing]).toEqual([
    409,
    'annotation.vendorLacks',
    { modalities: ['video'], languages: ['yue'] },
  ]);
  await change({ modalities: ['text', 'video'], languages: ['zh', 'yue'] });
  ok(await claim(narrow.id));
  // 500 units for each of its people: 29 tasks twenty times over are 580.
  await change({ headcount: 1 });
  const wide = await openPackage(demand, project.id, {
    mode: 'open_claim',
    overlap: 20,
    overlapMax: 20,
  });
  const open = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('annotation.award')
      .select((eb) => eb.fn.sum('slot_count').as('n'))
      .where('vendor_org_id', '=', red.org.orgId)
      .executeTakeFirstOrThrow(),
  );
  const most = Math.floor((500 - Number(open.n)) / 20);
  const large = await claim(wide.id, 29);
  expect([...codeOf(large), large.body.most]).toEqual([409, 'annotation.shareTooLarge', most]);
  expect(ok(await claim(wide.id)).awards[0].share).toBe(most);
  const more = await openPackage(demand, (await activeProject(demand, 1)).id, {
    mode: 'split',
    overlap: 20,
    overlapMax: 20,
  });
  const full = await demand.owner.post(`${api}/packages/${more.id}/award`, {
    revision: more.revision,
    awards: [{ org: 'red', share: 1 }],
  });
  expect([...codeOf(full), full.body.capacity]).toEqual([409, 'annotation.vendorFull', 500]);
  await change({ headcount: 100 });
});

const firstTask = async (projectId: string) =>
  ok(await demand.owner.get(`${api}/projects/${projectId}/tasks?limit=1`)).items[0];

test('who labels is decided by the role in the team and the skills confirmed there', async () => {
  const project = await activeProject(demand, 3);
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    requiredSkills: ['mood', '粤语'],
  });
  const worker = await colleague(hub, red.org.orgId, 'standing-worker');
  // Who manages the team claims, whatever the place in the organisation.
  expect(codeOf(await claim(pack.id, undefined, worker))).toEqual([403, 'hub.forbidden']);
  ok(await assign(worker.userId, 'manager', []));
  ok(await claim(pack.id, undefined, worker));
  const ask = () => worker.post(`${api}/packages/${pack.id}/leases`, { count: 1, mode: 'online' });
  const role = async () => ok(await worker.get(`${api}/packages/${pack.id}/workbench`)).me.role;
  expect(await role()).toBe('manager');
  ok(await assign(worker.userId, 'annotator', ['mood']));
  const unskilled = await ask();
  expect([...codeOf(unskilled), unskilled.body.missing]).toEqual([
    403,
    'annotation.skillsMissing',
    ['粤语'],
  ]);
  ok(await assign(worker.userId, 'inspector', ['mood', '粤语']));
  expect(await role()).toBe('inspector');
  expect(codeOf(await ask())).toEqual([403, 'annotation.inspectorLabels']);
  ok(await red.owner.send('DELETE', `${api}/vendors/red/members/${worker.userId}`));
  expect(codeOf(await ask())).toEqual([403, 'annotation.noTeamRole']);
  ok(await assign(worker.userId, 'annotator', ['mood', '粤语']));
  expect((await lease(worker, pack.id)).leases).toHaveLength(1);

  // The own team needs membership alone.
  const own = await openPackage(demand, (await activeProject(demand, 1)).id, {
    requiredSkills: ['mood'],
  });
  expect((await lease(demand.owner, own.id)).leases).toHaveLength(1);
});
