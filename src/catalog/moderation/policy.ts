import { isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { person, visible } from '../access/policy.ts';
import type { GatedDataset } from '../access/queries.ts';
import { moderationErrors } from './errors.ts';
import type { AppealRow, ReportRow } from './queries/moderation.ts';

/** An operator; for everybody else these addresses do not exist. */
export function operator(actor: Actor): UserActor {
  if (actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
  if (actor.kind !== 'user' || !isStaff(actor, 'operator')) throw new AppError(errors.notFound);
  return actor;
}

function apart(actor: UserActor, orgId: string): void {
  if (membershipOf(actor, orgId)) throw new AppError(moderationErrors.ownOrganisation);
}

/** Anyone who sees a description may report it. */
export const mayReport = (
  actor: Actor,
  dataset: GatedDataset | undefined,
): Authorized<GatedDataset, 'report'> => authorize(visible(actor, dataset), 'report');

/** An operator who does not belong to the organisation concerned. */
export function mayModerate(
  actor: UserActor,
  dataset: GatedDataset | undefined,
): Authorized<GatedDataset, 'moderate'> {
  if (!dataset) throw new AppError(errors.notFound);
  apart(actor, dataset.org_id);
  return authorize(dataset, 'moderate');
}

export function mayDecideReport(
  actor: UserActor,
  report: ReportRow | undefined,
): Authorized<ReportRow, 'decide-report'> {
  if (!report) throw new AppError(errors.notFound);
  apart(actor, report.org_id);
  return authorize(report, 'decide-report');
}

/**
 * An operator apart from the organisation, and another one than who suspended, as long as there is
 * another (`replaceable`).
 */
export function mayDecideAppeal(
  actor: UserActor,
  appeal: AppealRow | undefined,
  replaceable: boolean,
): Authorized<AppealRow, 'decide-appeal'> {
  if (!appeal) throw new AppError(errors.notFound);
  apart(actor, appeal.org_id);
  if (appeal.ordered_by === actor.userId && replaceable)
    throw new AppError(moderationErrors.sameOperator);
  return authorize(appeal, 'decide-appeal');
}

/** Appeals are made and read by the managers of the organisation. */
export function mayAppeal(
  caller: Actor,
  scope: string,
  dataset: GatedDataset | undefined,
): Authorized<GatedDataset, 'appeal'> {
  const actor = person(caller, scope);
  const found = visible(actor, dataset);
  const role = membershipOf(actor, found.org_id)?.role;
  if (role !== 'owner' && role !== 'manager') throw new AppError(errors.forbidden);
  return authorize(found, 'appeal');
}
