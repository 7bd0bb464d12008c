import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit, type Audit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '#src/selection/deps.ts';
import { moveApplication, moveRound } from '#src/selection/move.ts';
import { applicationById } from '#src/selection/queries/application.ts';
import { roundById } from '#src/selection/queries/round.ts';
import { recordEvent } from '#src/selection/record-event.ts';
import { replay } from '#src/selection/replay.ts';
import type { ApplicationCommand, RoundCommand } from '#src/selection/transitions.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { roundIn } from '#test/support/directory-world.ts';

/** Rounds and applications against the real database; the machines are forApplications down here a second time. */
let hub: TestHub;
let orgId: string;
let ruleSet: { id: string; sha256: string };
const runs = 200;
const by = systemActor('model');
let year = 2000;
let serial = 900_000;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  orgId = (await organisation(hub, 'alpha', (await person(hub, 'owner')).email)).orgId;
  ruleSet = await hub.node.hub.store.read(by, (db) =>
    db
      .selectFrom('selection.rule_set')
      .select(['id', 'sha256'])
      .where('programme_code', '=', 'M8')
      .executeTakeFirstOrThrow(),
  );
}, 120_000);
afterAll(() => hub.stop());

type Machine<C extends string> = Readonly<Record<C, readonly [from: string, to: string]>>;
const forRounds: Machine<RoundCommand> = {
  open: ['draft', 'open'],
  close: ['open', 'closed'],
  screen: ['closed', 'screening'],
  review: ['screening', 'reviewing'],
  deliberate: ['reviewing', 'deliberating'],
  notice: ['deliberating', 'noticing'],
  publish: ['noticing', 'published'],
  archive: ['published', 'archived'],
  cancel: ['draft open closed screening reviewing deliberating noticing', 'cancelled'],
  reopen: ['closed screening', 'open'],
  backToScreening: ['reviewing', 'screening'],
  backToReviewing: ['deliberating', 'reviewing'],
  backToDeliberating: ['noticing', 'deliberating'],
};
const forApplications: Machine<ApplicationCommand> = {
  submit: ['draft', 'submitted'],
  return: ['submitted', 'returned'],
  resubmit: ['returned', 'submitted'],
  screen: ['submitted', 'screened'],
  refuse: ['submitted returned', 'ineligible'],
  withdraw: ['draft submitted returned screened under_review shortlisted', 'withdrawn'],
  review: ['screened', 'under_review'],
  shortlist: ['under_review', 'shortlisted'],
  decline: ['under_review shortlisted noticed', 'not_selected'],
  notice: ['shortlisted', 'noticed'],
  select: ['noticed', 'selected'],
  revoke: ['selected', 'revoked'],
  rescreen: ['screened ineligible', 'submitted'],
  unreview: ['under_review', 'screened'],
  unshortlist: ['shortlisted', 'under_review'],
  reconsider: ['not_selected', 'under_review'],
  unnotice: ['noticed', 'shortlisted'],
};
const reasoned = /^(cancel|reopen|back.*|return|refuse|decline|revoke|rescreen|un.*|reconsider)$/;

interface Draw {
  readonly pick: number;
  /** Whether a command is drawn that the state allows; else any. */
  readonly fits: boolean;
  readonly reason: string | undefined;
  /** True for a page that was read before the last change. */
  readonly stale: boolean;
}
interface Step<C extends string> extends Omit<Draw, 'pick' | 'fits'> {
  readonly command: C;
}
const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 9999 }),
    fits: fc.constantFrom(true, true, true, false),
    reason: fc.constantFrom('核实后更正', '核实后更正', '核实后更正', undefined, '  '),
    stale: fc.constantFrom(false, false, false, false, false, false, false, true),
  }),
  { minLength: 10, maxLength: 24 },
);
const ends = /^(cancel|withdraw|refuse|decline|revoke)$/;

/** What ends a history is drawn seldom where something else is possible, or most would be short. */
function drawn<C extends string>(
  machine: Machine<C>,
  state: string,
  { pick, fits, reason, stale }: Draw,
): Step<C> {
  const all = Object.keys(machine) as C[];
  const possible = all.filter((command) => machine[command][0].split(' ').includes(state));
  const going = possible.filter((command) => pick % 7 === 0 || !ends.test(command));
  const from = !fits || possible.length === 0 ? all : going.length === 0 ? possible : going;
  return { command: from[Math.floor(pick / 7) % from.length] as C, reason, stale };
}

function wanted<C extends string>(
  machine: Machine<C>,
  state: string,
  { command, reason, stale }: Step<C>,
): string | undefined {
  if (!machine[command][0].split(' ').includes(state)) return 'hub.wrongState';
  if (reasoned.test(command) && !reason?.trim()) return 'selection.reasonMissing';
  return stale ? 'hub.conflict' : undefined;
}

const write = <T>(run: (trx: Trx, audit: Audit) => Promise<T>): Promise<T> =>
  hub.node.hub.store.write(by, (trx) => run(trx, (record) => recordAudit(trx, by, record)));

