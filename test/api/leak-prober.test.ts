import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addresses, differences, reading } from '#test/support/leak-prober.ts';
import { leakWorld, type LeakWorld, type Role } from '#test/support/leak-world.ts';
import { asOwner, noticeItems, noticeText } from '#test/support/notices.ts';
import { mine as assignments, ok, ops, reviewed } from '#test/support/review-stage.ts';

/**
 * Every role asks every address before and after one fact. The world changes under the same hub, so that ids
 * and instants are the same in both: whatever differs, the fact did. For each fact somebody who may know it
 * sees a difference, or the test could not fail.
 */
let world: LeakWorld;
let paths: string[];
/** Addresses of the catalogue and the like, asked at the beginning and at the end. */
let rest: string[];
let all: string[];
const first = new Map<Role, Map<string, string>>();
const strangers = ['anonymous', 'outsider'] as const;
const close =
  /\/(selection|review|notices|objections|notifications|worklist|approver|home|audit)\b|me\/objections/;
const before = new Map<Role, Map<string, string>>();
const at = '/api/v1/operator/selection';
const everybody: readonly Role[] = [
  ...(['anonymous', 'applicant', 'joint', 'rival', 'outsider', 'reviewer', 'peer'] as const),
  ...(['tiedExpert', 'freeExpert', 'operator', 'tiedOperator'] as const),
  ...(['approver', 'auditor'] as const),
];
const officers: readonly Role[] = ['operator'];

const look = async () => {
  for (const role of everybody) before.set(role, await reading(world.who[role], paths));
};
beforeAll(async () => {
  world = await leakWorld();
  all = await addresses(world.stage.hub, world.fillers);
  paths = all.filter((path) => close.test(path));
  rest = all.filter((path) => !close.test(path));
  for (const role of strangers) first.set(role, await reading(world.who[role], rest));
}, 180_000);
afterAll(() => world.stage.hub.stop());

/** Asks from now on what has to do with this; what an earlier fact changed is looked at again. */
const about = async (matter: RegExp) => {
  paths = all.filter((path) => close.test(path) && matter.test(path));
  await look();
};

/** The fact happens; nobody but these may read a difference, and the first of them must. */
async function hides(knowing: readonly Role[], fact: () => Promise<unknown>): Promise<void> {
  await fact();
  const leaks: string[] = [];
  for (const role of everybody) {
    const now = await reading(world.who[role], paths);
    const found = differences(before.get(role) ?? new Map(), now);
    before.set(role, now);
    // The auditor reads the record of what was done, whoever it concerns.
    const told = found.filter((d) => role !== 'auditor' || !d.startsWith('/api/v1/audit'));
    if (!knowing.includes(role)) leaks.push(...told.map((text) => `${role} ${text}`));
    if (role === knowing[0]) expect(found, `${role} may know it`).not.toEqual([]);
  }
  expect(leaks.join('\n')).toBe('');
}

const revisionOf = async (application: string): Promise<number> => {
  const { body } = await world.who.operator.get(
    `${at}/rounds/${world.deliberated.id}/deliberation`,
  );
  return body.items.find((i: { application: string }) => i.application === application).revision;
};
const minutes = (application: string, text: string) =>
  world.who.operator.send('PUT', `${at}/applications/${application}/minutes`, {
    ...{ revision: 0, minutes: text, reason: '覆盖面不足' },
  });
const shortlist = async (application: string, shortlisted = true) =>
  world.who.operator.post(`${at}/applications/${application}/shortlist`, {
    ...{ revision: await revisionOf(application), shortlisted, reason: '复议' },
  });

test('every address is asked, and a hub at rest says the same twice', async () => {
  expect(all.length).toBeGreaterThan(100);
  const moved: string[] = [];
  for (const role of ['outsider', 'tiedOperator', 'operator'] as const) {
    const [once, again] = [
      await reading(world.who[role], paths),
      await reading(world.who[role], paths),
    ];
    moved.push(...differences(once, again).map((d) => `${role} ${d}`));
  }
  expect(moved).toEqual([]);
});

describe('of a review', () => {
  beforeAll(() => about(/review|worklist|audit|selection\/(rounds|applications)$/));
  test('a score, to a peer before their own, to the applicants and to who is tied (HotCRP #426)', () =>
    hides([...officers, 'reviewer'], () => reviewed(world.mine, 9, 3)));
  test('a comment, to who has not reviewed and to everybody else', () =>
    hides(['reviewer', ...officers], async () => {
      const text = '资料不全';
      ok(await world.mine.who.post(`${assignments}/${world.mine.id}/comments`, { text }), 201);
    }));
  test('the applicants, where the review is double blind', () =>
    hides(officers, () =>
      asOwner(world.stage.hub, (client) =>
        client.query(
          `update review.item set people = array['某某'], orgs = jsonb_set(orgs, '{0,names}', '["另一机构"]')
           where id = $1`,
          [world.board.itemIds[0]],
        ),
      ),
    ));
  test('who reviews it: a recusal leaves no empty row (OpenReview #351)', () =>
    hides([...officers, 'reviewer'], async () => {
      const { body } = await world.mine.who.get(`${assignments}/${world.mine.id}`);
      const change = { revision: body.revision, reason: '有利害关系' };
      ok(await world.mine.who.post(`${assignments}/${world.mine.id}/recuse`, change));
    }));
  test('a tie that an expert declared (OpenReview #304)', () =>
    hides(['freeExpert', ...officers], async () => {
      const tie = { kind: 'organisation', nature: 'adviser', name: 'Organisation rival' };
      ok(await world.who.freeExpert.post('/api/v1/review/expert/relations', tie));
    }));
});

