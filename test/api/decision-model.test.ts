import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { replayRound } from '#src/selection/index.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { shortlistedRound, type DeliberationWorld } from '#test/support/deliberation-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { passNotice } from '#test/support/notices.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import { moveRoundTo, type Person } from '#test/support/selection.ts';

/** Decisions of a round with three applications, by the routes and on the database, against a model. */
let hub: TestHub;
let proposers: readonly [Person, Person];
let approvers: readonly [Person, Person];
let second: Person;
let citizen: Person;
let experts: Expert[];
let org: { orgId: string; slug: string };
const runs = process.env['BANYAN_LONG'] ? 200 : 15;
const by = systemActor('model');
const at = '/api/v1/operator/selection';
let year = 2030;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  const operator = await person(hub, 'operator', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  const approver = await person(hub, 'approver', { staffRole: 'approver' });
  const deputy = await person(hub, 'deputy', { staffRole: 'approver' });
  proposers = [operator, second];
  approvers = [approver, deputy];
  citizen = await person(hub, 'citizen');
  org = await organisation(hub, 'alpha', (await person(hub, 'owner')).email);
  experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
}, 120_000);
afterAll(() => hub.stop());

type Standing = 'under_review' | 'shortlisted' | 'noticed' | 'not_selected' | 'selected';
interface Decision {
  readonly state: 'proposed' | 'approved' | 'effective';
  readonly proposer: string;
  readonly selected: readonly number[];
}
interface Model {
  round: 'deliberating' | 'noticing' | 'published';
  standing: Standing[];
  decision: Decision | undefined;
  decisions: number;
  entries: number;
}
interface Step {
  readonly kind: 'propose' | 'approve' | 'return' | 'uphold' | 'settle' | 'publish' | 'back';
  readonly who: 0 | 1;
  /** Which of the three are selected, a bit each. */
  readonly mask: number;
  readonly stale: boolean;
}
const step: fc.Arbitrary<Step & { readonly ahead: boolean }> = fc.record({
  /** Whether the step that comes next is taken instead of the one drawn. */
  ahead: fc.boolean(),
  kind: fc.constantFrom<Step['kind']>(
    ...(['propose', 'propose', 'approve', 'approve', 'approve', 'return'] as const),
    ...(['uphold', 'settle', 'settle', 'publish', 'publish', 'back'] as const),
  ),
  who: fc.constantFrom<0 | 1>(0, 1),
  mask: fc.integer({ min: 0, max: 7 }),
  stale: fc.constantFrom(false, false, false, false, true),
});
const chosen = (mask: number): number[] => [0, 1, 2].filter((n) => mask & (1 << n));

const plain = { ahead: false, who: 0, stale: false } as const;
/** Back from the notice, what was not selected has to be shortlisted anew. */
const again = [
  { ...plain, kind: 'propose', mask: 1 },
  { ...plain, kind: 'approve', mask: 0 },
  { ...plain, kind: 'back', mask: 0 },
  { ...plain, kind: 'propose', mask: 2 },
] as const;
const ahead = { proposed: 'approve', approved: 'settle', effective: 'publish' } as const;

/** The refusal's code, or undefined and the model is changed. */
function expected(m: Model, { kind, who, mask, stale }: Step): string | undefined {
  const present = m.decision;
  // Nobody is operator and approver at once (a constraint), so the proposer is never who approves.
  const deciding = (): string | undefined => {
    if (!present) return 'hub.notFound';
    if (present.state !== 'proposed') return 'hub.wrongState';
    return stale ? 'hub.conflict' : undefined;
  };
  if (kind === 'propose') {
    if (m.round === 'published') return 'hub.wrongState';
    const selected = chosen(mask);
    if (selected.some((n) => m.standing[n] === 'under_review')) return 'decision.notShortlisted';
    if (present?.state === 'effective') return 'hub.wrongState';
    m.decision = { state: 'proposed', proposer: proposers[who].userId, selected };
    m.decisions += 1;
    return undefined;
  }
  if (kind === 'approve') {
    const refusal = deciding();
    if (refusal !== undefined || !present) return refusal;
    m.decision = { ...present, state: 'approved' };
    m.standing = m.standing.map((_, n) =>
      present.selected.includes(n) ? 'noticed' : 'not_selected',
    );
    m.round = 'noticing';
    return undefined;
  }
  if (kind === 'return') {
    const refusal = deciding();
    if (refusal === undefined) m.decision = undefined;
    return refusal;
  }
  if (kind === 'uphold' && present?.state === 'approved' && present.selected.length > 0) {
    m.decision = {
      ...{ state: 'proposed', proposer: second.userId },
      selected: present.selected.slice(1),
    };
    m.decisions += 1;
  }
  if (kind === 'settle' && present?.state === 'approved') {
    m.decision = { ...present, state: 'effective' };
    m.standing = m.standing.map((one) => (one === 'noticed' ? 'selected' : one));
  }
  if (kind === 'publish') {
    if (present?.state !== 'effective') return 'decision.notEffective';
    m.round = 'published';
    m.entries = present.selected.length;
  }
  if (kind === 'back') {
    if (m.round !== 'noticing' || present?.state === 'effective') return 'hub.wrongState';
    m.round = 'deliberating';
    m.decision = undefined;
    m.standing = m.standing.map((one) => (one === 'noticed' ? 'shortlisted' : 'under_review'));
  }
  return undefined;
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly notice?: string;
}
const present = async (world: DeliberationWorld): Promise<Shown | undefined> => {
  const { body } = await proposers[0].get(`${at}/rounds/${world.id}/decisions`);
  return body.items.find((one: Shown) => one.state !== 'superseded');
};
const must = ({ status, body }: { status: number; body: any }) => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

