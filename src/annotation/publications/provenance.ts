import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Db } from '../deps.ts';
import type { ExportRow } from '../exports/queries.ts';
import type { Provenance } from '../exports/tables.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { meanAgreement } from '../queue/compare-results.ts';
import { certificatesOf, contributions, overlappingResults, sourceVersions } from './queries.ts';

/** Most tasks whose agreement is looked at; the first ones. */
const mostCompared = 2_000;

async function agreementOf(db: Db, projectId: string) {
  const tasks = await overlappingResults(db, projectId, mostCompared);
  const means = tasks.flatMap((results) => meanAgreement(results) ?? []);
  if (means.length === 0) return null;
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  return { measure: 'mean pairwise agreement of results', tasks: means.length, mean };
}

/**
 * Where a published result comes from: project, packages, vendors, agreement, acceptance certificates,
 * the dataset versions its tasks came from, and what the export holds and lost.
 */
export async function provenanceOf(
  db: Db,
  project: ProjectRow,
  made: ExportRow,
  vendors: 'named' | 'anonymous',
): Promise<Provenance> {
  const rows = await contributions(db, project.id, made.package_id);
  const ids = [...new Set(rows.map((row) => row.vendor_org_id))];
  const vendor = (row: (typeof rows)[number]) =>
    vendors === 'named'
      ? { org: row.slug, nameZh: row.name_zh, nameEn: row.name_en }
      : { alias: `vendor-${ids.indexOf(row.vendor_org_id) + 1}` };
  const signed = await certificatesOf(db, project.id, made.package_id);
  const certificates =
    vendors === 'named'
      ? signed
      : await Promise.all(
          signed.map(async (one) => ({
            sha256: await sha256Hex(canonicalJson(one)),
            decidedAt: one.body.decidedAt,
            plan: one.body.plan,
            defective: one.body.defective.length,
          })),
        );
  return {
    version: 1,
    project: {
      id: project.id,
      number: Number(project.number),
      title: project.title,
      labelConfigSha256: await sha256Hex(project.label_config),
    },
    packages: rows.map((row) => ({
      id: row.id,
      number: Number(row.number),
      title: row.title,
      mode: row.mode,
      overlap: row.overlap,
      tasks: Number(row.share),
      vendor: vendor(row),
    })),
    agreement: await agreementOf(db, project.id),
    certificates,
    sources: await sourceVersions(db, project.id),
    export: {
      id: made.id,
      format: made.format,
      which: made.which,
      sha256: made.sha256,
      sizeBytes: Number(made.size_bytes),
      finishedAt: made.finished_at?.toISOString() ?? null,
      manifest: made.report?.manifest ?? null,
      losses: made.report?.losses ?? [],
    },
  };
}
