import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseReturned } from '#src/annotation/queue/release-returned.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { claimed, codeOf, handOver, labelAll } from '#test/support/acceptance.ts';
import {
  activeProject,
  api,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
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
});
afterAll(() => hub.stop());

test('an item returned to somebody who has left goes to the team, once the person is gone', async () => {
  const ann = await colleague(hub, red.org.orgId, 'ann');
  const { packageId } = await claimed(demand, red, 1);
  const [held] = (await lease(ann, packageId)).leases;
  const receipt = ok(await submit(ann, held.id), 201);
  const review = `${api}/annotations/${receipt.annotationId}/review`;
  ok(await red.owner.post(review, { decision: 'return', reason: '再看', revision: 1 }));
  const waiting = async () => (await lease(red.owner, packageId)).leases.length;
  await releaseReturned(hub.node.hub);
  expect(await waiting()).toBe(0);
  await red.owner.send('DELETE', `/api/v1/organisations/red/members/${ann.userId}`);
  expect(await waiting()).toBe(0);
  await releaseReturned(hub.node.hub);
  const [taken] = (await lease(red.owner, packageId)).leases;
  expect([taken.slotId, taken.returned]).toEqual([held.slotId, null]);
  ok(await submit(red.owner, taken.id), 201);
  const before = ok(await demand.owner.get(`${api}/annotations/${receipt.annotationId}`));
  expect(before.state).toBe('replaced');
  const rows = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('audit.entry')
      .select(['object_id', 'org_id'])
      .where('action', '=', 'annotation.release-returned')
      .execute(),
  );
  expect(rows).toEqual([{ object_id: held.slotId, org_id: red.org.orgId }]);
});

test('the role in the team decides who hands over, who looks at lots, and for whom a test is taken', async () => {
  const lead = await colleague(hub, red.org.orgId, 'lead');
  const plain = await colleague(hub, red.org.orgId, 'plain');
  const assign = (user_id: string, role: 'manager' | 'annotator' | 'inspector') =>
    hub.node.hub.store.write(systemActor('test'), (trx) =>
      trx
        .insertInto('annotation.vendor_member')
        .values({ org_id: red.org.orgId, user_id, role, assigned_by: null })
        .onConflict((oc) => oc.columns(['org_id', 'user_id']).doUpdateSet({ role }))
        .execute(),
    );
  await assign(lead.userId, 'manager');
  const { packageId, awardId } = await claimed(demand, red, 2);
  await labelAll(plain, packageId);
  expect(codeOf(await plain.post(`${api}/awards/${awardId}/lots`, {}))).toEqual([
    403,
    'hub.forbidden',
  ]);
  expect((await plain.get(`${api}/awards/${awardId}/lots`)).status).toBe(403);
  await assign(red.owner.userId, 'annotator');
  expect((await handOver(red, awardId)).status).toBe(403);
  const lot = ok(await lead.post(`${api}/awards/${awardId}/lots`, {}), 201);
  expect((await lead.get(`${api}/lots/${lot.id}`)).status).toBe(200);
  await assign(plain.userId, 'inspector');
  expect((await plain.get(`${api}/lots/${lot.id}`)).status).toBe(200);

  const roleless = await colleague(hub, red.org.orgId, 'roleless');
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx.deleteFrom('annotation.vendor_member').where('user_id', '=', roleless.userId).execute(),
  );
  const project = await activeProject(demand, 3);
  const value = { choices: ['good'] };
  const right = [{ id: 'r', from_name: 'mood', to_name: 'text', type: 'choices', value }];
  const items = [1, 2, 3].map((n) => ({
    data: { text: `gold ${n}` },
    annotations: [{ ground_truth: true, result: right }],
  }));
  ok(await demand.owner.post(`${api}/projects/${project.id}/imports`, { items }), 201);
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    priceFen: '5',
    qualification: { count: 1, passPpm: 500_000 },
  });
  const path = `${api}/packages/${pack.id}/qualification`;
  expect((await roleless.post(path, {})).status).toBe(403);
  expect((await plain.post(path, {})).status).toBe(200);
});