async function uphold(notice: string): Promise<void> {
  const body = { statement: '来源有误', item: 0 };
  const { id } = must(await citizen.post(`/api/v1/notices/${notice}/objections`, body));
  const objection = `/api/v1/operator/objections/${id}`;
  must(await proposers[0].post(`${objection}/admit`, { revision: 1 }));
  must(await proposers[0].post(`${objection}/answer`, { revision: 2, answer: '属实' }));
  must(await second.post(`${objection}/uphold`, { revision: 3, outcome: '来源不实' }));
}

async function settle(notice: string): Promise<void> {
  await passNotice(hub, notice);
  for (const command of ['close', 'confirm'] as const) {
    const { revision } = must(await second.get(`/api/v1/notices/${notice}`));
    must(await second.post(`/api/v1/operator/notices/${notice}/${command}`, { revision }));
  }
}

/** Does the step; the code of its refusal. */
async function act(world: DeliberationWorld, m: Model, one: Step): Promise<string | undefined> {
  const { kind, who, mask, stale } = one;
  const found = await present(world);
  const codeOf = ({ status, body }: { status: number; body: any }) =>
    status < 300 ? undefined : body.code;
  if (kind === 'propose') {
    const reasons = Object.fromEntries(world.applications.map((id) => [id, '未进入名额']));
    const selected = chosen(mask).map((n) => world.applications[n]);
    const path = `${at}/rounds/${world.id}/decisions`;
    return codeOf(await proposers[who].post(path, { selected, reasons }));
  }
  if (kind === 'approve' || kind === 'return') {
    const id = found?.id ?? world.id;
    const revision = (found?.revision ?? 1) + (stale ? 1 : 0);
    const reason = kind === 'return' ? { reason: '名单有误' } : {};
    const path = `/api/v1/approver/decisions/${id}/${kind}`;
    return codeOf(await approvers[who].post(path, { revision, ...reason }));
  }
  if (kind === 'publish')
    return codeOf(await proposers[0].post(`${at}/rounds/${world.id}/publication`, {}));
  if (kind === 'back')
    return codeOf(await moveRoundTo(proposers[0], world.id, 'backToDeliberating', '名单有误'));
  if (m.decision?.state !== 'approved') return undefined;
  if (kind === 'settle') await settle(found?.notice ?? '');
  else if (m.decision.selected.length > 0) await uphold(found?.notice ?? '');
  return undefined;
}

const stored = (world: DeliberationWorld) =>
  hub.node.hub.store.read(by, async (db) => {
    const rows = await db
      .selectFrom('selection.application')
      .select(['id', 'state'])
      .where('round_id', '=', world.id)
      .execute();
    const decisions = await db
      .selectFrom('selection.decision')
      .select(['state', 'proposed_by'])
      .where('round_id', '=', world.id)
      .execute();
    const entries = await db
      .selectFrom('selection.directory_slot')
      .select('slot')
      .where('year', '=', world.year)
      .execute();
    const round = await db
      .selectFrom('selection.round')
      .select('state')
      .where('id', '=', world.id)
      .executeTakeFirstOrThrow();
    const standing = new Map(rows.map((row) => [row.id, row.state]));
    const standingNow = decisions.filter((d) => d.state !== 'superseded');
    return {
      round: round.state,
      standing: world.applications.map((id) => standing.get(id)),
      decisions: decisions.length,
      present: standingNow.map((d) => [d.state, d.proposed_by]),
      slots: entries.map((e) => e.slot),
      differing: (await replayRound(db as never, world.id)).differing,
    };
  });

test(`a decision is after ${runs} runs of commands where the model says, and the round replays`, async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 11 }), async (steps) => {
      year += 1;
      const world = await shortlistedRound(hub, year, experts, org, proposers[0]);
      const m: Model = {
        ...{ round: 'deliberating', decision: undefined, decisions: 0, entries: 0 },
        standing: ['shortlisted', 'shortlisted', 'shortlisted'],
      };
      for (const draw of steps) {
        const { ahead: forward, ...drawn } = draw;
        const next: Step['kind'] = m.decision ? ahead[m.decision.state] : 'propose';
        const one = forward ? { ...drawn, kind: next } : drawn;
        const before = `${m.round} ${m.decision?.state} ${m.standing.join()}`;
        const code = await act(world, m, one);
        expect([before, one, code]).toEqual([before, one, expected(m, one)]);
        if (code !== undefined) reached.add(code);
        if (m.decision) reached.add(m.decision.state);
        reached.add(m.round);
      }
      expect(await stored(world)).toEqual({
        ...{ round: m.round, standing: m.standing, decisions: m.decisions },
        present: m.decision ? [[m.decision.state, m.decision.proposer]] : [],
        slots: Array.from({ length: m.entries }, (_, n) => n + 1),
        differing: [],
      });
    }),
    { numRuns: runs, seed: 20261124, endOnFailure: true, examples: [[[...again]]] },
  );
  expect([...reached].toSorted()).toEqual([
    ...['approved', 'decision.notEffective', 'decision.notShortlisted'],
    ...['deliberating', 'effective', 'hub.conflict', 'hub.notFound', 'hub.wrongState'],
    ...['noticing', 'proposed', 'published'],
  ]);
}, 300_000);
