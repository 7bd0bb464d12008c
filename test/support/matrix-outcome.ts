import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { recordAudit } from '#src/audit/index.ts';
import { publishRound } from '#src/selection/directory/publish.ts';
import type { Trx } from '#src/selection/outcome-deps.ts';
import { applicationIn, roundIn, selectedRound } from './directory-world.ts';
import type { Stage } from './matrix-objects.ts';

type Maker = (stage: Stage) => Promise<string>;
const by = systemActor('test');
let year = 2400;

/** An entry of the directory, in a year of its own. */
const entry: Maker = async ({ hub, org }) => {
  year += 1;
  const round = await selectedRound(hub, year, org, 1);
  const { store } = hub.node.hub;
  return store.write(by, async (whole) => {
    const trx = whole as unknown as Trx;
    const audit = (record: Parameters<typeof recordAudit>[2]) => recordAudit(trx, by, record);
    const [row] = await publishRound(trx, audit, hub.node.hub, round.id, newId());
    return row?.id ?? '';
  });
};

/** A decision that waits for an approver. */
const decision: Maker = async ({ hub }) => {
  const round = await roundIn(hub, 2026, 'deliberating');
  const id = newId();
  await hub.node.hub.store.write(by, (trx) =>
    trx
      .insertInto('selection.decision')
      .values({
        ...{ id, round_id: round.id, year: 2026, number: 1, trace: '[]', sha256: '0'.repeat(64) },
        ...{ proposed_by: newId(), supersedes: null, supersede_reason: null, approved_by: null },
        ...{ approved_at: null, notice_id: null, effective_at: null, superseded_at: null },
      })
      .execute(),
  );
  return id;
};

const application =
  (state: 'under_review' | 'ineligible'): Maker =>
  async ({ hub, org }) =>
    applicationIn(hub, await roundIn(hub, 2026, 'deliberating'), org, state);

export const outcomeMakers: readonly (readonly [RegExp, Maker])[] = [
  [/\/selection\/directory\/entries/, entry],
  [/^\/api\/v1\/(approver|operator\/selection)\/decisions/, decision],
  [
    /^\/api\/v1\/operator\/selection\/applications\/\{id\}\/(minutes|shortlist)/,
    application('under_review'),
  ],
  [/^\/api\/v1\/selection\/applications\/\{id\}\/letter/, application('ineligible')],
];
