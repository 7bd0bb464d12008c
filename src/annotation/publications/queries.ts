import { sql, type Insertable } from 'kysely';
import type { SignedCertificate } from '../acceptance/certificate.ts';
import type { Db, Trx } from '../deps.ts';
import type { PublicationTable } from '../exports/tables.ts';

/** Packages that gave results, with their vendors. */
export function contributions(db: Db, projectId: string, packageId: string | null) {
  let query = db
    .selectFrom('annotation.award as a')
    .innerJoin('annotation.package as p', 'p.id', 'a.package_id')
    .innerJoin('identity.organisation as o', 'o.id', 'a.vendor_org_id')
    .select(['p.id', 'p.number', 'p.title', 'p.mode', 'p.overlap', 'a.share'])
    .select(['a.vendor_org_id', 'o.slug', 'o.name_zh', 'o.name_en'])
    .where('p.project_id', '=', projectId);
  if (packageId !== null) query = query.where('p.id', '=', packageId);
  return query.orderBy('p.number').orderBy('a.id').limit(1_000).execute();
}

/** Certificates of the lots that were accepted. */
export async function certificatesOf(
  db: Db,
  projectId: string,
  packageId: string | null,
): Promise<SignedCertificate[]> {
  let query = db
    .selectFrom('annotation.lot')
    .select('certificate')
    .where('project_id', '=', projectId)
    .where('state', '=', 'accepted');
  if (packageId !== null) query = query.where('package_id', '=', packageId);
  const rows = await query.orderBy('id').limit(10_000).execute();
  return rows.flatMap((row) => (row.certificate ? [row.certificate] : []));
}

/** The dataset versions of the catalogue that tasks came from. */
export async function sourceVersions(db: Db, projectId: string): Promise<unknown[]> {
  const { rows } = await sql<{ source: unknown }>`select distinct jsonb_build_object(
      'org', source -> 'org', 'name', source -> 'name', 'version', source -> 'semver') as source
    from annotation.import where project_id = ${projectId} and source ->> 'kind' = 'dataset'`.execute(
    db,
  );
  return rows.map((row) => row.source);
}

/** Standing results of the first `limit` tasks that have two or more. */
export async function overlappingResults(
  db: Db,
  projectId: string,
  limit: number,
): Promise<unknown[][][]> {
  const { rows } = await sql<{ results: unknown[][] }>`select jsonb_agg(a.result) as results
    from annotation.annotation a join annotation.task t on t.id = a.task_id
    where a.project_id = ${projectId} and a.state in ('submitted', 'accepted') and t.gold is null
    group by a.task_id having count(*) > 1 order by min(a.number) limit ${limit}`.execute(db);
  return rows.map((row) => row.results);
}

export const insertPublication = (trx: Trx, row: Insertable<PublicationTable>) =>
  trx.insertInto('annotation.publication').values(row).execute();

/** Publications of a project with the address of their dataset as it is now, newest first. */
export const publicationsOf = (db: Db, projectId: string) =>
  db
    .selectFrom('annotation.publication as p')
    .innerJoin('catalog.dataset as d', 'd.id', 'p.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['p.id', 'p.export_id', 'p.path', 'p.provenance', 'p.created_at'])
    .select(['o.slug as org', 'd.name'])
    .where('p.project_id', '=', projectId)
    .orderBy('p.id', 'desc')
    .limit(200)
    .execute();
