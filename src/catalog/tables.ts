import type { ColumnType, Generated } from 'kysely';
import type { GatedTables } from './access/tables.ts';
import type { Card, Classification, Visibility } from './card-schema.ts';
import type { SuspensionTables } from './moderation/tables.ts';
import type { QualitySummary } from './quality-schema.ts';
import type { DatasetState, VersionState } from './schema.ts';

type Stamp = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string, string>;
type Count = ColumnType<bigint, number | bigint | undefined, number | bigint>;

export interface DatasetTable {
  id: string;
  org_id: string;
  /** Unique within the organisation; with the organisation's slug it is the address. */
  name: string;
  card: Json<Card>;
  /** Copies of card members that lists and policies need without reading the whole card. */
  title_zh: string | null;
  title_en: string | null;
  domain: string | null;
  visibility: Visibility;
  classification: Classification;
  state: DatasetState;
  state_reason: string | null;
  state_at: Date | null;
  revision: Generated<number>;
  latest_version_id: string | null;
  external_url: string | null;
  /** Where an imported record came from, and its identifier there. */
  source: string | null;
  source_id: string | null;
  downloads: Count;
  recommended_in: number | null;
  created_by: string | null;
  created_at: Stamp;
  updated_at: Stamp;
  first_published_at: Date | null;
  /** Last change that a search document shows, and the change the index last took in. */
  counted_at: Date | null;
  indexed_at: Date | null;
}

/** Old addresses of datasets that were renamed or handed over. */
interface DatasetRedirectTable {
  org_id: string;
  name: string;
  dataset_id: string;
  created_at: Stamp;
}

export interface TransferTable {
  id: string;
  dataset_id: string;
  from_org_id: string;
  to_org_id: string;
  state: 'offered' | 'accepted' | 'declined' | 'cancelled';
  offered_by: string | null;
  decided_by: string | null;
  created_at: Stamp;
  decided_at: Date | null;
}

export interface DraftFileTable {
  dataset_id: string;
  /** Owner at this moment, so that the row policy needs no join. */
  org_id: string;
  path: string;
  /** Path as compared: NFC and lower case; unique within the draft. */
  path_key: string;
  sha256: string;
  size_bytes: Count;
  crc32: Count;
  media_type: string;
  format: string;
  added_by: string | null;
  added_at: Stamp;
}

export interface VersionTable {
  id: string;
  dataset_id: string;
  semver: string;
  major: number;
  minor: number;
  patch: number;
  notes: string;
  state: VersionState;
  state_reason: string | null;
  state_at: Date | null;
  /** sha256 of the canonical manifest (see manifest.ts). */
  digest: string;
  file_count: number;
  size_bytes: Count;
  formats: string[];
  /** The card as it was published. */
  card: Json<Card>;
  published_at: Stamp;
  published_by: string | null;
  downloads: Count;
  /** Short form of the newest scorecard, written by the feature that computes it. */
  quality: ColumnType<QualitySummary | null, never, string>;
}

interface VersionFileTable {
  version_id: string;
  dataset_id: string;
  path: string;
  /** Folder part of the path without a final slash, empty at the top. */
  folder: string;
  sha256: string;
  size_bytes: Count;
  crc32: Count;
  media_type: string;
  format: string;
}

/** Every folder of a version with what lies below it, so that a page of the tree reads only its rows. */
interface VersionFolderTable {
  version_id: string;
  dataset_id: string;
  path: string;
  /** Folder that holds this one, empty at the top. */
  parent: string;
  file_count: number;
  size_bytes: Count;
}

/** One stored content, shared by every organisation that holds it. */
interface BlobTable {
  sha256: string;
  size_bytes: Count;
  crc32: Count;
  created_at: Stamp;
  /** Since when nothing refers to it; collected seven days later. */
  unreferenced_since: Date | null;
  /** When its bytes were last compared with the digest, and since when they are known to differ. */
  verified_at: Date | null;
  damaged_at: Date | null;
}

/** An organisation may add by digest only what it holds itself. */
interface BlobHoldingTable {
  org_id: string;
  sha256: string;
  created_at: Stamp;
}

interface BlobUseTable {
  sha256: string;
  /** Feature, kind and id of what uses it. */
  used_by: string;
  org_id: string;
  created_at: Stamp;
}

export interface UploadTable {
  id: string;
  org_id: string;
  dataset_id: string;
  path: string;
  size_bytes: Count;
  received_bytes: Count;
  /** Digest announced by the client, checked when the bytes are there. */
  expected_sha256: string | null;
  state: 'receiving' | 'hashing' | 'ready' | 'failed' | 'expired' | 'aborted';
  sha256: string | null;
  /** State of the transfer that the tus server and the blob store need to go on. */
  transfer: Json<Record<string, unknown>>;
  error: string | null;
  created_by: string | null;
  created_at: Stamp;
  updated_at: Stamp;
  expires_at: Date;
}

/** Preview and profile of one content as one organisation's file: nothing is shared between owners. */
export interface ProfileTable {
  org_id: string;
  sha256: string;
  /** How the name says to read it (csv, tsv, json, …): equal bytes under two kinds are two profiles. */
  name_kind: string;
  state: 'queued' | 'running' | 'ready' | 'failed';
  progress: Json<{ bytes: number; totalBytes: number; rows?: number } | null> | null;
  preview: Json<unknown> | null;
  result: Json<unknown> | null;
  error: Json<{ code: string; zh: string; en: string; line?: number }> | null;
  created_at: Stamp;
  updated_at: Stamp;
}

export interface AccessRequestTable {
  id: string;
  dataset_id: string;
  user_id: string;
  /** Organisation the person asks for; the grant then holds for this person in its name. */
  org_id: string | null;
  purpose: string;
  terms_digest: string;
  state: 'pending' | 'approved' | 'refused' | 'revoked' | 'expired';
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  expires_at: Date | null;
  created_at: Stamp;
}

export interface ReportTable {
  id: string;
  dataset_id: string;
  reporter_id: string | null;
  reporter_email: string | null;
  kind: 'personal-data' | 'rights' | 'illegal' | 'wrong-data' | 'malware' | 'other';
  text: string;
  state: 'open' | 'dismissed' | 'upheld';
  decision: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  /** When the operators were told of it; null while they were not. */
  mailed_at: Date | null;
  created_at: Stamp;
}

export interface AppealTable {
  id: string;
  dataset_id: string;
  text: string;
  state: 'open' | 'granted' | 'refused';
  /** The suspension appealed against. */
  suspension_id: string | null;
  decision: string | null;
  created_by: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Stamp;
}

interface DownloadDayTable {
  version_id: string;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  count: Count;
}

export interface CatalogTables extends GatedTables, SuspensionTables {
  'catalog.dataset': DatasetTable;
  'catalog.dataset_redirect': DatasetRedirectTable;
  'catalog.transfer': TransferTable;
  'catalog.draft_file': DraftFileTable;
  'catalog.version': VersionTable;
  'catalog.version_file': VersionFileTable;
  'catalog.version_folder': VersionFolderTable;
  'catalog.blob': BlobTable;
  'catalog.blob_holding': BlobHoldingTable;
  'catalog.blob_use': BlobUseTable;
  'catalog.upload': UploadTable;
  'catalog.profile': ProfileTable;
  'catalog.access_request': AccessRequestTable;
  'catalog.report': ReportTable;
  'catalog.appeal': AppealTable;
  'catalog.download_day': DownloadDayTable;
}
