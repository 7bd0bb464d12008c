import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { mine, ops, ReviewStage } from '#test/support/review-stage.ts';

/** One review against the real routes and the real database; the machine is written down here a second time. */
let stage: ReviewStage;
const runs = process.env['BANYAN_LONG'] ? 200 : 50;
const by = systemActor('model');

beforeAll(async () => {
  stage = await ReviewStage.open();
}, 120_000);
afterAll(() => stage.hub.stop());

type State =
  | 'invited'
  | 'accepted'
  | 'draft'
  | 'submitted'
  | 'reopened'
  | 'declined'
  | 'recused'
  | 'invalidated';
interface Model {
  state: State;
  revision: number;
  versions: number;
  /** Of the stored draft, 0 without one; whether it scores everything. */
  draft: number;
  complete: boolean;
  audits: number;
}
const kinds = ['declare', 'tied', 'decline', 'recuse', 'save', 'submit', 'comment'] as const;
const overseen = ['reopen', 'invalidate'] as const;
interface Step {
  readonly kind: (typeof kinds)[number] | (typeof overseen)[number];
  /** From a page that was read before the last change. */
  readonly stale: boolean;
  readonly complete: boolean;
}
const begun: readonly State[] = ['invited', 'accepted', 'draft'];
const live: readonly State[] = [...begun, 'submitted', 'reopened'];

/** What the step leads to: a refusal's code, or the changed model. */
function expected(m: Model, { kind, stale, complete }: Step): string | Model {
  const moved = (state: State, more: Partial<Model> = {}): Model => ({
    ...{ ...m, ...more, state },
    ...{ revision: m.revision + 1, audits: m.audits + 1 },
  });
  const ending = (from: readonly State[], state: State) =>
    stale ? 'hub.conflict' : from.includes(m.state) ? moved(state) : 'hub.wrongState';
  switch (kind) {
    case 'declare':
      return ending(['invited'], 'accepted');
    case 'tied':
      return ending(['invited'], 'recused');
    case 'decline':
      return ending(begun, 'declined');
    case 'recuse':
      return ending(live, 'recused');
    case 'reopen':
      return ending(['submitted'], 'reopened');
    case 'invalidate':
      return ending(live, 'invalidated');
    case 'comment':
      return m.state === 'submitted' ? m : 'review.ownReviewFirst';
    case 'save': {
      if (m.state === 'invited') return 'review.declareFirst';
      if (!['accepted', 'draft', 'reopened'].includes(m.state)) return 'hub.wrongState';
      if (stale) return 'hub.conflict';
      const saved = { draft: m.draft + 1, complete };
      return m.state === 'accepted'
        ? moved('draft', saved)
        : { ...m, ...saved, audits: m.audits + 1 };
    }
    case 'submit':
      if (m.state !== 'draft' && m.state !== 'reopened') return 'hub.wrongState';
      if (stale) return 'hub.conflict';
      if (!m.complete) return 'review.incomplete';
      return moved('submitted', { versions: m.versions + 1 });
  }
}

const steps: fc.Arbitrary<readonly (Omit<Step, 'kind'> & { pick: number; fits: boolean })[]> =
  fc.array(
    fc.record({
      pick: fc.nat({ max: 9999 }),
      fits: fc.constantFrom(true, true, true, false),
      stale: fc.constantFrom(false, false, false, false, false, false, true),
      complete: fc.constantFrom(true, true, false),
    }),
    { minLength: 8, maxLength: 16 },
  );
const all = [...kinds, ...overseen];

/** What ends a review is drawn seldom, or most histories would be short. */
function drawn(m: Model, draw: Omit<Step, 'kind'> & { pick: number; fits: boolean }): Step {
  const { pick, stale, complete } = draw;
  const leads = (kind: Step['kind']) =>
    typeof expected(m, { kind, stale: false, complete: true }) !== 'string';
  const possible = all.filter(leads);
  const going = possible.filter(
    (kind) => pick % 5 === 0 || !/tied|decline|recuse|invalidate/.test(kind),
  );
  const from = !draw.fits || going.length === 0 ? all : going;
  return { kind: from[Math.floor(pick / 5) % from.length] as Step['kind'], stale, complete };
}