/** What a refused command must leave as it was. */
const left = (id: string, column: 'round_id' | 'application_id') =>
  hub.node.hub.store.read(by, async (db) => ({
    events: await db
      .selectFrom('selection.event')
      .select(['application_id', 'command', 'before', 'after'])
      .where(column, '=', id)
      .orderBy('seq')
      .execute(),
    audits: (await db.selectFrom('audit.entry').select('id').where('object_id', '=', id).execute())
      .length,
  }));

/** Runs the steps; the model and what is stored must say the same after each. */
async function walk<C extends string>(
  machine: Machine<C>,
  steps: readonly Draw[],
  of: {
    readonly id: string;
    readonly column: 'round_id' | 'application_id';
    readonly read: () => Promise<{ state: string; revision: number }>;
    readonly move: (step: Step<C>) => Promise<unknown>;
  },
  reached: Set<string>,
): Promise<void> {
  let state = 'draft';
  let done = 0;
  let refused = 0;
  const start = await of.read();
  for (const draw of steps) {
    const step = drawn(machine, state, draw);
    const refusal = wanted(machine, state, step);
    const code = await of.move(step).then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.spec.code : String(error)),
    );
    expect([state, step, code]).toEqual([state, step, refusal]);
    if (refusal === undefined) {
      [, state] = machine[step.command];
      done += 1;
    } else refused += 1;
    reached.add(state);
  }
  const { events, audits } = await left(of.id, of.column);
  const stored = await of.read();
  expect({ ...stored, events: events.length, audits }).toEqual({
    ...{ state, revision: start.revision + done, events: 1 + done, audits: done },
  });
  const found = replay(events);
  expect(of.column === 'round_id' ? found.round : found.applications.get(of.id)).toBe(state);
  expect(done + refused).toBe(steps.length);
}

test(`a round is after ${runs} runs of commands where the model says, refused or done`, async () => {
  const reached = new Set<string>(['draft']);
  await fc.assert(
    fc.asyncProperty(draws, async (steps) => {
      const { id } = await roundIn(hub, 2000 + (year++ % 999), 'draft', null, ruleSet);
      const found = (trx: Trx) => roundById(trx, id);
      const read = () =>
        hub.node.hub.store.read(by, async (db) => {
          const row = await roundById(db, id);
          return { state: row?.state ?? '', revision: row?.revision ?? 0 };
        });
      const move = ({ command, reason, stale }: Step<RoundCommand>) =>
        write(async (trx, audit) => {
          const row = await found(trx);
          if (!row) throw new Error('gone');
          const seen = { ...row, revision: row.revision - (stale ? 1 : 0) };
          return moveRound(trx, audit, seen, command, { actor: 'model', reason });
        });
      await walk(forRounds, steps, { id, column: 'round_id', read, move }, reached);
    }),
    { numRuns: runs, seed: 20261124, endOnFailure: true },
  );
  expect([...reached].toSorted()).toEqual(
    [...new Set(Object.values(forRounds).map(([, to]) => to)), 'draft'].toSorted(),
  );
}, 240_000);

test(`an application is after ${runs} runs of commands where the model says, refused or done`, async () => {
  const reached = new Set<string>(['draft']);
  const round = await roundIn(hub, 2026, 'open', null, ruleSet);
  await fc.assert(
    fc.asyncProperty(draws, async (steps) => {
      const id = newId();
      await write(async (trx) => {
        const row = { id, round_id: round.id, lead_org_id: orgId, title: 'x' };
        await trx
          .insertInto('selection.application')
          .values({ ...row, answers: '{}' } as never)
          .execute();
        await recordEvent(trx, {
          ...{ roundId: round.id, applicationId: id, actor: 'model' },
          ...{ command: 'start', before: null, after: 'draft' },
        });
      });
      const read = () =>
        hub.node.hub.store.read(by, async (db) => {
          const row = await applicationById(db, id);
          return { state: row?.state ?? '', revision: row?.revision ?? 0 };
        });
      const move = ({ command, reason, stale }: Step<ApplicationCommand>) =>
        write(async (trx, audit) => {
          const row = await applicationById(trx, id);
          if (!row) throw new Error('gone');
          const seen = { ...row, revision: row.revision - (stale ? 1 : 0) };
          const frozen = {
            ...{ number: `SEL-2026-${(serial += 1)}`, snapshot: '{}', snapshot_version: 1 },
            ...{ snapshot_sha256: '0'.repeat(64), submitted_at: new Date() },
          };
          const change = {
            ...(command === 'submit' ? frozen : {}),
            returned_due: command === 'return' ? new Date() : null,
          };
          return moveApplication(trx, audit, seen, command, {
            ...{ actor: 'model', reason },
            change,
          });
        });
      await walk(forApplications, steps, { id, column: 'application_id', read, move }, reached);
    }),
    { numRuns: runs, seed: 20261124, endOnFailure: true },
  );
  expect([...reached].toSorted()).toEqual(
    [...new Set(Object.values(forApplications).map(([, to]) => to)), 'draft'].toSorted(),
  );
}, 240_000);
