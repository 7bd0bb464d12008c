import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activeProject,
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
import type { Visitor } from '#test/support/visitor.ts';

/** The queue's functions run as the owner of the tables: they refuse whom the row policies would refuse. */
type Who = readonly [id: string, orgs: string, role: string] | null;

let hub: TestHub;
let demand: DemandSide;
let stranger: DemandSide;
let worker: Visitor & { userId: string };
let packageId: string;
let award: { id: string; org_id: string; project_id: string };
let leaseId: string;
let submitted: { leaseId: string; submissionId: string };

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'library');
  stranger = await demandSide(hub, 'stranger');
  worker = await colleague(hub, demand.org.orgId, 'reader');
  const project = await activeProject(demand, 5);
  const pack = await openPackage(demand, project.id);
  packageId = pack.id;
  award = {
    id: pack.awards[0].id,
    org_id: demand.org.orgId,
    project_id: project.id,
  };
  // The stranger has a share of its own elsewhere, so that it is a vendor at work.
  await openPackage(stranger, (await activeProject(stranger, 2)).id);
  const { leases } = await lease(worker, pack.id, 2);
  leaseId = leases[0].id;
  submitted = { leaseId: leases[1].id, submissionId: crypto.randomUUID() };
  ok(await submit(worker, submitted.leaseId, choice('good'), submitted.submissionId), 201);
}, 60_000);
afterAll(() => hub.stop());

/** Who calls that has no part in the package, whatever it says of itself. */
const refused = (): Readonly<Record<string, Who>> => ({
  'no settings': null,
  nobody: ['', '', ''],
  'a foreign organisation': [stranger.owner.userId, stranger.org.orgId, ''],
  'the person without its organisation, as when its membership is suspended': [
    worker.userId,
    '',
    '',
  ],
  'the person in a foreign vendor': [worker.userId, stranger.org.orgId, ''],
});

/** What one statement answers as the serving role with these settings: its rows, or its SQLSTATE. */
async function answer(who: Who, text: string, values: unknown[]): Promise<unknown> {
  const client = await hub.node.pool.connect();
  try {
    await client.query('begin');
    const [id, orgs, role] = who ?? ['', '', ''];
    await client.query(
      `select set_config('hub.actor_id', $1, true), set_config('hub.org_ids', $2, true),
        set_config('hub.role', $3, true)`,
      [id, orgs, role],
    );
    return (await client.query(text, values)).rows;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const claimOf = (changed: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    award: award.id,
    package: packageId,
    project: award.project_id,
    org: award.org_id,
    vendor: award.org_id,
    mode: 'online',
    seconds: 600,
    key: 'rights-test',
    most: 50,
    ...changed,
  });
const result = () =>
  JSON.stringify({
    id: crypto.randomUUID(),
    submissionId: crypto.randomUUID(),
    digest: '0',
    result: choice('good'),
    leadTimeMs: 1,
    skipReason: null,
    goldScore: null,
  });
const newLease = () => [crypto.randomUUID()];

/** Every function of the queue that runs as the owner, asked about the package. */
const questions: Readonly<Record<string, (who: Who) => Promise<unknown>>> = {
  claim_place: (who) =>
    answer(who, 'select award_id from annotation.claim_place($1, $2)', [who, packageId]),
  claim_context: (who) =>
    answer(who, 'select award_id from annotation.claim_context($1, $2)', [who, packageId]),
  claim_slots: (who) =>
    answer(who, 'select total from annotation.claim_slots($1, $2, $3, $4)', [
      who,
      claimOf(),
      newLease(),
      [false],
    ]),
  queue_counts: (who) =>
    answer(who, 'select total from annotation.queue_counts($1, $2)', [award.id, worker.userId]),
  submission_context: (who) =>
    answer(
      who,
      'select person_id, stored_person_id from annotation.submission_context($1, $2, $3)',
      [who, leaseId, submitted.submissionId],
    ),
  store_submission: (who) =>
    answer(who, 'select state from annotation.store_submission($1, $2, $3)', [
      who,
      leaseId,
      result(),
    ]),
  'store_submission within a transaction': (who) =>
    answer(who, 'select state from annotation.store_submission(null, $1, $2)', [leaseId, result()]),
};

const ask = async (who: Who) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(questions).map(async ([name, question]) => [name, await question(who)]),
    ),
  );

test('the annotator of the share is answered by each function', async () => {
  const mine = [worker.userId, award.org_id, ''] as const;
  expect(await ask(mine)).toEqual({
    claim_place: [{ award_id: award.id }],
    claim_context: [{ award_id: award.id }],
    claim_slots: [{ total: 5n }],
    queue_counts: [{ total: 5n }],
    submission_context: [{ person_id: worker.userId, stored_person_id: worker.userId }],
    store_submission: [{ state: 'submitted' }],
    'store_submission within a transaction': [{ state: 'submitted' }],
  });
});

