import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { awardFor, type Award } from '../packages/award-queries.ts';
import { packageById, type PackageRow } from '../packages/queries.ts';
import { allowLabel, visible } from '../policy.ts';

export interface Workplace {
  readonly package: PackageRow;
  readonly award: Authorized<Award, 'label'>;
}

/**
 * The package and the share of it in which the actor labels. hub.notFound where it sees no such package,
 * annotation.noAward where its organisations have no share.
 */
export async function workplace(db: Db, actor: UserActor, packageId: string): Promise<Workplace> {
  const row = visible(await packageById(db, packageId));
  const award = await awardFor(
    db,
    packageId,
    actor.orgs.map((m) => m.orgId),
  );
  if (!award) throw new AppError(annotationErrors.noAward);
  return { package: row, award: allowLabel(actor, award) };
}

/** Refuses to give out work of a package that is over. */
export function requireRunning({ state }: Pick<PackageRow, 'state'>): void {
  if (state !== 'open' && state !== 'working') throw new AppError(annotationErrors.packageOver);
}
