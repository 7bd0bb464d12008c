import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#src/kernel/ids.ts';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { resultsOfAward } from '#test/support/award.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let vendor: DemandSide;
let results: string[];
let awardId: string;

const run = (statement: string, values: unknown[] = []) =>
  hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(
        `select set_config('hub.role', 'system', false), set_config('hub.actor_id', 'somebody', false)`,
      );
      return await client.query(statement, values);
    } finally {
      client.release(true);
    }
  });
const at = `${api}/vendors/vendor/scorecard`;
const card = async (who: Visitor) => ok(await who.get(at));
const nothing = { value: null, n: 0 };

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  vendor = await demandSide(hub, 'vendor');
  // A result keeps the instant of its receipt; only a test that counts past days needs another.
  await run('alter table annotation.annotation disable trigger submission_kept');
  await run(`update annotation.vendor set state = 'draft' where org_id = $1`, [vendor.org.orgId]);
});
afterAll(() => hub.stop());

test('before any work every figure says how little is known', async () => {
  expect(await card(vendor.owner)).toEqual({
    firstPass: nothing,
    goldAgreement: nothing,
    unitsPerHour: nothing,
    late: nothing,
    enough: 20,
    window: 20_000,
  });
});

test('who may not see the vendor sees no scorecard; once approved everybody does', async () => {
  const anyone = new Visitor(hub);
  expect((await anyone.get(at)).status).toBe(404);
  expect((await demand.owner.get(at)).status).toBe(404);
  await run(`update annotation.vendor set state = 'approved' where org_id = $1`, [
    vendor.org.orgId,
  ]);
  expect(await card(anyone)).toMatchObject({ enough: 20, firstPass: nothing });
});

test('figures are counted by hand: 30 units, 4 returned once, 6 late, 19 gold items', async () => {
  ({ awardId, results } = await resultsOfAward(hub, demand, vendor, 30));
  // 1 to 30 s of active time: the median is 15.5 s, which is 232.258 units an hour.
  await run(
    `update annotation.annotation a set lead_time_ms = 1000 * u.n, created_at = '2026-01-01T00:00:00Z'
     from unnest($1::text[]) with ordinality u (id, n) where a.id = u.id`,
    [results],
  );
  await run(
    `update annotation.package set deadline = '2026-01-02T00:00:00Z'
     where id = (select package_id from annotation.award where id = $1)`,
    [awardId],
  );
  await run(`update annotation.slot set state = 'accepted' where award_id = $1`, [awardId]);
  await run(
    `update annotation.annotation set created_at = '2026-01-03T00:00:00Z' where id = any ($1::text[])`,
    [results.slice(0, 6)],
  );
  await run(
    `update annotation.annotation a set gold_score = case when u.n <= 15 then 1 else 0.5 end
     from unnest($1::text[]) with ordinality u (id, n) where a.id = u.id and u.n <= 19`,
    [results],
  );
  await run(`update annotation.annotation set state = 'returned' where id = any ($1::text[])`, [
    results.slice(10, 14),
  ]);
  const seen = await card(new Visitor(hub));
  expect(seen).toEqual({
    firstPass: { value: 0.8667, n: 30 },
    goldAgreement: { value: null, n: 19 },
    unitsPerHour: { value: 232.2581, n: 30 },
    late: { value: 0.2, n: 30 },
    enough: 20,
    window: 20_000,
  });
  await run(`update annotation.annotation set gold_score = 0.5 where id = $1`, [results[19]]);
  // (15 × 1 + 5 × 0.5) ÷ 20
  expect((await card(new Visitor(hub))).goldAgreement).toEqual({ value: 0.875, n: 20 });
});

test('done again and accepted is no first pass; skipped, orphaned and own-team work does not count', async () => {
  const copyOf = (id: string, state: string) =>
    run(
      `insert into annotation.annotation (id, project_id, package_id, award_id, slot_id, task_id, org_id,
         vendor_org_id, person_id, lease_id, state, result, lead_time_ms, submission_id, content_digest)
       select $2, project_id, package_id, award_id, slot_id, task_id, org_id, vendor_org_id, person_id,
         lease_id, $3, result, 15500, $4, content_digest from annotation.annotation where id = $1`,
      [id, newId(), state, newId()],
    );
  await run(`update annotation.annotation set state = 'replaced' where id = $1`, [results[10]]);
  await copyOf(results[10] ?? '', 'accepted');
  await copyOf(results[20] ?? '', 'orphaned');
  await copyOf(results[21] ?? '', 'skipped');
  await run(
    `insert into annotation.review (id, annotation_id, package_id, org_id, vendor_org_id, side, reviewer_id,
       decision, revision) select $2, id, package_id, org_id, vendor_org_id, 'demand', 'somebody', 'fix', 1
     from annotation.annotation where id = $1`,
    [results[22], newId()],
  );
  const again = await card(new Visitor(hub));
  // 4 returned, 1 corrected by a reviewer.
  expect(again.firstPass).toEqual({ value: 0.8333, n: 30 });
  expect(again.unitsPerHour).toEqual({ value: 232.2581, n: 31 });
  expect(again.late).toEqual({ value: 0.2, n: 30 });
  const own = await resultsOfAward(hub, demand, vendor, 5);
  await run(
    `update annotation.package set mode = 'own_team' where id = (select package_id from annotation.award where id = $1)`,
    [own.awardId],
  );
  expect(await card(new Visitor(hub))).toEqual(again);
});

test('a unit that nobody delivered is late once the deadline is past', async () => {
  await run(
    `update annotation.slot set state = 'open', lease_id = null where id =
       (select slot_id from annotation.annotation where id = $1)`,
    [results[25]],
  );
  expect((await card(new Visitor(hub))).late).toEqual({ value: 0.2, n: 30 });
  await run(`update annotation.annotation set state = 'orphaned' where id = $1`, [results[25]]);
  // 29 delivered, of them 6 late; 1 missing.
  expect((await card(new Visitor(hub))).late).toEqual({ value: 0.2333, n: 30 });
});
