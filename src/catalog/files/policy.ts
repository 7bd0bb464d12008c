import { membershipOf, type Actor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { requireLive } from '../change-dataset.ts';
import { catalogErrors } from '../errors.ts';
import { allow, isInside, requireIdentity, type Governed } from '../policy.ts';
import type { DatasetState } from '../schema.ts';

/** A draft exists only for its organisation and the staff; to others it is absent. */
export function mayReadDraft<T extends Governed>(
  actor: Actor,
  row: T,
): Authorized<T, 'read-draft'> {
  requireIdentity(actor, 'catalog:read');
  if (!isInside(actor, row)) throw new AppError(errors.notFound);
  return authorize(row, 'read-draft');
}

/** Adding files: a member of the approved owner, while the dataset is neither stopped nor gone. */
export function mayAddFiles<T extends Governed & { readonly state: DatasetState }>(
  actor: Actor,
  row: T,
): Authorized<T, 'add-files'> {
  allow(actor, row, 'edit');
  if (actor.kind === 'user' && !membershipOf(actor, row.org_id)?.approved)
    throw new AppError(catalogErrors.orgNotApproved);
  requireLive(row);
  return authorize(row, 'add-files');
}

/** Going on with an upload, or giving it up: any member of its organisation, on any device. */
export function mayUseUpload<T extends Governed>(
  actor: Actor,
  row: T,
): Authorized<T, 'use-upload'> {
  requireIdentity(actor);
  if (actor.kind === 'user' && !membershipOf(actor, row.org_id))
    throw new AppError(errors.notFound);
  return authorize(row, 'use-upload');
}
