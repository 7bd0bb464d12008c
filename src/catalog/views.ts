import type { DatasetRow } from './queries/dataset.ts';
import type { Bilingual, Card } from './card-schema.ts';
import { licenceLabel } from './licence.ts';
import type { DatasetSummary, DatasetView, OrgRef, VersionSummary, VersionView } from './schema.ts';
import type { QualitySummary } from './quality-schema.ts';

/** An instant from the driver or from JSON made by the database. */
const instant = (value: Date | string): string => new Date(value).toISOString();

/** `{zh, en}` without the languages that are missing. */
export const bilingual = (
  zh: string | null | undefined,
  en: string | null | undefined,
): Bilingual => ({
  ...(zh ? { zh } : {}),
  ...(en ? { en } : {}),
});

interface OrgColumns {
  org_id: string;
  org_slug: string;
  org_name_zh: string;
  org_name_en: string;
  org_kind: string;
}
export const orgRef = (r: OrgColumns): OrgRef => ({
  id: r.org_id,
  slug: r.org_slug,
  name: { zh: r.org_name_zh, en: r.org_name_en },
  kind: r.org_kind,
});

export const datasetView = (r: DatasetRow): DatasetView => ({
  id: r.id,
  org: orgRef(r),
  name: r.name,
  card: r.card,
  visibility: r.visibility,
  classification: r.classification,
  state: r.state,
  stateReason: r.state_reason,
  revision: r.revision,
  latestVersion: r.semver,
  externalUrl: r.external_url,
  downloads: Number(r.downloads),
  recommendedIn: r.recommended_in,
  createdAt: instant(r.created_at),
  updatedAt: instant(r.updated_at),
  publishedAt: r.first_published_at && instant(r.first_published_at),
});

const summaryLength = 300;
/** The beginning of a text, cut at a whole character. */
const opening = (text: string | undefined): string | undefined =>
  text === undefined || text.length <= summaryLength
    ? text
    : `${[...text.slice(0, summaryLength)].slice(0, -1).join('')}…`;

/** One row of any list. */
export const datasetSummary = (r: DatasetRow): DatasetSummary => ({
  id: r.id,
  org: orgRef(r),
  name: r.name,
  title: bilingual(r.card.title.zh, r.card.title.en),
  summary: bilingual(opening(r.card.description?.zh), opening(r.card.description?.en)),
  domain: r.card.domain ?? 'other',
  modality: r.card.modality ?? [],
  licence: licenceLabel(r.card.licence),
  visibility: r.visibility,
  state: r.state,
  latestVersion: r.semver,
  fileCount: r.file_count ?? 0,
  sizeBytes: Number(r.size_bytes ?? 0),
  formats: r.formats ?? [],
  downloads: Number(r.downloads),
  recommendedIn: r.recommended_in,
  quality: r.quality_total ?? null,
  external: isExternal(r),
  updatedAt: instant(r.updated_at),
  publishedAt: r.first_published_at && instant(r.first_published_at),
});

/** The data are elsewhere: an address is known, or at least the catalogue the record came from. */
const isExternal = (r: Pick<DatasetRow, 'external_url' | 'source'>): boolean =>
  r.external_url !== null || r.source !== null;

/** A version from the driver, or from JSON made by the database. */
export interface VersionColumns {
  id: string;
  semver: string;
  notes: string;
  state: VersionSummary['state'];
  state_reason: string | null;
  digest: string;
  file_count: number;
  size_bytes: bigint | number;
  downloads: bigint | number;
  published_at: Date | string;
  published_by: string | null;
}
export const versionSummary = (r: VersionColumns): VersionSummary => ({
  id: r.id,
  semver: r.semver,
  notes: r.notes,
  state: r.state,
  stateReason: r.state_reason,
  digest: r.digest,
  fileCount: r.file_count,
  sizeBytes: Number(r.size_bytes),
  downloads: Number(r.downloads),
  publishedAt: instant(r.published_at),
  publishedBy: r.published_by,
});
export const versionView = (
  r: VersionColumns & { card: Card; formats: string[]; quality: QualitySummary | null },
): VersionView => ({
  ...versionSummary(r),
  card: r.card,
  formats: r.formats,
  quality: r.quality,
});
