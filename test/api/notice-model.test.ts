import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '#src/audit/index.ts';
import { systemActor, type UserActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Trx } from '#src/notice/deps.ts';
import {
  closeNotice,
  confirmNotice,
  draftNotice,
  extendNotice,
  openDraft,
} from '#src/notice/notices/keep-notice.ts';
import { noticeById } from '#src/notice/notices/queries.ts';
import { fileObjection } from '#src/notice/objections/file-objection.ts';
import { caseById } from '#src/notice/objections/queries.ts';
import {
  admitObjection,
  answerObjection,
  decideObjection,
} from '#src/notice/objections/settle-objection.ts';
import { mayHandle, maySettle } from '#src/notice/policy.ts';
import type { NoticeState, ObjectionState } from '#src/notice/tables.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';

/** A model of one notice and its objections against the real use cases and the real database. */
interface Model {
  state: NoticeState;
  ended: boolean;
  objections: { state: ObjectionState; answeredBy: number | undefined; id: string }[];
}

let hub: TestHub;
let staff: UserActor[];
let citizenId: string;
let owner: pg.Client;
const runs = 2000;
const upheld: string[] = [];

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  const people = [
    await person(hub, 'one', { staffRole: 'operator' }),
    await person(hub, 'two', { staffRole: 'operator' }),
  ];
  staff = people.map(({ userId, email }) => ({
    kind: 'user',
    userId,
    email,
    name: email,
    staff: ['operator'],
    orgs: [],
    via: 'session',
    scopes: 'all',
  }));
  citizenId = (await person(hub, 'citizen')).userId;
  owner = new pg.Client({ connectionString: hub.database.ownerUrl });
  await owner.connect();
  await owner.query("set session hub.role = 'system'");
  // Time passes by hand here.
  await owner.query('alter table notice.notice disable trigger notice_guarded');
});
afterAll(async () => {
  await owner.end();
  await hub.stop();
});

type Settling = {
  readonly kind: 'admit' | 'answer' | 'uphold' | 'dismiss';
  readonly which: number;
  readonly who: 0 | 1;
};
type Command =
  | { readonly kind: 'open' | 'close' | 'confirm' | 'pass' | 'file' }
  | { readonly kind: 'extend'; readonly days: number }
  | Settling;

const simple = fc.constantFrom('open', 'close', 'confirm', 'pass', 'file', 'file', 'close');
const settling = fc.record({
  kind: fc.constantFrom('admit', 'answer', 'uphold', 'dismiss', 'admit', 'answer', 'uphold'),
  which: fc.constantFrom(0, 0, 0, 0, 1, 2),
  who: fc.constantFrom<0 | 1>(0, 1),
}) as fc.Arbitrary<Command>;
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: simple.map((kind) => ({ kind }) as Command) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 9 }).map((days): Command => ({ kind: 'extend', days })),
  },
  { weight: 5, arbitrary: settling },
);
/** Half of the runs begin with an objection in hand, so that its whole life is walked often. */
const commands = fc
  .tuple(fc.boolean(), fc.array(command, { minLength: 16, maxLength: 26 }))
  .map(([begun, rest]): Command[] =>
    begun ? [{ kind: 'open' }, { kind: 'file' }, ...rest] : rest,
  );

/** What must happen: the model after the command, or the code it is refused with. */
function expected(model: Model, c: Command): string | undefined {
  const running = model.state === 'open' || model.state === 'extended';
  const open = model.objections.some((o) => ['filed', 'admitted', 'answered'].includes(o.state));
  switch (c.kind) {
    case 'open':
      return model.state === 'draft' ? undefined : 'hub.wrongState';
    case 'extend':
      if (!running) return 'hub.wrongState';
      return model.ended ? 'notice.ended' : undefined;
    case 'close':
      if (!running) return 'hub.wrongState';
      if (!model.ended) return 'notice.notEnded';
      return open ? 'notice.objectionOpen' : undefined;
    case 'confirm':
      return model.state === 'closed' ? undefined : 'hub.wrongState';
    case 'file':
      return model.state === 'draft' ? 'hub.notFound' : undefined;
    case 'pass':
      return undefined;
    default: {
      const of = model.objections[c.which];
      if (!of) return 'hub.notFound';
      const decides = c.kind === 'uphold' || c.kind === 'dismiss';
      if (decides && of.answeredBy === c.who) return 'notice.samePerson';
      const from = { admit: 'filed', answer: 'admitted', uphold: 'answered', dismiss: 'answered' };
      return of.state === from[c.kind] ? undefined : 'hub.wrongState';
    }
  }
}

function advance(model: Model, c: Command, filedId: string | undefined): void {
  if (c.kind === 'open') model.state = 'open';
  else if (c.kind === 'extend') model.state = 'extended';
  else if (c.kind === 'close') model.state = 'closed';
  else if (c.kind === 'confirm') model.state = 'confirmed';
  else if (c.kind === 'pass') model.ended ||= model.state === 'open' || model.state === 'extended';
  else if (c.kind === 'file') {
    const inTime = (model.state === 'open' || model.state === 'extended') && !model.ended;
    model.objections.push({
      state: inTime ? 'filed' : 'rejected_late',
      answeredBy: undefined,
      id: filedId ?? '',
    });
  } else if ('which' in c) {
    const of = model.objections[c.which];
    if (!of) return;
    const to = { admit: 'admitted', answer: 'answered', uphold: 'upheld', dismiss: 'dismissed' };
    of.state = to[c.kind] as ObjectionState;
    if (c.kind === 'answer') of.answeredBy = c.who;
  }
}

