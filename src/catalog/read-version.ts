import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AccessSubject } from '#src/ports/access.ts';
import type { Db } from './deps.ts';
import { catalogErrors } from './errors.ts';
import { isInside } from './policy.ts';
import { findDataset, type DatasetRow } from './queries/dataset.ts';
import { versionBySemver, versionsOf, type VersionRow } from './queries/version.ts';
import type { Tombstone } from './schema.ts';
import { orgRef, versionSummary } from './views.ts';

export type FoundDataset = NonNullable<Awaited<ReturnType<typeof findDataset>>>;
export type FoundVersion = NonNullable<Awaited<ReturnType<typeof versionBySemver>>>;

/** What stays of a withdrawn dataset: what it was, when and why it went. */
async function tombstone(db: Db, row: DatasetRow): Promise<Tombstone> {
  const versions = await versionsOf(db, row.id, 100);
  return {
    org: orgRef(row),
    name: row.name,
    card: row.card,
    withdrawnAt: (row.state_at ?? row.updated_at).toISOString(),
    reason: row.state_reason ?? '',
    versions: versions.filter((v) => v.state === 'withdrawn').map(versionSummary),
  };
}

/**
 * A dataset the actor may look at. hub.notFound (404) where it sees none; catalog.withdrawn (410)
 * with the tombstone; catalog.suspended (403) with the reason, except for its people and the staff.
 */
export async function readDataset(
  db: Db,
  actor: Actor,
  org: string,
  name: string,
): Promise<FoundDataset> {
  const row = await findDataset(db, org, name);
  if (!row) throw new AppError(errors.notFound);
  if (row.state === 'withdrawn')
    throw new AppError(catalogErrors.withdrawn, { extra: { tombstone: await tombstone(db, row) } });
  if (row.state === 'suspended' && !isInside(actor, row))
    throw new AppError(catalogErrors.suspended, {
      extra: {
        reason: row.state_reason,
        since: row.state_at?.toISOString(),
        title: row.card.title,
      },
    });
  return row;
}

const withdrawnVersion = (v: VersionRow): AppError =>
  new AppError(catalogErrors.withdrawn, {
    extra: { version: versionSummary(v), reason: v.state_reason },
  });

/**
 * A version whose files the actor may list; `latest` names the latest. Withdrawn: catalog.withdrawn
 * (410) with what, when and why. Bytes need the access port's permit on `subject` besides.
 */
export async function readVersion(
  db: Db,
  actor: Actor,
  at: { org: string; name: string; semver: string },
): Promise<{ dataset: FoundDataset; version: FoundVersion; subject: AccessSubject }> {
  const dataset = await readDataset(db, actor, at.org, at.name);
  const number = at.semver === 'latest' ? dataset.semver : at.semver;
  const version = number ? await versionBySemver(db, dataset.id, number) : undefined;
  if (!version) throw new AppError(errors.notFound);
  if (version.state === 'withdrawn') throw withdrawnVersion(version);
  return { dataset, version, subject: subjectOf(dataset, version.semver) };
}

const subjectOf = (row: DatasetRow, version: string): AccessSubject => ({
  datasetId: row.id,
  orgId: row.org_id,
  version,
  visibility: row.visibility,
});
