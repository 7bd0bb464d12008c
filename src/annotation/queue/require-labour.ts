import type { UserActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { PackageRow } from '../packages/queries.ts';
import { effectiveRole, personStanding } from '../vendors/standing.ts';
import type { VendorRole } from '../vendors/tables.ts';
import type { Workplace } from './workplace.ts';

/** What a person is in a vendor's team. */
export interface Standing {
  readonly role: VendorRole;
  readonly skills: readonly string[];
}

async function standingIn(db: Db, actor: UserActor, { award }: Workplace) {
  const standing = await personStanding(db, award.vendor_org_id, actor.userId);
  if (!standing) throw new AppError(annotationErrors.noTeamRole);
  return standing;
}

/**
 * What the actor is at this workplace: its role in the vendor's team; of the own team whoever belongs to
 * the organisation labels. Errors: annotation.noTeamRole.
 */
export async function labourRole(db: Db, actor: UserActor, place: Workplace): Promise<VendorRole> {
  if (place.package.mode !== 'own_team') return (await standingIn(db, actor, place)).role;
  const role = actor.orgs.find((m) => m.orgId === place.award.vendor_org_id)?.role;
  return (role && effectiveRole(null, role)) ?? 'annotator';
}

/**
 * Refuses work to who may not label it: no role in the vendor's team, inspectors, people without a skill
 * the package asks for (`missing` names them). The own team needs membership alone.
 */
export function requireLabour(
  row: Pick<PackageRow, 'mode'> & { readonly required_skills: readonly string[] },
  standing: Standing | undefined,
): void {
  if (row.mode === 'own_team') return;
  if (!standing) throw new AppError(annotationErrors.noTeamRole);
  if (standing.role === 'inspector') throw new AppError(annotationErrors.inspectorLabels);
  const missing = row.required_skills.filter((skill) => !standing.skills.includes(skill));
  if (missing.length > 0)
    throw new AppError(annotationErrors.skillsMissing, { extra: { missing } });
}
