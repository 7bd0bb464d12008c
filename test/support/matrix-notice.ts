import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Stage } from './matrix-objects.ts';

type Maker = (stage: Stage) => Promise<string>;
const text = { zh: 'x', en: 'x' };

/** A notice that is open to everybody. */
const notice: Maker = async ({ hub }) => {
  const id = newId();
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const open = {
      opened_at: new Date(),
      last_day: '2099-12-31',
      ends_at: new Date('2099-12-31T16:00:00Z'),
    };
    await trx
      .insertInto('notice.notice')
      .values({
        id,
        subject_kind: 'test.subject',
        subject_id: id,
        org_ids: [],
        state: 'open',
        working_days: 5,
        ...open,
        closed_at: null,
        confirmed_at: null,
        created_by: null,
      })
      .execute();
    await trx
      .insertInto('notice.version')
      .values({
        notice_id: id,
        version: 1,
        title_zh: text.zh,
        title_en: text.en,
        body_zh: text.zh,
        body_en: text.en,
        items: '[]',
        sha256: '0'.repeat(64),
        reason: null,
        published_by: null,
      })
      .execute();
  });
  return id;
};

/** An objection by somebody whom the matrix does not know. */
const objection: Maker = async (stage) => {
  const notice_id = await notice(stage);
  const id = newId();
  await stage.hub.node.hub.store.write(systemActor('test'), async (trx) => {
    const none = { admitted_at: null, answered_at: null, decided_at: null };
    await trx
      .insertInto('notice.objection')
      .values({ id, notice_id, number: 1, version: 1, state: 'filed', item: null, ...none })
      .execute();
    await trx
      .insertInto('notice.objection_case')
      .values({
        objection_id: id,
        filed_by: newId(),
        name: 'x',
        statement: 'x',
        contact: null,
        links: [],
      })
      .execute();
  });
  return id;
};

export const noticeMakers: readonly (readonly [RegExp, Maker])[] = [
  [/^\/api\/v1\/(operator\/)?notices/, notice],
  [/^\/api\/v1\/(operator\/)?objections/, objection],
];
