import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { catalogErrors } from './errors.ts';
import {
  datasetById,
  lockDataset,
  moveAddress,
  nameTaken,
  organisationBySlug,
  type DatasetRow,
} from './queries/dataset.ts';
import {
  endTransfer,
  handOver,
  insertTransfer,
  openTransferOf,
  transferById,
  type TransferRow,
} from './queries/transfer.ts';
import type { TransferView } from './transfer-schema.ts';
import { bilingual } from './views.ts';

const actorId = (change: Change): string | null =>
  change.actor.kind === 'user' ? change.actor.userId : null;

export const transferView = (t: TransferRow): TransferView => ({
  id: t.id,
  datasetId: t.dataset_id,
  dataset: { org: t.org_slug, name: t.name, title: bilingual(t.title_zh, t.title_en) },
  from: {
    id: t.from_org_id,
    slug: t.from_slug,
    name: { zh: t.from_zh, en: t.from_en },
    kind: t.from_kind,
  },
  to: { id: t.to_org_id, slug: t.to_slug, name: { zh: t.to_zh, en: t.to_en }, kind: t.to_kind },
  state: t.state,
  createdAt: t.created_at.toISOString(),
});

/** Offers the dataset to another organisation; nothing changes until its leaders accept. */
export async function offerTransfer(
  change: Change,
  row: Authorized<DatasetRow, 'transfer'>,
  input: { revision: number; to: string },
): Promise<TransferRow> {
  const { trx } = change;
  requireLive(row);
  const locked = await lockDataset(trx, row.id);
  if (locked?.revision !== input.revision) throw new AppError(errors.conflict);
  const to = await organisationBySlug(trx, input.to);
  if (!to || to.status !== 'approved' || to.id === row.org_id)
    throw new AppError(catalogErrors.transferTarget);
  if (await openTransferOf(trx, row.id)) throw new AppError(catalogErrors.transferOpen);
  const id = newId();
  await insertTransfer(trx, {
    id,
    dataset_id: row.id,
    from_org_id: row.org_id,
    to_org_id: to.id,
    state: 'offered',
    offered_by: actorId(change),
    decided_by: null,
    decided_at: null,
  });
  const transfer = await transferById(trx, id);
  if (!transfer) throw new AppError(errors.notFound);
  await recordTransfer(change, transfer, 'offer_transfer', transfer.from_org_id);
  return transfer;
}

const recordTransfer = (
  change: Change,
  t: TransferRow,
  verb: string,
  orgId: string,
): Promise<void> =>
  change.audit({
    action: `catalog.${verb}`,
    objectType: 'dataset',
    objectId: t.dataset_id,
    orgId,
    after: { transfer: t.id, from: t.from_slug, to: t.to_slug },
  });

/**
 * The receiver takes the dataset: owner and address change, the old address leads to the new one,
 * draft and references to contents go along. Errors: catalog.nameTaken, catalog.transferTarget.
 */
export async function acceptTransfer(
  change: Change,
  t: Authorized<TransferRow, 'answer'>,
): Promise<DatasetRow> {
  const { trx } = change;
  await lockDataset(trx, t.dataset_id);
  const row = await datasetById(trx, t.dataset_id);
  if (!row || row.org_id !== t.from_org_id) throw new AppError(errors.conflict);
  requireLive(row);
  if (t.to_status !== 'approved') throw new AppError(catalogErrors.transferTarget);
  if (await nameTaken(trx, t.to_org_id, row.name, row.id))
    throw new AppError(catalogErrors.nameTaken);
  await moveAddress(
    trx,
    row.id,
    { orgId: row.org_id, name: row.name },
    { orgId: t.to_org_id, name: row.name },
  );
  const after = await changeDataset(change, row, row.revision, 'transfer', { org_id: t.to_org_id });
  if (!(await endTransfer(trx, t.id, 'accepted', actorId(change))))
    throw new AppError(errors.conflict);
  await handOver(trx, t.id);
  await recordTransfer(change, t, 'accept_transfer', t.to_org_id);
  return after;
}

/** The receiver declines, or the sender takes the offer back. */
export async function closeTransfer(
  change: Change,
  t: Authorized<TransferRow, 'answer' | 'transfer'>,
  state: 'declined' | 'cancelled',
): Promise<void> {
  if (!(await endTransfer(change.trx, t.id, state, actorId(change))))
    throw new AppError(errors.conflict);
  const verb = state === 'declined' ? 'decline_transfer' : 'cancel_transfer';
  await recordTransfer(change, t, verb, state === 'declined' ? t.to_org_id : t.from_org_id);
}
