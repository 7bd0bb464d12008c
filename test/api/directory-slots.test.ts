import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { takeSlot } from '#src/selection/directory/queries.ts';
import type { Trx } from '#src/selection/outcome-deps.ts';
import { deliberatedRound } from '#test/support/deliberation-world.ts';
import { asServing, selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner } from '#test/support/notices.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered } from '#test/support/review.ts';
import { Visitor } from '#test/support/visitor.ts';

/** Rows 46 to 52 of the reference's table, against the database and through the routes. */
type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let first: Person;
let second: Person;
let org: { orgId: string; slug: string };
let anonymous: Visitor;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  first = await person(hub, 'first', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  org = await organisation(hub, 'provider', (await person(hub, 'owner')).email);
  anonymous = new Visitor(hub);
}, 120_000);
afterAll(() => hub.stop());

const publication = (round: string) => `/api/v1/operator/selection/rounds/${round}/publication`;
const slotsOf = async (year: number) =>
  (await anonymous.get(`/api/v1/selection/directory?year=${year}`)).body.items.map(
    (e: any) => e.slot,
  );

test('row 46: ten are published, and none is published', async () => {
  const ten = await selectedRound(hub, 2030, org, 10);
  const reply = await first.post(publication(ten.id), {});
  expect(reply.body).toMatchObject({ slots: { used: 10, left: 0 }, round: { state: 'published' } });
  expect(await slotsOf(2030)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const none = await selectedRound(hub, 2031, org, 0);
  const empty = await first.post(publication(none.id), {});
  expect(empty.body).toMatchObject({ slots: { used: 0, left: 10 }, round: { state: 'published' } });
  expect(await slotsOf(2031)).toEqual([]);
});

test('row 47: the database refuses the eleventh, whoever writes it and however', async () => {
  const more = await selectedRound(hub, 2030, org, 1);
  const refused = await first.post(publication(more.id), {});
  expect(refused.body).toMatchObject({ code: 'decision.directoryFull', year: 2030, left: 0 });
  const other = await selectedRound(hub, 2032, org, 1);
  await first.post(publication(other.id), {});
  await asServing(hub, async (client) => {
    const entry = newId();
    const { rows } = await client.query(
      'select * from selection.directory_entry where year = 2032',
    );
    const [like] = rows;
    // An entry without a slot is allowed, and is in no directory.
    await asOwner(hub, (owner) =>
      owner.query(
        `insert into selection.directory_entry (id, round_id, year, decision_id, application_id, dataset_id,
         version_id, title_zh, title_en, semver, organisations, valid_to, review_due)
         values ($1, $2, 2030, $3, $4, $5, $6, 'x', 'x', '1.0.0', '[]', '2033-01-01', '2031-01-01')`,
        [entry, more.id, like.decision_id, more.applications[0], like.dataset_id, like.version_id],
      ),
    );
    expect(await slotsOf(2030)).toHaveLength(10);
    const put = (year: number | null, slot: number | null, round: string | null = more.id) =>
      client
        .query(
          'insert into selection.directory_slot (year, slot, entry_id, round_id) values ($1, $2, $3, $4)',
          [year, slot, entry, round],
        )
        .then(
          () => 'written',
          (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
        );
    expect(await put(2030, 10)).toBe('directory_slot_pkey');
    expect(await put(2030, 11)).toBe('directory_slot_slot_check');
    expect(await put(2030, 0)).toBe('directory_slot_slot_check');
    expect(await put(2030, null)).toBe('23502');
    expect(await put(null, 1)).toBe('23502');
    expect(await put(2030, 1, null)).toBe('23502');
    // Another year, to which the round does not belong.
    expect(await put(2031, 1)).toMatch(/^directory_slot_.*fkey/);
    expect(await put(2032, 2)).toMatch(/^directory_slot_.*fkey/);
    expect(await put(2032, 2, other.id)).toMatch(/^directory_slot_.*fkey/);
    for (const sql of [
      'update selection.directory_slot set year = 2031 where year = 2030 and slot = 1',
      "update selection.directory_slot set entry_id = 'x' where year = 2030 and slot = 1",
      'delete from selection.directory_slot where year = 2030',
      'truncate selection.directory_slot',
      'update selection.directory_entry set year = 2031, revision = revision + 1 where year = 2030',
      'delete from selection.directory_entry',
      'alter table selection.directory_slot drop constraint directory_slot_slot_check',
      'alter table selection.directory_slot disable trigger all',
    ])
      await expect(client.query(sql), sql).rejects.toThrow(/permission denied|immutable|owner/);
  });
  // Nor by the owner of the tables, unless policies or triggers go first.
  await asOwner(hub, async (owner) => {
    for (const sql of [
      'delete from selection.directory_slot',
      'update selection.directory_slot set slot = 10',
      'truncate selection.directory_slot cascade',
      'delete from selection.directory_entry',
    ]) {
      const done = await owner.query(sql).then(
        (r) => r.rowCount,
        () => 0,
      );
      expect([sql, done]).toEqual([sql, 0]);
    }
  });
  expect(await slotsOf(2030)).toHaveLength(10);
});

test('row 48: two rounds of a year, six and then five: the eleventh is refused, four are not', async () => {
  const six = await selectedRound(hub, 2033, org, 6);
  const five = await selectedRound(hub, 2033, org, 5);
  expect((await first.post(publication(six.id), {})).body.slots).toEqual({ used: 6, left: 4 });
  expect((await first.post(publication(five.id), {})).body.code).toBe('decision.directoryFull');
  expect(await slotsOf(2033)).toEqual([1, 2, 3, 4, 5, 6]);
  const four = five.applications.slice(0, 4);
  const reply = await first.post(publication(five.id), { applications: four });
  expect(reply.body).toMatchObject({ slots: { used: 10, left: 0 }, round: { state: 'noticing' } });
  const last = await first.post(publication(five.id), { applications: [five.applications[4]] });
  expect(last.body.code).toBe('decision.directoryFull');
  const again = await first.post(publication(five.id), { applications: four });
  expect(again.body.code).toBe('decision.alreadyPublished');
});

test('row 49: a tie at ranks ten and eleven leaves the slot empty, unless what was declared resolves it', async () => {
  const experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
  const marks = [95, 90, 85, 80, 75, 70, 65, 60, 55, 40, 40];
  const scored = marks.map((mark) => ({ org, scores: [mark, mark] }));
  const { id, applications } = await deliberatedRound(hub, 2038, experts, scored);
  const at = '/api/v1/operator/selection';
  const table = async () => (await first.get(`${at}/rounds/${id}/deliberation`)).body;
  await first.send('PUT', `${at}/rounds/${id}/deliberation`, {
    ...{ revision: 0, heldOn: '2026-11-20', minutes: '评议记录' },
    present: experts.map((e) => e.userId),
  });
  for (const { application, revision } of (await table()).items)
    await first.post(`${at}/applications/${application}/shortlist`, {
      revision,
      shortlisted: true,
    });
  const [nine, tied] = [applications.slice(0, 9), applications.slice(9)];
  expect((await table()).suggestion).toEqual({ selected: nine, tied: tied.toSorted(), empty: 1 });
  const reasons = Object.fromEntries(tied.map((one) => [one, '与另一项同分，名额留空']));
  const propose = (selected: string[]) =>
    first.post(`${at}/rounds/${id}/decisions`, { selected, reasons });
  const split = await propose([...nine, tied[0] ?? '']);
  expect([split.body.code, split.body.applications]).toEqual(['decision.tie', [tied[1]]]);
  expect((await propose(nine)).status).toBe(201);
  await asOwner(hub, async (owner) => {
    for (const what of ['disable trigger user', 'no force row level security'])
      await owner.query(`alter table review.version ${what}`);
    await owner.query(
      `update review.version set scores = jsonb_set(scores, array[(select settings->'tieBreakers'->>0
       from selection.rule_set where programme_code = 'M8' limit 1)], '90') where item_id in
       (select id from review.item where subject_id = $1)`,
      [tied[1]],
    );
  });
  expect((await table()).suggestion.selected).toEqual([...nine, tied[1]]);
  expect((await propose([...nine, tied[1] ?? ''])).status).toBe(201);
});

describe('row 50: two operators publish the tenth at once', () => {
  test('over HTTP exactly one of them does', async () => {
    for (let year = 2040; year < 2044; year += 1) {
      await first.post(publication((await selectedRound(hub, year, org, 9)).id), {});
      const [a, b] = [
        await selectedRound(hub, year, org, 1),
        await selectedRound(hub, year, org, 1),
      ];
      const replies = await Promise.all([
        first.post(publication(a.id), {}),
        second.post(publication(b.id), {}),
      ]);
      expect(replies.map((r) => r.body.code ?? 'published').toSorted()).toEqual([
        'decision.directoryFull',
        'published',
      ]);
      expect(await slotsOf(year)).toHaveLength(10);
    }
  }, 120_000);

  test('in 1,000 rounds of two transactions exactly one does', async () => {
    const of = await selectedRound(hub, 2045, org, 1);
    await first.post(publication(of.id), {});
    await asOwner(hub, async (owner) => {
      // A round a century later for each, with eleven entries, of which nine have their slots.
      await owner.query(
        `insert into selection.round (id, programme_code, year, title_zh, title_en, rule_set_id,
           rule_set_sha256, capacity, opens_on, closes_on, state)
         select 'race-' || y, programme_code, y, 'x', 'x', rule_set_id, rule_set_sha256, 10, opens_on,
           closes_on, 'noticing' from selection.round r, generate_series(2000, 2999) y where r.id = $1`,
        [of.id],
      );
      await owner.query(
        `insert into selection.application (id, round_id, lead_org_id, title)
         select 'race-' || y || '-' || n, 'race-' || y, $1, 'x'
         from generate_series(2000, 2999) y, generate_series(1, 11) n`,
        [org.orgId],
      );
      await owner.query(
        `insert into selection.directory_entry (id, round_id, year, decision_id, application_id, dataset_id,
           version_id, title_zh, title_en, semver, organisations, valid_to, review_due)
         select a.id, r.id, r.year, e.decision_id, a.id, e.dataset_id, e.version_id, 'x', 'x', 'x', '[]',
           e.valid_to, e.review_due
         from selection.application a join selection.round r on r.id = a.round_id
         cross join (select * from selection.directory_entry where year = 2045 limit 1) e
         where r.id like 'race-%'`,
      );
      await owner.query(
        `insert into selection.directory_slot (year, slot, entry_id, round_id)
         select y, n, 'race-' || y || '-' || n, 'race-' || y
         from generate_series(2000, 2999) y, generate_series(1, 9) n
         where y not between 2030 and 2045`,
      );
    });
    const { store } = hub.node.hub;
    const publish = (year: number, n: number) =>
      store.write(systemActor('test'), (trx) =>
        takeSlot(trx as unknown as Trx, {
          entryId: `race-${year}-${n}`,
          roundId: `race-${year}`,
          year,
        }),
      );
    let rounds = 0;
    const wrong: unknown[] = [];
    const race = async (year: number) => {
      rounds += 1;
      const given = await Promise.all([publish(year, 10), publish(year, 11)]);
      if (given.filter((slot) => slot === 10).length !== 1 || !given.includes(undefined))
        wrong.push({ year, given });
    };
    for (let year = 2000; year <= 2999; year += 1) if (year < 2030 || year > 2045) await race(year);
    // For the years in use above the last ones race again, with their tenth slot taken away by force.
    await asOwner(hub, async (owner) => {
      const alter = (what: string) => owner.query(`alter table selection.directory_slot ${what}`);
      for (const what of ['disable trigger user', 'no force row level security']) await alter(what);
      await owner.query('delete from selection.directory_slot where slot = 10 and year >= 2984');
      for (const what of ['force row level security', 'enable trigger user']) await alter(what);
    });
    for (let year = 2984; year <= 2999; year += 1) await race(year);
    expect({ rounds, wrong }).toEqual({ rounds: 1000, wrong: [] });
    const { rows } = await asServing(hub, (client) =>
      client.query(
        'select count(*)::int as years, max(n)::int as most from (select count(*) n from selection.directory_slot group by year) s',
      ),
    );
    expect(rows[0].most).toBe(10);
  }, 120_000);
});

test('row 51: a revoked entry keeps its slot, its page and its number', async () => {
  const ten = await selectedRound(hub, 2036, org, 10);
  await first.post(publication(ten.id), {});
  const { body } = await anonymous.get('/api/v1/selection/directory?year=2036');
  const [entry] = body.items;
  const recommended = () =>
    asServing(hub, async (client) => {
      const { rows } = await client.query(
        `select d.recommended_in from catalog.dataset d
         join selection.directory_entry e on e.dataset_id = d.id where e.id = $1`,
        [entry.id],
      );
      return rows[0].recommended_in;
    });
  expect(await recommended()).toBe(2036);
  const revoke = `/api/v1/operator/selection/directory/entries/${entry.id}/revoke`;
  const gone = await first.post(revoke, { revision: 1, reason: '数据来源不实' });
  expect(gone.body).toMatchObject({ state: 'revoked', slot: 1, revokedReason: '数据来源不实' });
  expect(await recommended()).toBeNull();
  expect((await first.post(revoke, { revision: 2, reason: 'x' })).body.code).toBe('hub.wrongState');
  const more = await selectedRound(hub, 2036, org, 1);
  expect((await first.post(publication(more.id), {})).body.code).toBe('decision.directoryFull');
  expect(await slotsOf(2036)).toHaveLength(10);
  const check = await anonymous.get(`/api/v1/selection/certificates/${entry.certificate}`);
  expect(check.body).toMatchObject({ number: 'HQD-2036-01', valid: false });
});

test('row 52: no money is attached to a place in the directory', async () => {
  await asServing(hub, async (client) => {
    const { rows } = await client.query(
      `select table_name, column_name from information_schema.columns
       where table_schema = 'selection' and (column_name ~ 'amount|fen|money|award' or table_name ~ 'award')`,
    );
    expect(rows).toEqual([]);
  });
  const round = await selectedRound(hub, 2037, org, 1);
  const refused = await first.post(publication(round.id), { amount: '100' });
  expect(refused.body.code).toBe('hub.invalid');
});
