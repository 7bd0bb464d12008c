import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Verdict } from './matrix-exceptions.ts';
import type { Stage } from './matrix-objects.ts';

type Maker = (stage: Stage) => Promise<string>;
const words = '{"zh":"x","en":"x"}';

function write(stage: Stage, table: string, row: Record<string, unknown>): Promise<unknown> {
  return stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto(table as 'review.board')
      .values(row as never)
      .execute(),
  );
}

const board: Maker = async (stage) => {
  const id = newId();
  const criterion = { key: 'a', title: {}, help: {}, weight: 1, min: 0, max: 1 };
  await write(stage, 'review.board', {
    ...{ id, subject_kind: 'matrix', subject_id: id, title: words, blind: 'single' },
    rubric: JSON.stringify([criterion]),
    ...{ reviews_per_item: 1, due_at: new Date(Date.now() + 1e9), conflict_years: 3 },
  });
  return id;
};

const item = async (stage: Stage) => {
  const [id, board_id] = [newId(), await board(stage)];
  const subject = { subject_kind: 'matrix', subject_id: id };
  await write(stage, 'review.item', {
    ...{ id, board_id, ...subject, title: 'x', orgs: '[]', field: 'x', href: '/' },
  });
  return { id, board_id };
};

/** The expert whose reviews these are: the member. */
const expert = async (stage: Stage) => {
  const found = await stage.hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const user = await trx
      .selectFrom('auth.user')
      .select('id')
      .where('email', '=', 'the-member@example.cn')
      .executeTakeFirstOrThrow();
    const known = await trx
      .selectFrom('review.expert')
      .select(['id', 'user_id'])
      .where('user_id', '=', user.id)
      .executeTakeFirst();
    return known ?? { user_id: user.id, id: '' };
  });
  if (found.id !== '') return found;
  const id = newId();
  const term = { term_from: '2020-01-01', term_to: '2099-01-01' };
  await write(stage, 'review.expert', { ...found, id, state: 'active', load_limit: 5, ...term });
  return { ...found, id };
};

const assignment: Maker = async (stage) => {
  const [of, who, id] = [await item(stage), await expert(stage), newId()];
  await write(stage, 'review.assignment', {
    ...{ id, item_id: of.id, board_id: of.board_id, expert_id: who.id, user_id: who.user_id },
    explanation: words,
  });
  return id;
};

export const reviewMakers: readonly (readonly [RegExp, Maker])[] = [
  [/\/review\/boards/, board],
  [/\/review\/items/, async (stage) => (await item(stage)).id],
  [/\/review\/assignments/, assignment],
  [/\/review\/experts/, async (stage) => (await expert(stage)).id],
  [
    /\/review\/ties/,
    async (stage) => {
      const id = newId();
      const row = { a_name: 'a', b_name: 'b', nature: 'group', from_day: '2020-01-01' };
      await write(stage, 'review.organisation_tie', { id, ...row });
      return id;
    },
  ],
  [
    /\/review\/panels/,
    async (stage) => {
      const id = newId();
      const subject = { subject_kind: 'matrix', subject_id: id, title: words };
      const term = { term_from: '2020-01-01', term_to: '2020-01-01' };
      const row = { size: 9, quorum: 1, commitment: '0'.repeat(64), ...term };
      await write(stage, 'review.panel', { id, ...subject, ...row });
      await write(stage, 'review.panel_seed', { panel_id: id, seed: '0'.repeat(64) });
      return id;
    },
  ],
];

const at = '/api/v1/review/assignments/{id}';
const hidden: readonly Verdict[] = ['hidden'];
const notStaff = { operator: hidden, approver: hidden, auditor: hidden, admin: hidden };
const theirs = { manager: hidden, owner: hidden, ...notStaff };
/** A review is its expert's alone: neither the organisation nor staff stand in for them. */
export const reviewExceptions = Object.fromEntries(
  [
    `GET ${at}`,
    `PUT ${at}/draft`,
    ...['declare', 'decline', 'recuse', 'submit', 'comments'].map((c) => `POST ${at}/${c}`),
  ].map((name) => [name, theirs]),
);