describe('of a deliberation', () => {
  beforeAll(() => about(/selection\/(rounds|applications)|worklist|audit|approver/));
  test('minutes of an item, to who is tied to it and to everybody outside', () =>
    hides([...officers, 'approver'], async () =>
      ok(await minutes(world.deliberated.applications[0] ?? '', '讨论')),
    ));
  test('the shortlist, to the applicants and to who is tied', () =>
    hides([...officers, 'approver'], async () =>
      ok(await shortlist(world.deliberated.applications[0] ?? '')),
    ));
  test('a decision that is proposed and not approved', () =>
    hides([...officers, 'approver'], async () => {
      const [first, ...others] = world.deliberated.applications;
      for (const id of others) ok(await minutes(id, '讨论'));
      await look();
      ok(
        await world.who.operator.post(`${at}/rounds/${world.deliberated.id}/decisions`, {
          selected: [first],
        }),
        201,
      );
    }));
  test('the outcome, before it is published', () =>
    hides([...officers, 'approver', 'auditor'], () =>
      asOwner(world.stage.hub, (client) =>
        client.query(
          `update selection.application set state = 'not_selected', state_reason = '覆盖面不足',
           revision = revision + 1, hidden_steps = hidden_steps + 1 where id = $1`,
          [world.deliberated.applications[0]],
        ),
      ),
    ));
});

describe('of a competitor', () => {
  beforeAll(() =>
    about(
      /selection\/(rounds|applications)|worklist|notifications$|notifications\/unread|audit|home/,
    ),
  );
  test('a draft, saved', () =>
    hides(['rival'], async () => {
      const { id, revision } = world.draft;
      const { body } = await world.rival.get(`/api/v1/selection/applications/${id}`);
      const { title, answers } = body;
      const dataset = { org: 'rival', name: 'data', version: '1.0.0' };
      const saved = { revision, title: `${title}（改）`, dataset, answers };
      ok(await world.rival.send('PUT', `/api/v1/selection/applications/${id}`, saved));
    }));
  test('that it applied, and its number', () =>
    hides(['rival', ...officers, 'tiedOperator', 'approver', 'auditor'], async () => {
      const application = `/api/v1/selection/applications/${world.draft.id}`;
      const { revision } = (await world.rival.get(application)).body;
      ok(await world.rival.post(`${application}/submit`, { revision }));
    }));
  test('what the rules say of it', async () => {
    const move = async (command: string) => {
      const { body } = await world.who.operator.get(`/api/v1/selection/rounds/${world.open.id}`);
      const change = { revision: body.revision, reason: '提前结束' };
      ok(await world.who.operator.post(`${at}/rounds/${world.open.id}/moves/${command}`, change));
    };
    await move('close');
    await move('screen');
    await look();
    await hides([...officers, 'tiedOperator', 'approver', 'auditor'], async () => {
      const waiver = { rule: 'quality', reason: '经核实可豁免' };
      ok(await world.who.operator.post(`${at}/applications/${world.draft.id}/waivers`, waiver));
    });
  });
});

describe('of a notice', () => {
  beforeAll(() => about(/notices|objections|worklist|notifications$|audit/));
  test('a draft', () =>
    hides([...officers, 'tiedOperator'], async () => {
      const drafted = { ...noticeText, items: noticeItems, workingDays: 5 };
      ok(await world.who.operator.post('/api/v1/operator/notices', drafted), 201);
    }));
  test('who objected', () =>
    hides([...officers, 'tiedOperator', 'approver', 'auditor'], () =>
      asOwner(world.stage.hub, async (client) => {
        await client.query('alter table notice.objection_case disable trigger user');
        await client.query(
          "update notice.objection_case set name = '某公民', statement = '另一理由' where objection_id = $1",
          [world.objection],
        );
      }),
    ));
});

test('the catalogue, its search and its counts are after all of it as they were', async () => {
  const moved: string[] = [];
  for (const role of strangers)
    moved.push(...differences(first.get(role) ?? new Map(), await reading(world.who[role], rest)));
  expect(moved).toEqual([]);
});

test('what is hidden and what does not exist answer alike', async () => {
  const nowhere = '01890000-0000-7000-8000-00000000dead';
  const hidden = [
    ['tiedOperator', `${ops}/items/ID/reviews`, world.board.itemIds[0]],
    ['rival', '/api/v1/selection/applications/ID', world.sent.id],
    ['outsider', '/api/v1/review/assignments/ID', world.mine.id],
    ['outsider', '/api/v1/objections/ID', world.objection],
  ] as const;
  for (const [role, path, id] of hidden) {
    const [real, none] = [id ?? '', nowhere].map((one) => path.replace('ID', one));
    const { status, body } = await world.who[role].get(real ?? '');
    const absent = await world.who[role].get(none ?? '');
    expect([path, status, { ...body, requestId: '' }]).toEqual([
      path,
      absent.status,
      { ...absent.body, requestId: '' },
    ]);
  }
});