const listener = {
  subjectKind: 'test.subject',
  onUpheld: (_trx: unknown, _audit: unknown, _n: unknown, o: { id: string }) => {
    upheld.push(o.id);
    return Promise.resolve();
  },
  organisationsOf: () => Promise.resolve([]),
  onConfirmed: () => Promise.resolve(),
};

async function perform(id: string, model: Model, c: Command): Promise<string | undefined> {
  const { store, jobs } = hub.node.hub;
  const [one] = staff;
  const actor = 'who' in c ? (staff[c.who] as UserActor) : (one as UserActor);
  if (c.kind === 'pass') {
    await owner.query(
      `update notice.notice set last_day = (now() at time zone 'Asia/Shanghai')::date - 1,
       ends_at = ((now() at time zone 'Asia/Shanghai')::date)::timestamp at time zone 'Asia/Shanghai'
       where id = $1 and state in ('open', 'extended')`,
      [id],
    );
    return undefined;
  }
  const caller = c.kind === 'file' ? { ...actor, userId: citizenId, staff: [] } : actor;
  return store.write(caller, async (whole) => {
    const trx = whole as unknown as Trx;
    const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, caller, record);
    if (c.kind === 'file')
      return (await fileObjection(trx, audit, id, citizenId, { statement: 'x' })).id;
    if ('which' in c) {
      const row = await caseById(trx, model.objections[c.which]?.id ?? '');
      const objection = maySettle(actor, row, c.kind);
      const change = { revision: objection.revision, by: actor.userId };
      if (c.kind === 'admit') await admitObjection(trx, audit, objection, change);
      else if (c.kind === 'answer')
        await answerObjection(trx, audit, objection, { ...change, answer: 'a' });
      else
        await decideObjection(trx, audit, { jobs, listeners: [listener] }, objection, {
          ...change,
          command: c.kind,
          outcome: 'o',
        });
      return undefined;
    }
    const notice = mayHandle(actor, await noticeById(trx, id));
    const { revision } = notice;
    const more = { revision, reason: 'r', by: actor.userId };
    if (c.kind === 'open') await openDraft(trx, audit, jobs, notice, revision);
    else if (c.kind === 'extend')
      await extendNotice(trx, audit, jobs, notice, { ...more, workingDays: c.days });
    else if (c.kind === 'close') await closeNotice(trx, audit, id, revision);
    else await confirmNotice(trx, audit, [listener], notice, revision);
    return undefined;
  });
}

async function draft(): Promise<string> {
  const actor = systemActor('test');
  return hub.node.hub.store.write(actor, async (trx) => {
    const text = { zh: '公示', en: 'Notice' };
    const row = await draftNotice(trx as unknown as Trx, (r) => recordAudit(trx, actor, r), {
      subject: { kind: 'test.subject', id: 'x' },
      title: text,
      body: text,
      items: [],
      workingDays: 3,
      by: null,
    });
    return row.id;
  });
}

test(`${runs} commands leave the notice where the model says, refused or done`, async () => {
  let done = 0;
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(commands, async (commands) => {
      const model: Model = { state: 'draft', ended: false, objections: [] };
      const id = await draft();
      for (const c of commands) {
        done += 1;
        const wanted = expected(model, c);
        let filed: string | undefined;
        const code = await perform(id, model, c).then(
          (result) => {
            filed = result;
            return undefined;
          },
          (error: unknown) => (error instanceof AppError ? error.spec.code : String(error)),
        );
        expect([c, code]).toEqual([c, wanted]);
        if (wanted === undefined) advance(model, c, filed);
        reached.add(model.state);
        for (const o of model.objections) reached.add(o.state);
      }
      const { rows } = await owner.query(
        `select n.state, coalesce(array_agg(o.state order by o.number) filter (where o.id is not null), '{}') as objections
         from notice.notice n left join notice.objection o on o.notice_id = n.id
         where n.id = $1 group by n.id`,
        [id],
      );
      expect(rows).toEqual([
        { state: model.state, objections: model.objections.map((o) => o.state) },
      ]);
      for (const o of model.objections)
        expect(upheld.filter((u) => u === o.id)).toHaveLength(o.state === 'upheld' ? 1 : 0);
    }),
    { numRuns: Math.ceil(runs / 20), seed: 20261123 },
  );
  expect(done).toBeGreaterThanOrEqual(runs);
  expect([...reached].toSorted()).toEqual(
    [
      'draft',
      'open',
      'extended',
      'closed',
      'confirmed',
      'filed',
      'admitted',
      'answered',
      'upheld',
      'dismissed',
      'rejected_late',
    ].toSorted(),
  );
}, 120_000);
