import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { textConfig } from './annotation.ts';
import type { Stage } from './matrix-objects.ts';

async function write(stage: Stage, table: string, row: Record<string, unknown>): Promise<string> {
  const id = newId();
  await stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto(table as 'catalog.report')
      .values({ id, ...row } as never)
      .execute(),
  );
  return id;
}

const project = (stage: Stage): Promise<string> =>
  write(stage, 'annotation.project', {
    org_id: stage.org.orgId,
    title: 'x',
    label_config: textConfig,
    settings: '{}',
    state: 'active',
  });

const task = (stage: Stage, projectId: string): Promise<string> =>
  write(stage, 'annotation.task', {
    project_id: projectId,
    org_id: stage.org.orgId,
    data: '{"text":"http://127.0.0.1:9/x"}',
  });

const pack = (stage: Stage, projectId: string): Promise<string> =>
  write(stage, 'annotation.package', {
    project_id: projectId,
    org_id: stage.org.orgId,
    title: 'x',
    mode: 'own_team',
    state: 'working',
    bands: '[]',
    required_skills: [],
    overlap: 1,
    overlap_max: 1,
    gold_rate_bp: 0,
    cross_rate_bp: 0,
  });

/** A package of the own team with one task, its award and its slot. */
async function workplace(stage: Stage) {
  const org = { org_id: stage.org.orgId, vendor_org_id: stage.org.orgId };
  const project_id = await project(stage);
  const task_id = await task(stage, project_id);
  const package_id = await pack(stage, project_id);
  const of = { ...org, package_id, project_id };
  const award_id = await write(stage, 'annotation.award', { ...of, price_fen: 0, slot_count: 1 });
  const slot = { ...of, award_id, task_id, overlap_index: 0, kind: 'work', rank: 1 };
  const slot_id = await write(stage, 'annotation.slot', slot);
  return { ...of, award_id, task_id, slot_id };
}

async function lease(stage: Stage) {
  const place = await workplace(stage);
  const { package_id: _p, project_id: _q, ...of } = place;
  const person_id = stage.callerId ?? newId();
  const row = { ...of, person_id, attempt: 1, mode: 'online', request_key: 'x' };
  return { ...place, person_id, lease_id: await write(stage, 'annotation.lease', row) };
}

/** An open package of another organisation to which the stage's is invited. */
async function invited(stage: Stage): Promise<string> {
  const { hub, other } = stage;
  const package_id = await pack({ ...stage, org: other }, await project({ ...stage, org: other }));
  await hub.node.hub.store.write(systemActor('test'), async (trx) => {
    await trx
      .updateTable('annotation.package')
      .set({ mode: 'invitation', state: 'open' })
      .where('id', '=', package_id)
      .execute();
    await trx
      .insertInto('annotation.invitation')
      .values({
        package_id,
        org_id: other.orgId,
        vendor_org_id: stage.org.orgId,
        share: null,
        invited_by: null,
      })
      .execute();
  });
  return package_id;
}

async function settlement(stage: Stage): Promise<string> {
  const { project_id: _p, task_id: _t, slot_id: _s, ...of } = await workplace(stage);
  const nothing = { rate_fen: 0, quality_ppm: 0, total_fen: 0, line_count: 0 };
  return write(stage, 'annotation.settlement', { ...of, ...nothing, lot_id: newId() });
}

/** A dispute opened by the side whose turn it is in the tests: the vendor's own, or the other one's. */
const dispute = (opened_for: 'demand' | 'vendor') => async (stage: Stage) =>
  write(stage, 'annotation.dispute', {
    settlement_id: await settlement(stage),
    org_id: stage.org.orgId,
    vendor_org_id: stage.org.orgId,
    opened_for,
    claim_fen: 1,
    reason: 'x',
  });

/** A result by somebody else than the caller. */
async function result(stage: Stage, personId: string | undefined) {
  const made = { state: 'submitted', result: '[]', content_digest: 'x', submission_id: newId() };
  const held = await lease({ ...stage, callerId: personId });
  return { ...held, id: await write(stage, 'annotation.annotation', { ...held, ...made }) };
}

/** A lot that waits for its decision. */
async function lot(stage: Stage): Promise<string> {
  const { award_id, package_id, project_id, org_id, vendor_org_id } = await workplace(stage);
  const of = { award_id, package_id, project_id, org_id, vendor_org_id };
  const plan = { aql: '2.5', severity: 'normal', letter: 'A', sample_size: 2 };
  return write(stage, 'annotation.lot', {
    ...of,
    ...plan,
    accept_number: 0,
    reject_number: 1,
    sequence: 1,
    rework: false,
    size: 2,
    digest: '0'.repeat(64),
    commitment: '0'.repeat(64),
    committed_at: new Date(),
  });
}

/** Objects of annotation that belong to the stage's organisation, and to the caller where persons own them. */
export const annotationMakers: readonly (readonly [RegExp, (stage: Stage) => Promise<string>])[] = [
  [/^\/api\/v1\/annotation\/projects/, project],
  [/^\/api\/v1\/annotation\/awards/, async (stage) => (await workplace(stage)).award_id],
  [/^\/api\/v1\/annotation\/settlements/, settlement],
  [/^\/api\/v1\/annotation\/disputes\/\{id\}\/answer/, dispute('demand')],
  [/annotation\/disputes|annotation-disputes/, dispute('vendor')],
  [
    /^\/api\/v1\/annotation\/imports/,
    async (stage) => {
      const project_id = await project(stage);
      const of = { project_id, org_id: stage.org.orgId };
      return write(stage, 'annotation.import', {
        ...of,
        state: 'done',
        format: 'json',
        source: '{}',
      });
    },
  ],
  [
    /^\/api\/v1\/annotation\/exports/,
    async (stage) => {
      const of = { project_id: await project(stage), org_id: stage.org.orgId };
      return write(stage, 'annotation.export', { ...of, format: 'JSON', which: 'all' });
    },
  ],
  [
    /^\/api\/v1\/annotation\/tasks\/\{id\}\/(answers|adjudication)/,
    async (stage) => (await workplace(stage)).task_id,
  ],
  [/^\/api\/v1\/annotation\/tasks/, async (stage) => task(stage, await project(stage))],
  [/^\/api\/v1\/annotation\/packages\/\{id\}\/(claims-by-vendor|bids)/, invited],
  [/^\/api\/v1\/annotation\/packages/, async (stage) => (await workplace(stage)).package_id],
  [/^\/api\/v1\/annotation\/leases/, async (stage) => (await lease(stage)).lease_id],
  [/^\/api\/v1\/annotation\/awards/, async (stage) => (await workplace(stage)).award_id],
  [/^\/api\/v1\/annotation\/lots/, lot],
  [
    /^\/api\/v1\/annotation\/annotations\/\{id\}\/review/,
    async (stage) => (await result(stage, undefined)).id,
  ],
  [
    /^\/api\/v1\/annotation\/annotations/,
    async (stage) => (await result(stage, stage.callerId)).id,
  ],
  [
    /^\/api\/v1\/annotation\/comments/,
    async (stage) => {
      const task_id = await task(stage, await project(stage));
      const row = { task_id, org_id: stage.org.orgId, author_id: 'x', content: 'x' };
      return write(stage, 'annotation.comment', row);
    },
  ],
];
