import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Stage } from './matrix-objects.ts';

type Maker = (stage: Stage) => Promise<string>;
const m8 = '01990000-0000-7000-8000-000000000801';
let serial = 0;

const roundIn =
  (state: 'draft' | 'open' | 'screening'): Maker =>
  async ({ hub }) => {
    const id = newId();
    await hub.node.hub.store.write(systemActor('test'), async (trx) => {
      const { sha256 } = await trx
        .selectFrom('selection.rule_set')
        .select('sha256')
        .where('id', '=', m8)
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('selection.round')
        .values({
          ...{ id, programme_code: 'M8', year: 2026, title_zh: 'x', title_en: 'x', state },
          ...{ rule_set_id: m8, rule_set_sha256: sha256, capacity: 10 },
          ...{ opens_on: '2026-01-01', closes_on: '2099-12-31' },
        })
        .execute();
    });
    return id;
  };

/** An application of the organisation: a draft, or one that was submitted. */
const application =
  (state: 'draft' | 'submitted'): Maker =>
  async (stage) => {
    const round_id = await roundIn(state === 'draft' ? 'open' : 'screening')(stage);
    const id = newId();
    const kept = { snapshot: '{}', snapshot_sha256: '0'.repeat(64), snapshot_version: 1 };
    const number = `SEL-2026-${String((serial += 1)).padStart(6, '0')}`;
    await stage.hub.node.hub.store.write(systemActor('test'), async (trx) => {
      await trx
        .insertInto('selection.application')
        .values({
          ...{ id, round_id, lead_org_id: stage.org.orgId, answers: '{}', state },
          ...(state === 'draft' ? {} : { ...kept, number, submitted_at: new Date() }),
        })
        .execute();
      if (state === 'submitted')
        await trx
          .insertInto('selection.application_version')
          .values({ application_id: id, version: 1, snapshot: '{}', sha256: '0'.repeat(64) })
          .execute();
    });
    return id;
  };

const waiver: Maker = async (stage) => {
  const application_id = await application('submitted')(stage);
  const id = newId();
  const proposal = { rule_key: 'licence', reason: 'x', proposed_by: newId() };
  await stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('selection.waiver')
      .values({ id, application_id, ...proposal })
      .execute(),
  );
  return id;
};

export const selectionMakers: readonly (readonly [RegExp, Maker])[] = [
  [/^\/api\/v1\/selection\/applications\/\{id\}\/versions/, application('submitted')],
  [/^\/api\/v1\/selection\/applications/, application('draft')],
  [/^\/api\/v1\/selection\/rounds/, roundIn('open')],
  [/^\/api\/v1\/operator\/selection\/applications/, application('submitted')],
  [/^\/api\/v1\/operator\/selection\/rounds/, roundIn('draft')],
  [/^\/api\/v1\/operator\/selection\/waivers/, waiver],
  [/^\/api\/v1\/operator\/selection\/rule-sets/, () => Promise.resolve(m8)],
];
