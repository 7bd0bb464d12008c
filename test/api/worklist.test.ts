import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimed, decide, find, handOver, labelAll, sampleIds } from '#test/support/acceptance.ts';
import { reviewByApi } from '#test/support/annotation-journey.ts';
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
import { furnishCalendar } from '#test/support/calendar.ts';
import { roundIn } from '#test/support/directory-world.ts';
import { asOwner, openedNotice, passNotice } from '#test/support/notices.ts';
import { person } from '#test/support/people.ts';
import { settledAward } from '#test/support/settled-award.ts';
import { declared, ops, ReviewStage } from '#test/support/review-stage.ts';
import { applicant, openRound } from '#test/support/selection.ts';
import type { Visitor } from '#test/support/visitor.ts';

let stage: ReviewStage;
let demand: DemandSide;
let vendor: DemandSide;

beforeAll(async () => {
  stage = await ReviewStage.open();
  demand = await demandSide(stage.hub, 'demand');
  vendor = await demandSide(stage.hub, 'vendor');
}, 120_000);
afterAll(() => stage.hub.stop());

interface Item {
  kind: string;
  href: string;
  title: { zh: string; en: string };
  due?: string;
}
const list = async (who: Visitor, ...kinds: string[]): Promise<Item[]> =>
  ok(await who.get('/api/v1/worklist')).items.filter(
    (one: Item) => kinds.length === 0 || kinds.includes(one.kind),
  );
const lines = async (who: Visitor, ...kinds: string[]) =>
  (await list(who, ...kinds)).map(({ kind, href, title }) => [kind, href, title.en]);

/** Runs one statement as the owner of the tables, with all rights of the hub itself. */
const run = (statement: string, values: unknown[]) =>
  asOwner(stage.hub, async (client) => {
    await client.query(`select set_config('hub.role', 'system', false)`);
    await client.query(statement, values);
  });

test('an operator of reviews: items to give out, reviewers to replace, reviews that are late', async () => {
  const owner = await person(stage.hub, 'far-owner');
  const kinds = ['review-to-assign', 'review-to-replace', 'reviews-late'];
  const board = await stage.board({ reviewsPerItem: 2, title: { zh: '评审甲', en: 'Review A' } }, [
    ['x', [stage.org.orgId]],
    ['y', [stage.org.orgId]],
  ]);
  const href = `/operator/review/boards/${board.id}/assignment`;
  expect(await lines(stage.operator, ...kinds)).toEqual([
    ['review-to-assign', href, 'Items to give to reviewers: Review A (2)'],
  ]);
  ok(await stage.assign(board.id));
  expect(await lines(stage.operator, ...kinds)).toEqual([]);
  const [first] = await stage.invited(board.id);
  const { revision } = await declared(first);
  const at = `/api/v1/review/assignments/${first.id}`;
  ok(await first.who.post(`${at}/recuse`, { revision, reason: 'a relative works there' }));
  await run("update review.board set due_at = now() - interval '1 day' where id = $1", [board.id]);
  const late = [
    ['review-to-replace', href, 'Reviewers who stepped aside, to replace: Review A (1)'],
    ['reviews-late', href, 'Reviews that are late: Review A (3)'],
  ];
  expect((await lines(stage.operator, ...kinds)).toSorted()).toEqual(late);
  // Who is tied to an item neither assigns the board nor counts what the item waits for.
  const tied = await person(stage.hub, 'tied-operator', { staffRole: 'operator' });
  const { orgId } = stage.org;
  await run(`insert into identity.member (org_id, user_id, role) values ($1, $2, 'member')`, [
    ...[orgId, tied.userId],
  ]);
  expect(await lines(tied, ...kinds)).toEqual([]);
  for (const other of [owner, first.who]) expect(await lines(other, ...kinds)).toEqual([]);
});

test('an operator approves experts, but not themselves', async () => {
  const twin = await person(stage.hub, 'twin', { staffRole: 'operator' });
  const body = { fields: ['ocean'], loadLimit: 3, term: { from: '2026-01-01', to: '2028-12-31' } };
  const made = ok(await stage.operator.post(`${ops}/experts`, { ...body, email: twin.email }), 201);
  expect(await lines(stage.operator, 'expert-to-approve')).toEqual([]);
  ok(await twin.post('/api/v1/review/expert/answer', { revision: made.revision, accept: true }));
  expect(await lines(stage.operator, 'expert-to-approve')).toEqual([
    ['expert-to-approve', '/operator/review/experts?state=registered', 'Expert to approve: twin'],
  ]);
  expect(await lines(twin, 'expert-to-approve')).toEqual([]);
});

