import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activeProject,
  api,
  choice,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner } from '#test/support/notices.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let worker: Visitor & { userId: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'hospital');
  worker = await colleague(hub, demand.org.orgId, 'worker');
});
afterAll(() => hub.stop());

test('the own team labels a package from the first lease to the last receipt', async () => {
  const project = await activeProject(demand, 3);
  expect({ state: project.state, taskCount: project.taskCount }).toEqual({
    state: 'active',
    taskCount: 3,
  });
  const pack = await openPackage(demand, project.id);
  expect({ state: pack.state, awarded: pack.awardedCount, label: pack.may.label }).toEqual({
    state: 'working',
    awarded: 3,
    label: true,
  });

  const bench = ok(await worker.get(`${api}/packages/${pack.id}/workbench`));
  expect(bench.queue).toEqual({
    state: 'ready',
    open: 3,
    leased: 0,
    mineLeased: 0,
    submitted: 0,
    total: 3,
    nextExpiresAt: null,
    sentence: { zh: '可领取 3 项。', en: '3 to label.' },
  });

  const { leases, queue } = await lease(worker, pack.id, 2);
  expect(leases.map((l: any) => l.task.data)).toEqual([{ text: 'text 1' }, { text: 'text 2' }]);
  expect([queue.open, queue.leased, queue.mineLeased]).toEqual([1, 2, 2]);

  const first = leases[0].id;
  const draft = ok(
    await worker.send('PUT', `${api}/leases/${first}/draft`, {
      result: choice('bad'),
      revision: 0,
    }),
  );
  expect(draft).toEqual({ revision: 1 });
  const stale = await worker.send('PUT', `${api}/leases/${first}/draft`, {
    result: choice('good'),
    revision: 0,
  });
  expect([stale.status, stale.body.code, stale.body.current]).toEqual([
    409,
    'annotation.draftStale',
    { result: choice('bad'), revision: 1 },
  ]);

  const submissionId = crypto.randomUUID();
  const receipt = await submit(worker, first, choice('good'), submissionId);
  expect([receipt.status, receipt.body.state]).toEqual([201, 'submitted']);
  const again = await submit(worker, first, choice('good'), submissionId);
  expect([again.status, again.body]).toEqual([200, receipt.body]);
  const other = await submit(worker, first, choice('bad'), submissionId);
  expect([other.status, other.body.code]).toEqual([409, 'annotation.submissionReused']);

  expect((await submit(worker, leases[1].id)).body.state).toBe('submitted');
  const rest = await lease(worker, pack.id, 5);
  expect(rest.leases).toHaveLength(1);
  expect((await submit(worker, rest.leases[0].id)).status).toBe(201);
  const end = await lease(worker, pack.id);
  expect(end).toEqual({
    leases: [],
    queue: {
      state: 'done',
      open: 0,
      leased: 0,
      mineLeased: 0,
      submitted: 3,
      total: 3,
      nextExpiresAt: null,
      sentence: { zh: '全部任务均已提交。', en: 'Everything has been submitted.' },
    },
  });

  const mine = ok(await worker.get(`${api}/packages/${pack.id}/mine?limit=2`));
  expect(mine.items.map((a: any) => a.state)).toEqual(['submitted', 'submitted']);
  const before = ok(await worker.get(`${api}/packages/${pack.id}/mine?cursor=${mine.next}`));
  expect(before.items.map((a: any) => a.id)).toEqual([receipt.body.annotationId]);
  const whole = ok(await worker.get(`${api}/annotations/${receipt.body.annotationId}`));
  expect([whole.result, whole.task.data]).toEqual([choice('good'), { text: 'text 1' }]);
  const corrected = ok(
    await worker.send('PUT', `${api}/annotations/${whole.id}`, {
      result: choice('bad'),
      revision: 1,
    }),
  );
  expect([corrected.result, corrected.revision]).toEqual([choice('bad'), 2]);
  expect(ok(await demand.owner.get(`${api}/projects/${project.id}`)).annotationCount).toBe(3);
});

test('a lease given back stands at the end of the line', async () => {
  const project = await activeProject(demand, 2);
  const pack = await openPackage(demand, project.id);
  const [given] = (await lease(worker, pack.id)).leases;
  ok(await worker.send('DELETE', `${api}/leases/${given.id}`), 204);
  ok(await worker.send('DELETE', `${api}/leases/${given.id}`), 204);
  const both = (await lease(worker, pack.id, 2)).leases;
  expect(both.map((l: any) => l.task.data.text)).toEqual(['text 2', 'text 1']);
  const beat = ok(await worker.post(`${api}/leases/${both[0].id}/heartbeat`));
  expect(Date.parse(beat.expiresAt)).toBeGreaterThan(Date.now() + 590_000);
});

test('who gives a lease back is offered what was passed over meanwhile', async () => {
  const project = await activeProject(demand, 3);
  const pack = await openPackage(demand, project.id, { overlap: 2 });
  const held = await lease(worker, pack.id, 3);
  expect(held.leases).toHaveLength(3);
  const [first] = held.leases;
  ok(await worker.send('DELETE', `${api}/leases/${first.id}`), 204);
  // What was given back stands at the end; it goes to nobody, the other slot of the task is far behind the cursor.
  await asOwner(hub, async (client) => {
    await client.query('alter table annotation.slot no force row level security');
    const taken = await client.query(
      `update annotation.slot set state = 'cancelled' where id = $1 and state = 'open'`,
      [first.slotId],
    );
    await client.query('alter table annotation.slot force row level security');
    expect(taken.rowCount).toBe(1);
  });
  const again = await lease(worker, pack.id, 1);
  expect(again.leases.map((one: any) => one.task.number)).toEqual([first.task.number]);
});

test('comments are exchanged on a task and settled', async () => {
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id);
  const [held] = (await lease(worker, pack.id)).leases;
  const made = ok(
    await worker.post(`${api}/tasks/${held.task.id}/comments`, { text: '模糊', regionId: 'r1' }),
    201,
  );
  const list = ok(await demand.owner.get(`${api}/tasks/${held.task.id}/comments`));
  expect(list.items).toEqual([made]);
  const settled = ok(await demand.owner.post(`${api}/comments/${made.id}/resolve`));
  expect(settled.resolvedAt).not.toBeNull();
});
