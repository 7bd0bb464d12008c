import { afterAll, beforeAll, expect, test } from 'vitest';
import { annotationJobs } from '#src/annotation/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
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
  textConfig,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let ann: Visitor & { userId: string };
let ben: Visitor & { userId: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  ann = await colleague(hub, demand.org.orgId, 'ann');
  ben = await colleague(hub, demand.org.orgId, 'ben');
});
afterAll(() => hub.stop());

const system = systemActor('test');
const expire = (slotId: string) =>
  hub.node.hub.store.write(system, (trx) =>
    trx
      .updateTable('annotation.slot')
      .set({ lease_expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', slotId)
      .execute(),
  );
const sweep = () =>
  annotationJobs(hub.node.hub)['annotation.adopt-orphans']?.(
    {},
    { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 },
  );
const stateOf = async (id: string) => ok(await demand.owner.get(`${api}/annotations/${id}`)).state;
const orphans = (packageId: string, who: Visitor = demand.owner) =>
  who.get(`${api}/packages/${packageId}/orphans`);

/** Ann's lease has expired, Ben holds the item, and Ann submits all the same. */
async function late() {
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id);
  const [hers] = (await lease(ann, pack.id)).leases;
  await expire(hers.slotId);
  const [his] = (await lease(ben, pack.id)).leases;
  const receipt = ok(await submit(ann, hers.id, choice('bad')), 201);
  expect(receipt.state).toBe('orphaned');
  return { pack, hers, his, id: receipt.annotationId, project };
}

test('a late result is shown to its author and to those who run the work', async () => {
  const { pack, id, his } = await late();
  const mine = ok(await ann.get(`${api}/packages/${pack.id}/mine`)).items;
  expect(mine.map((a: any) => [a.id, a.state])).toEqual([[id, 'orphaned']]);
  const bench = ok(await ann.get(`${api}/packages/${pack.id}/workbench`));
  expect(bench.counts.mine).toEqual({
    submitted: 0,
    accepted: 0,
    returned: 0,
    skipped: 0,
    orphaned: 1,
  });
  const list = ok(await orphans(pack.id));
  expect(list.items.map((a: any) => [a.id, a.person.id, a.slotState])).toEqual([
    [id, ann.userId, 'leased'],
  ]);
  expect((await orphans(pack.id, ann)).status).toBe(403);
  const held = await demand.owner.post(`${api}/annotations/${id}/adoption`);
  expect([held.status, held.body.code]).toEqual([409, 'annotation.notFree']);
  // Whoever has taken over answers: the late result stays what it is.
  expect(ok(await submit(ben, his.id), 201).state).toBe('submitted');
  await sweep();
  expect([await stateOf(id), ok(await orphans(pack.id)).items[0].slotState]).toEqual([
    'orphaned',
    'submitted',
  ]);
});

test('it stands as soon as the item is given back', async () => {
  const { pack, his, id, project } = await late();
  ok(await ben.send('DELETE', `${api}/leases/${his.id}`), 204);
  expect(await stateOf(id)).toBe('submitted');
  expect(ok(await orphans(pack.id)).items).toEqual([]);
  const { leases, queue } = await lease(ben, pack.id);
  expect([leases, queue.state, queue.submitted]).toEqual([[], 'done', 1]);
  expect(ok(await ann.get(`${api}/packages/${pack.id}/workbench`)).counts.mine).toEqual({
    submitted: 1,
    accepted: 0,
    returned: 0,
    skipped: 0,
    orphaned: 0,
  });
  expect(ok(await demand.owner.get(`${api}/projects/${project.id}`)).annotationCount).toBe(1);
});

test('it stands once the lease of the other person has expired: by itself, or by hand', async () => {
  const first = await late();
  const second = await late();
  await expire(first.hers.slotId);
  await sweep();
  expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['submitted', 'orphaned']);
  await expire(second.hers.slotId);
  const adopted = ok(await demand.owner.post(`${api}/annotations/${second.id}/adoption`));
  expect([adopted.state, adopted.result]).toEqual(['submitted', choice('bad')]);
  // Now the other person is the late one.
  expect(ok(await submit(ben, second.his.id), 201).state).toBe('orphaned');
  const audited = await hub.node.hub.store.read(system, (db) =>
    db
      .selectFrom('audit.entry')
      .select(['actor_kind', 'action'])
      .where('object_id', 'in', [first.id, second.id])
      .orderBy('id')
      .execute(),
  );
  expect(audited).toEqual([
    { actor_kind: 'system', action: 'annotation.adopt' },
    { actor_kind: 'user', action: 'annotation.adopt' },
  ]);
});

