import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activeProject,
  api,
  choice,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import type { Reply, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
});
afterAll(() => hub.stop());

const codeOf = (reply: Reply) => [reply.status, reply.body.code];
const queueOf = async (who: Visitor, id: string, query = '') =>
  ok(await who.get(`${api}/packages/${id}/review-queue${query}`));

/** Leases one item and submits an answer to it. */
async function label(who: Visitor, packageId: string, value: 'good' | 'bad' = 'good') {
  const [held] = (await lease(who, packageId)).leases;
  const receipt = ok(await submit(who, held.id, choice(value)), 201);
  return { id: receipt.annotationId as string, taskId: held.task.id as string, lease: held };
}

test('disagreements stand side by side, blind to vendors, and one answer is settled on', async () => {
  const project = await activeProject(demand, 2);
  const pack = await openPackage(demand, project.id, {
    mode: 'blind_overlap',
    crossRateBp: 10_000,
  });
  const awards = [red, blue].map((v) => ({ org: v.org.slug, share: 1 }));
  ok(
    await demand.owner.post(`${api}/packages/${pack.id}/award`, {
      awards,
      revision: pack.revision,
    }),
  );
  for (const [who, value] of [
    [red.owner, 'good'],
    [red.owner, 'good'],
    [blue.owner, 'good'],
    [blue.owner, 'bad'],
  ] as const)
    await label(who, pack.id, value);
  const list = ok(await demand.owner.get(`${api}/packages/${pack.id}/disagreements`));
  expect(list.items).toHaveLength(1);
  const [item] = list.items;
  expect([item.answers, item.vendors, item.agreement, item.adjudicated]).toEqual([2, 2, 0, false]);
  // A vendor sees its own answer alone and so no disagreement.
  expect(ok(await red.owner.get(`${api}/packages/${pack.id}/disagreements`)).items).toEqual([]);
  const seen = ok(await red.owner.get(`${api}/tasks/${item.taskId}/answers?package=${pack.id}`));
  expect([seen.answers.length, seen.agreement, seen.mayAdjudicate]).toEqual([1, null, false]);
  expect((await queueOf(red.owner, pack.id)).items.map((i: any) => i.agreement)).toEqual([
    null,
    null,
  ]);
  expect(
    (await queueOf(demand.owner, pack.id, '?disagreement=yes')).items.map((i: any) => i.taskId),
  ).toEqual([item.taskId, item.taskId]);

  const at = `${api}/tasks/${item.taskId}`;
  const answers = ok(await demand.owner.get(`${at}/answers`));
  expect(answers.answers.map((a: any) => [a.vendor.id, a.agreement])).toEqual([
    [red.org.orgId, [null, 0]],
    [blue.org.orgId, [0, null]],
  ]);
  const [taken, other] = answers.answers;
  const body = { packageId: pack.id, result: taken.result, reason: '以首个答案为准' };
  expect(codeOf(await red.owner.post(`${at}/adjudication`, body))).toEqual([404, 'hub.notFound']);
  expect(
    codeOf(
      await demand.owner.post(`${at}/adjudication`, { ...body, annotationId: other.annotationId }),
    ),
  ).toEqual([422, 'annotation.resultMissing']);
  const settled = ok(
    await demand.owner.post(`${at}/adjudication`, { ...body, annotationId: taken.annotationId }),
    201,
  );
  expect(settled.adjudication).toMatchObject({
    result: taken.result,
    annotationId: taken.annotationId,
  });
  expect(
    ok(await demand.owner.get(`${api}/packages/${pack.id}/disagreements`)).items[0].adjudicated,
  ).toBe(true);
  expect(ok(await blue.owner.get(`${at}/answers?package=${pack.id}`)).adjudication).toBeNull();
});
