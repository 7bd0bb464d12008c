import type { UserActor } from '#src/kernel/actor.ts';
import { isMember } from '../policy.ts';
import type { ProjectRow } from '../projects/queries.ts';
import type { AwardRow } from './award-queries.ts';
import type { PackageRow } from './queries.ts';
import type { AwardView, PackageSummary, PackageView, VendorStand } from './schema.ts';

interface OrgColumns {
  readonly slug: string;
  readonly name_zh: string;
  readonly name_en: string;
}
const orgRef = (id: string, row: OrgColumns) => ({
  id,
  slug: row.slug,
  nameZh: row.name_zh,
  nameEn: row.name_en,
});

export const packageSummary = (row: PackageRow): PackageSummary => ({
  id: row.id,
  number: Number(row.number),
  projectId: row.project_id,
  org: orgRef(row.org_id, row),
  title: row.title,
  description: row.description,
  mode: row.mode,
  state: row.state,
  priceFen: row.price_fen.toString(),
  deadline: row.deadline?.toISOString() ?? null,
  bidDeadline: row.bid_deadline?.toISOString() ?? null,
  requiredSkills: row.required_skills,
  requiredModalities: row.required_modalities,
  requiredLanguages: row.required_languages,
  taskCount: Number(row.task_count),
  awardedCount: Number(row.awarded_count),
  createdAt: row.created_at.toISOString(),
  publishedAt: row.published_at?.toISOString() ?? null,
});

const awardView = (row: AwardRow): AwardView => ({
  id: row.id,
  vendor: orgRef(row.vendor_org_id, row),
  state: row.state,
  share: Number(row.share),
  priceFen: row.price_fen.toString(),
  createdAt: row.created_at.toISOString(),
});

/** A package as `actor` sees it: rates of gold and of blind overlap are the demand side's alone. */
export function packageView(
  actor: UserActor,
  row: PackageRow,
  project: ProjectRow,
  awards: readonly AwardRow[],
  /** The actor manages an approved vendor. */
  leads: boolean,
  vendors: readonly VendorStand[],
): PackageView {
  const inside = isMember(actor, row.org_id);
  const role = actor.orgs.find((m) => m.orgId === row.org_id)?.role;
  const labels = awards.some((a) => isMember(actor, a.vendor_org_id));
  return {
    ...packageSummary(row),
    project: {
      id: project.id,
      title: project.title,
      instructions: project.instructions,
      labelConfig: project.label_config,
    },
    bands: row.bands.map(({ minPpm, rateBp }) => ({ minPpm, rateBp })),
    overlap: row.overlap,
    overlapMax: row.overlap_max,
    agreementThresholdPpm: row.agreement_threshold_ppm,
    maxShare: row.max_share,
    qualification: row.qualification,
    aql: row.aql,
    aqlLevel: row.aql_level,
    seedCommitment: row.seed_commitment,
    ...(inside ? { goldRateBp: row.gold_rate_bp, crossRateBp: row.cross_rate_bp } : {}),
    awards: awards.map(awardView),
    vendors: [...vendors],
    may: {
      edit: inside,
      distribute: role === 'owner' || role === 'manager',
      label: labels,
      claim: leads && !labels && row.state === 'open' && row.mode !== 'own_team',
    },
    revision: row.revision,
  };
}