test('an annotator: tasks to do, leases that run out, what was sent back; an inspector: reviews', async () => {
  const project = await activeProject(vendor, 3);
  const pack = await openPackage(vendor, project.id, { title: 'Team work' });
  const hand = await colleague(stage.hub, vendor.org.orgId, 'hand');
  const other = await colleague(stage.hub, vendor.org.orgId, 'other-hand');
  const at = `/annotation/packages/${pack.id}`;
  expect(await lines(hand)).toEqual([['labelling', at, 'Tasks to label: Team work']]);
  const held = await lease(hand, pack.id, 3);
  expect(await lines(other)).toEqual([]);
  const [ending, ...rest] = await list(hand);
  expect([ending?.kind, ending?.title.zh, rest]).toEqual([
    'lease-ending',
    '领取的任务即将到期：Team work（3 项）',
    [],
  ]);
  expect(ending?.due).toBe(
    held.leases.map((one: { expiresAt: string }) => one.expiresAt).toSorted()[0],
  );
  for (const one of held.leases)
    ok(
      await hand.post(`${api}/leases/${one.id}/submission`, {
        ...{ submissionId: crypto.randomUUID(), leadTimeMs: 100 },
        result: [
          {
            id: 'r',
            from_name: 'mood',
            to_name: 'text',
            type: 'choices',
            value: { choices: ['good'] },
          },
        ],
      }),
      201,
    );
  expect(await lines(hand)).toEqual([]);
  expect(await lines(vendor.owner, 'annotation-review')).toEqual([
    ['annotation-review', `${at}/review`, 'Results to review: Team work (3)'],
  ]);
  expect(await lines(demand.owner, 'annotation-review')).toEqual([]);
  const queue = ok(await vendor.owner.get(`${api}/packages/${pack.id}/review-queue?limit=100`));
  expect(await reviewByApi(vendor.owner, pack.id, [queue.items[0].id])).toBe(3);
  expect(await lines(vendor.owner, 'annotation-review')).toEqual([]);
  expect(await lines(hand)).toEqual([
    ['labelling-returned', `${at}/label`, 'Sent back to do again: Team work (1)'],
  ]);
});