test('every submission leaves a record that nothing changes or removes', async () => {
  const { hers, id } = await late();
  const run = (statement: string) =>
    hub.node.withOwner(async (pool) => {
      const client = await pool.connect();
      try {
        await client.query(`select set_config('hub.role', 'system', false)`);
        return (await client.query(statement)).rows;
      } finally {
        client.release(true);
      }
    });
  const whole = ok(await demand.owner.get(`${api}/annotations/${id}`));
  const of = `from annotation.submission where annotation_id = '${id}'`;
  expect(await run(`select action, person_id, lease_id, digest ${of}`)).toEqual([
    { action: 'orphaned', person_id: ann.userId, lease_id: hers.id, digest: whole.digest },
  ]);
  const record = await run(`select * ${of}`);
  // Row policies hide the record from changes; the triggers refuse what gets past them.
  await run(`update annotation.submission set digest = 'x' where annotation_id = '${id}'`);
  await run(`delete ${of}`);
  await expect(run('truncate annotation.submission')).rejects.toThrow(/immutable/);
  await expect(
    run(`alter table annotation.submission disable row level security; delete ${of}`),
  ).rejects.toThrow(/immutable/);
  await expect(
    run(`update annotation.annotation set person_id = 'x' where id = '${id}'`),
  ).rejects.toThrow(/immutable/);
  expect(await run(`select * ${of}`)).toEqual(record);
});

test('the settings of the project hold: no skipping, and gold items are shown', async () => {
  const made = ok(
    await demand.owner.post(`${api}/projects`, {
      org: 'demand',
      title: 'T',
      labelConfig: textConfig,
      settings: { maySkip: false, showGold: true },
    }),
    201,
  );
  const known = {
    data: { text: 'known' },
    annotations: [{ ground_truth: true, result: choice('good') }],
  };
  ok(
    await demand.owner.post(`${api}/projects/${made.id}/imports`, {
      items: [known, { text: 'work' }],
    }),
    201,
  );
  ok(await demand.owner.post(`${api}/projects/${made.id}/activate`, { revision: made.revision }));
  const pack = await openPackage(demand, made.id, { goldRateBp: 5000 });
  expect(ok(await ann.get(`${api}/packages/${pack.id}/workbench`)).project.maySkip).toBe(false);
  const seen: unknown[] = [];
  for (let n = 0; n < 2; n += 1) {
    const [held] = (await lease(ann, pack.id)).leases;
    if (!held) break;
    const skip = {
      submissionId: crypto.randomUUID(),
      result: [],
      leadTimeMs: 1,
      skipped: { reason: 'blurred' },
    };
    const refused = await ann.post(`${api}/leases/${held.id}/submission`, skip);
    expect([refused.status, refused.body.code]).toEqual([409, 'annotation.noSkip']);
    const receipt = ok(await submit(ann, held.id, choice('bad')), 201);
    seen.push([held.task.data.text, receipt.gold ?? null]);
  }
  expect(seen).toContainEqual(['work', null]);
  for (const [text, gold] of seen as [string, unknown][])
    if (text === 'known') expect(gold).toEqual({ score: 0, result: choice('good') });
});