test('who has no part in it is refused by each function', async () => {
  const answers: Record<string, unknown> = {};
  for (const [name, who] of Object.entries(refused())) answers[name] = await ask(who);
  const nothing = {
    claim_place: [],
    claim_context: [],
    claim_slots: '42501',
    queue_counts: [],
    submission_context: [],
    store_submission: '42501',
    'store_submission within a transaction': '42501',
  };
  expect(answers).toEqual(
    Object.fromEntries(Object.keys(refused()).map((name) => [name, nothing])),
  );
});

test('a colleague submits nothing under a lease of somebody else, and reads only that it is there', async () => {
  const owner = [demand.owner.userId, award.org_id, ''] as const;
  const { store_submission, ...others } = await ask(owner);
  expect([store_submission, others['store_submission within a transaction']]).toEqual([
    '42501',
    '42501',
  ]);
  expect(others['submission_context']).toEqual([
    { person_id: worker.userId, stored_person_id: worker.userId },
  ]);
});

test('the staff look, and take nothing', async () => {
  const staff = [stranger.owner.userId, '', 'staff'] as const;
  expect(await ask(staff)).toEqual({
    claim_place: [],
    claim_context: [{ award_id: null }],
    claim_slots: '42501',
    queue_counts: [{ total: 5n }],
    submission_context: [{ person_id: worker.userId, stored_person_id: worker.userId }],
    store_submission: '42501',
    'store_submission within a transaction': '42501',
  });
});

test('a claim that names a share otherwise than it stands is refused', async () => {
  const mine = [worker.userId, `${award.org_id},${stranger.org.orgId}`, ''] as const;
  const foreign = stranger.org.orgId;
  const forged = [
    { vendor: foreign },
    { org: foreign },
    { package: crypto.randomUUID() },
    { project: crypto.randomUUID() },
    { award: crypto.randomUUID() },
    { award: null },
  ];
  const call = 'select total from annotation.claim_slots($1, $2, $3, $4)';
  const answers = [];
  for (const changed of forged)
    answers.push(await answer(mine, call, [mine, claimOf(changed), newLease(), [false]]));
  expect(answers).toEqual(forged.map(() => '42501'));
});

test('the tables themselves show a foreign organisation nothing of the package', async () => {
  const who: Who = [stranger.owner.userId, stranger.org.orgId, ''];
  const seen: Record<string, unknown> = {};
  for (const table of [
    'slot',
    'lease',
    'assignment',
    'worker',
    'annotation',
    'submission',
    'award',
    'package',
    'project',
    'task',
    'draft',
    'qualification',
    'vendor_member',
  ])
    seen[table] = await answer(who, `select count(*) from annotation.${table} where org_id <> $1`, [
      stranger.org.orgId,
    ]);
  expect(seen).toEqual(
    Object.fromEntries(Object.keys(seen).map((table) => [table, [{ count: 0n }]])),
  );
  const write = (text: string) => answer(who, text, [award.id]);
  expect([
    await write(`update annotation.slot set rank = 0 where award_id = $1 returning id`),
    await write(`update annotation.worker set served = 0 where award_id = $1 returning award_id`),
    await write(`delete from annotation.assignment where slot_id in (select id from annotation.slot
      where award_id = $1) returning slot_id`),
  ]).toEqual([[], [], []]);
});

test('whoever did the first and the last of a long line is given the rest, each once, then told so', async () => {
  const count = 1_300;
  const project = await activeProject(demand, count);
  const pack = await openPackage(demand, project.id, { overlap: 2 });
  const reader = await colleague(hub, demand.org.orgId, 'veteran');
  // As if the person had done all but forty in another package.
  await hub.node.withOwner((pool) =>
    pool.query(
      `insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id, submitted)
      select task_id, $2, max(id), max(org_id), max(vendor_org_id), true from annotation.slot where award_id = $1
      group by task_id having min(rank) - (select min(rank) from annotation.slot where award_id = $1)
        not between 1200 and 1279`,
      [pack.awards[0].id, reader.userId],
    ),
  );
  const numbers: number[] = [];
  let last: any;
  for (let round = 0; round < 5; round += 1) {
    last = await lease(reader, pack.id, 10);
    numbers.push(...last.leases.map((l: any) => l.task.number));
    for (const { id } of last.leases) ok(await submit(reader, id), 201);
  }
  expect([numbers.length, new Set(numbers).size, last.leases, last.queue.state]).toEqual([
    40,
    40,
    [],
    'barred',
  ]);
  expect(last.queue.open).toBe(count * 2 - 40);
});