test('a vendor’s manager is invited; the demand side decides about bids when they are in', async () => {
  const project = await activeProject(demand, 2);
  const invited = await openPackage(demand, project.id, {
    mode: 'invitation',
    title: 'By invitation',
  });
  ok(await demand.owner.post(`${api}/packages/${invited.id}/invite`, { org: 'vendor', share: 1 }));
  const hand = await colleague(stage.hub, vendor.org.orgId, 'plain-hand');
  expect(await lines(vendor.owner, 'package-invitation')).toEqual([
    [
      'package-invitation',
      `/annotation/packages/${invited.id}`,
      'Invited to take on a package: By invitation',
    ],
  ]);
  expect(await lines(hand, 'package-invitation')).toEqual([]);
  const second = await activeProject(demand, 2);
  const sealed = await openPackage(demand, second.id, {
    ...{ mode: 'sealed_bids', title: 'Sealed' },
    bidDeadline: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const bid = { org: 'vendor', priceFen: '90', share: 2 };
  ok(await vendor.owner.post(`${api}/packages/${sealed.id}/bids`, bid));
  expect(await lines(demand.owner, 'bids-to-open')).toEqual([]);
  await run(
    `update annotation.package set bid_deadline = now() - interval '1 second' where id = $1`,
    [sealed.id],
  );
  expect(await lines(demand.owner, 'bids-to-open')).toEqual([
    ['bids-to-open', `/annotation/packages/${sealed.id}`, 'Bids are in, to be decided: Sealed (1)'],
  ]);
  expect(await lines(vendor.owner, 'bids-to-open')).toEqual([]);
});

test('a lot waits for the demand side, comes back to the vendor, then the statement waits', async () => {
  const { packageId, awardId } = await claimed(demand, vendor, 8, { aql: '2.5', title: 'Lots' });
  await labelAll(vendor.owner, packageId);
  const lot = ok(await handOver(vendor, awardId), 201);
  const at = `/annotation/packages/${packageId}/acceptance`;
  const size = (await sampleIds(demand.owner, lot.id)).length;
  expect(await lines(demand.owner, 'lot-to-inspect')).toEqual([
    ['lot-to-inspect', at, `To inspect and accept: Lots (${size} to look at)`],
  ]);
  expect(await lines(vendor.owner, 'lot-to-inspect', 'lot-returned')).toEqual([]);
  const inspected = ok(
    await find(demand.owner, lot.id, await sampleIds(demand.owner, lot.id), size),
  );
  ok(await decide(demand.owner, inspected, 'return', { reason: '漏标太多' }));
  expect(await lines(demand.owner, 'lot-to-inspect')).toEqual([]);
  expect(await lines(vendor.owner, 'lot-returned')).toEqual([
    ['lot-returned', at, 'Not accepted, to be worked over: Lots'],
  ]);
});

test('an organisation’s manager sees invitations nobody accepted and what happens to versions', async () => {
  const maker = await applicant(stage.hub, 'maker');
  const kinds = ['invitation', 'version-waiting', 'version-refused', 'dataset-suspended'];
  expect(await lines(maker, ...kinds)).toEqual([]);
  ok(
    await maker.post('/api/v1/organisations/maker/invitations', {
      ...{ email: 'guest@example.cn', role: 'member' },
    }),
    201,
  );
  const [invitation, ...none] = await list(maker, ...kinds);
  expect([invitation?.title.zh, invitation?.href, none]).toEqual([
    '成员邀请待对方接受：guest@example.cn（机构 maker）',
    '/account/organisations/maker',
    [],
  ]);
  expect(typeof invitation?.due).toBe('string');
  await run(
    `update catalog.version set state = 'refused' where dataset_id in (
    select d.id from catalog.dataset d where d.org_id = $1)`,
    [maker.orgId],
  );
  await run(`update catalog.dataset set state = 'suspended' where org_id = $1`, [maker.orgId]);
  expect((await lines(maker, 'version-refused', 'dataset-suspended')).toSorted()).toEqual([
    [
      'dataset-suspended',
      '/d/maker/data',
      'Dataset suspended, to be corrected or appealed: Data of maker',
    ],
    [
      'version-refused',
      '/publish/maker/data',
      'Version refused, to be corrected and submitted again: Data of maker 1.0.0',
    ],
  ]);
  expect(await lines(demand.owner, ...kinds)).toEqual([]);
});

test('a draft application is due with its round; rounds that stand still are before auditors', async () => {
  const auditor = await person(stage.hub, 'auditor', { staffRole: 'auditor' });
  const admin = await person(stage.hub, 'admin', { staffRole: 'admin' });
  const maker = await applicant(stage.hub, 'drafter');
  const round = await openRound(stage.hub, stage.operator);
  const draft = ok(
    await maker.post(`/api/v1/selection/rounds/${round.id}/applications`, {
      organisation: 'drafter',
    }),
    201,
  );
  const [item] = await list(maker, 'application-draft');
  expect([
    item?.href,
    item?.title.zh.startsWith('申报尚未提交：'),
    item?.due !== undefined,
  ]).toEqual([`/selection/apply/${draft.id}`, true, true]);
  expect(await lines(demand.owner, 'application-draft')).toEqual([]);
  expect(await lines(auditor)).toEqual([]);
  const late = await roundIn(stage.hub, 2025, 'open');
  expect(await lines(auditor)).toEqual([
    [
      'round-late',
      `/selection/rounds/${late.id}`,
      'Round that stands still: High-quality datasets 2025',
    ],
  ]);
  expect(await lines(admin)).toEqual([]);
  expect((await lines(stage.operator, 'round-late')).map(([, href]) => href)).toEqual([
    `/operator/selection/rounds/${late.id}`,
  ]);
});

test('a settlement is checked by the vendor, and a dispute answered by the other side', async () => {
  const { awardId, settlementId } = await settledAward(stage.hub, demand, vendor, 6);
  const href = `/annotation/awards/${awardId}/statement`;
  const ofAward = async (who: Visitor) =>
    (await list(who, 'statement', 'dispute-to-answer'))
      .filter((one) => one.href === href)
      .map((one) => one.kind);
  expect([await ofAward(vendor.owner), await ofAward(demand.owner)]).toEqual([['statement'], []]);
  ok(
    await vendor.owner.post(`${api}/settlements/${settlementId}/disputes`, {
      claim: '100',
      reason: '数量有误',
    }),
    201,
  );
  expect(await ofAward(vendor.owner)).toEqual([]);
  expect(await ofAward(demand.owner)).toEqual(['dispute-to-answer']);
  expect(await ofAward(await colleague(stage.hub, vendor.org.orgId, 'money-hand'))).toEqual([]);
});

test('a notice past its end is before auditors until it is closed', async () => {
  await furnishCalendar(stage.hub);
  const auditor = await person(stage.hub, 'notice-auditor', { staffRole: 'auditor' });
  const { id } = await openedNotice(stage.operator);
  expect(await lines(auditor, 'notice-late')).toEqual([]);
  await passNotice(stage.hub, id);
  expect((await lines(auditor, 'notice-late')).map(([, href]) => href)).toEqual([`/notices/${id}`]);
  expect(await lines(demand.owner, 'notice-late')).toEqual([]);
});
