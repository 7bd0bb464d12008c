import type { Actor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { datasetAt } from './change-dataset.ts';
import type { Db } from './deps.ts';
import { allow, requireIdentity } from './policy.ts';
import type { DatasetRow } from './queries/dataset.ts';

/** A dataset whose draft the actor may edit; 401, 403 or 404 as every route of the draft. */
export async function draftForEditing(
  db: Db,
  actor: Actor,
  org: string,
  name: string,
): Promise<Authorized<DatasetRow, 'edit'>> {
  requireIdentity(actor);
  return allow(actor, await datasetAt(db, org, name), 'edit');
}
