import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import type { GatedDeps, Trx } from '../access/deps.ts';
import type { GatedDataset } from '../access/queries.ts';
import { indexLater } from '../index-dataset.ts';
import type { DatasetState } from '../schema.ts';
import { moderationErrors } from './errors.ts';
import { tellModeration } from './notify-moderation.ts';
import {
  decideAppealRow,
  insertSuspension,
  liftSuspension,
  openSuspension,
  setDatasetState,
} from './queries/moderation.ts';

const moderation = {
  suspend: { from: ['published'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'published' },
} as const satisfies Transitions<DatasetState, 'suspend' | 'restore'>;

export interface ModerationOrder {
  /** The dataset's revision as last read; another one is hub.conflict. */
  readonly revision: number;
  readonly reason: string;
}

/** Takes a published dataset off: from this transaction on only its organisation and staff read it. */
export async function suspendDataset(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  dataset: Authorized<GatedDataset, 'moderate'>,
  order: ModerationOrder,
  audit: Audit,
): Promise<string> {
  if (dataset.revision !== order.revision) throw new AppError(errors.conflict);
  const state = transition(moderation, dataset.state, 'suspend');
  if (!(await setDatasetState(trx, dataset.id, order.revision, state, order.reason)))
    throw new AppError(errors.conflict);
  const id = newId();
  const row = { id, dataset_id: dataset.id, reason: order.reason, ordered_by: actor.userId };
  await insertSuspension(trx, row);
  await audit({
    action: 'catalog.suspend',
    objectType: 'dataset',
    objectId: dataset.id,
    orgId: dataset.org_id,
    before: { state: dataset.state },
    after: { state, reason: order.reason, suspension: id },
  });
  await indexLater(deps, trx, dataset.id);
  await tellModeration(deps, trx, { event: 'suspended', suspensionId: id });
  return id;
}

/** Puts a suspended dataset back; an appeal that is still open is granted by it. */
export async function restoreDataset(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  dataset: Authorized<GatedDataset, 'moderate'>,
  order: ModerationOrder,
  audit: Audit,
): Promise<string> {
  const suspension = await openSuspension(trx, dataset.id);
  if (!suspension) throw new AppError(moderationErrors.notSuspended);
  if (dataset.revision !== order.revision) throw new AppError(errors.conflict);
  const state = transition(moderation, dataset.state, 'restore');
  if (!(await setDatasetState(trx, dataset.id, order.revision, state, null)))
    throw new AppError(errors.conflict);
  await liftSuspension(trx, suspension.id, order.reason, actor.userId);
  const of = { datasetId: dataset.id };
  const appealed = await decideAppealRow(trx, of, 'granted', order.reason, actor.userId);
  await audit({
    action: 'catalog.restore-suspended',
    objectType: 'dataset',
    objectId: dataset.id,
    orgId: dataset.org_id,
    before: { state: dataset.state, reason: suspension.reason, suspension: suspension.id },
    after: { state, reason: order.reason, ...(appealed ? { appeal: 'granted' } : {}) },
  });
  await indexLater(deps, trx, dataset.id);
  await tellModeration(deps, trx, { event: 'restored', suspensionId: suspension.id });
  return suspension.id;
}