/** A board with one item that was given to the first expert; the ids of board and review. */
async function given(): Promise<{ board: string; id: string }> {
  const { id: board, itemIds } = await stage.board();
  const id = newId();
  const [expert] = stage.experts;
  await stage.hub.node.hub.store.write(by, (trx) =>
    trx
      .insertInto('review.assignment')
      .values({
        ...{ id, board_id: board, item_id: itemIds[0] ?? '', state: 'invited', versions: 0 },
        ...{ expert_id: expert?.expertId ?? '', user_id: expert?.userId ?? '' },
        ...{ state_reason: null, invited_by: null, declared_at: null, submitted_at: null },
        explanation: JSON.stringify({ zh: 'x', en: 'x' }),
      })
      .execute(),
  );
  return { board, id };
}

async function act(id: string, m: Model, { kind, stale, complete }: Step) {
  const who = stage.experts[0] ?? stage.operator;
  const revision = m.revision + (!stale ? 0 : m.revision > 1 ? -1 : 1);
  const scores = complete ? { use: 6, rights: 7 } : { use: 6 };
  const draft = m.draft + (!stale ? 0 : m.draft > 1 ? -1 : 3);
  const reason = '说明';
  if (kind === 'declare' || kind === 'tied')
    return who.post(`${mine}/${id}/declare`, {
      ...{ revision, tie: kind === 'tied' ? 'tied' : 'none' },
      ...(kind === 'tied' ? { reason } : {}),
    });
  if (kind === 'decline' || kind === 'recuse')
    return who.post(`${mine}/${id}/${kind}`, { revision, reason });
  if (kind === 'save') {
    const body = { revision: draft, scores, opinion: '意见', note: '' };
    return who.send('PUT', `${mine}/${id}/draft`, body);
  }
  if (kind === 'submit') return who.post(`${mine}/${id}/submit`, { revision: Math.max(1, draft) });
  if (kind === 'comment') return who.post(`${mine}/${id}/comments`, { text: '补充' });
  return stage.operator.post(`${ops}/assignments/${id}/${kind}`, { revision, reason });
}

const stored = (id: string) =>
  stage.hub.node.hub.store.read(by, async (db) => {
    const row = await db
      .selectFrom('review.assignment')
      .select(['state', 'revision', 'versions'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const kept = await db
      .selectFrom('review.version')
      .select('number')
      .where('assignment_id', '=', id)
      .orderBy('number')
      .execute();
    const audits = await db
      .selectFrom('audit.entry')
      .select('id')
      .where('object_id', '=', id)
      .execute();
    return { ...row, kept: kept.map((v) => v.number), audits: audits.length };
  });

test(`a review is after ${runs} runs of commands where the model says, refused or done`, async () => {
  const reached = new Set<State>();
  const refused = new Set<string>();
  await fc.assert(
    fc.asyncProperty(steps, async (draws) => {
      const { board, id } = await given();
      let m: Model = {
        ...{ state: 'invited', revision: 1, versions: 0 },
        ...{ draft: 0, complete: false, audits: 0 },
      };
      for (const draw of draws) {
        const step = drawn(m, draw);
        const next = expected(m, step);
        const reply = await act(id, m, step);
        const code = reply.status < 300 ? undefined : reply.body.code;
        expect([m.state, step, code]).toEqual([
          m.state,
          step,
          typeof next === 'string' ? next : undefined,
        ]);
        if (typeof next === 'string') refused.add(next);
        else m = next;
        reached.add(m.state);
      }
      expect(await stored(id)).toEqual({
        ...{ state: m.state, revision: m.revision, versions: m.versions, audits: m.audits },
        kept: Array.from({ length: m.versions }, (_, n) => n + 1),
      });
      // What does not stand as submitted is not counted.
      const { body } = await stage.operator.get(`${ops}/boards/${board}/scores`);
      expect(body.items[0].raw.reviews).toBe(m.state === 'submitted' ? 1 : 0);
    }),
    { numRuns: runs, seed: 20261124, endOnFailure: true },
  );
  expect([...reached].toSorted()).toEqual(
    [...live, 'declined', 'invalidated', 'recused'].toSorted(),
  );
  expect([...refused].toSorted()).toEqual([
    ...['hub.conflict', 'hub.wrongState', 'review.declareFirst'],
    ...['review.incomplete', 'review.ownReviewFirst'],
  ]);
}, 240_000);
