import { type } from 'arktype';
import {
  cursor,
  id as idText,
  instant,
  limit,
  optionalText,
  semver as semverText,
  sha256 as sha256Text,
  slug as slugText,
  text,
} from '#src/kernel/schema.ts';
import {
  Bilingual,
  Card,
  Classification,
  Domain,
  httpUrl,
  Modality,
  Visibility,
} from './card-schema.ts';
import { VersionContent } from './quality-schema.ts';

const datasetStates = ['draft', 'published', 'suspended', 'withdrawn'] as const;
export const DatasetState = type.enumerated(...datasetStates);
export type DatasetState = typeof DatasetState.infer;

export const versionStates = [
  'waiting',
  'published',
  'refused',
  'deprecated',
  'withdrawn',
] as const;
export const VersionState = type.enumerated(...versionStates);
export type VersionState = typeof VersionState.infer;

const id = idText.as<string>();
const semver = semverText.as<string>();
const sha256 = sha256Text.as<string>();
const slug = slugText.as<string>();
const OutsideUrl = httpUrl.or('null');
const count = type('number.integer >= 0');
const bytes = type('number.integer >= 0').describe('a size in bytes');
/** A cause others will read: why something was refused, suspended or withdrawn. */
const reason = text(2000);
const revision = type('number.integer >= 1').describe('the revision last read');

// ---- references ----------------------------------------------------------------------------

export const OrgRef = type({
  id,
  slug: 'string',
  name: { zh: 'string', en: 'string' },
  kind: 'string',
});
export type OrgRef = typeof OrgRef.infer;

/** Path parameters of every dataset route. */
export const DatasetPath = type({ org: slug, name: slug });
export const VersionPath = type({ org: slug, name: slug, semver });
/** A published number, or `latest`. */
const versionOrLatest = semver.or("'latest'").describe('a version such as 1.0.0, or latest');
export const VersionAddressPath = type({ org: slug, name: slug, semver: versionOrLatest });

// ---- files ---------------------------------------------------------------------------------

export const FileView = type({
  path: 'string',
  sizeBytes: bytes,
  sha256,
  mediaType: 'string',
  /** Lower-case kind by name, e.g. csv, parquet, png; `other` when unknown. */
  format: 'string',
});
export type FileView = typeof FileView.infer;

export const FolderView = type({ path: 'string', fileCount: count, sizeBytes: bytes });
export type FolderView = typeof FolderView.infer;

/** One level of the file tree: all its sub-folders, and one page of its files. */
export const FileList = type({
  folder: 'string',
  folders: FolderView.array(),
  items: FileView.array(),
  /** Files and bytes in the whole version, whatever the folder. */
  fileCount: count,
  sizeBytes: bytes,
  'next?': 'string',
});
export type FileList = typeof FileList.infer;

/** One level, or with `recursive` everything below `folder` in order of path and no folders. */
export const FileListQuery = type({
  'folder?': optionalText(1024),
  'recursive?': "'true' | 'false'",
  'cursor?': cursor,
  'limit?': limit,
});

export const DraftFileView = FileView.and({ addedAt: instant });
export type DraftFileView = typeof DraftFileView.infer;
export const DraftFileList = type({
  items: DraftFileView.array(),
  fileCount: count,
  sizeBytes: bytes,
  'next?': 'string',
});
export type DraftFileList = typeof DraftFileList.infer;
export const RemoveDraftFiles = type({
  revision,
  paths: text(1024).array().atLeastLength(1).atMostLength(1000),
});
export const RenameDraftFile = type({ revision, from: text(1024), to: text(1024) });

// ---- datasets ------------------------------------------------------------------------------

/** One row of any list of datasets: search, newest, an organisation's page. */
export const DatasetSummary = type({
  id,
  org: OrgRef,
  name: 'string',
  title: Bilingual,
  /** First 300 characters of the description. */
  summary: Bilingual,
  domain: Domain,
  modality: Modality.array(),
  /** SPDX identifier or the name of the own licence. */
  licence: 'string | null',
  visibility: Visibility,
  state: DatasetState,
  latestVersion: 'string | null',
  fileCount: count,
  sizeBytes: bytes,
  formats: 'string[]',
  downloads: count,
  /** Year in which it entered the directory of recommended datasets. */
  recommendedIn: 'number | null',
  /** Quality score of the latest version, 0 to 100; null while it is being computed or without files. */
  quality: 'number | null',
  /** The data are elsewhere: link, no files. */
  external: 'boolean',
  updatedAt: instant,
  publishedAt: type('string | null').describe('an instant, ISO 8601 in UTC'),
});
export type DatasetSummary = typeof DatasetSummary.infer;

export const DatasetList = type({ items: DatasetSummary.array(), 'next?': 'string' });
export type DatasetList = typeof DatasetList.infer;
export const DatasetListQuery = type({
  'org?': slug,
  'sort?': "'newest' | 'downloads' | 'name'",
  'state?': DatasetState,
  'cursor?': cursor,
  'limit?': limit,
});

export const DatasetView = type({
  id,
  org: OrgRef,
  name: 'string',
  card: Card,
  visibility: Visibility,
  classification: Classification,
  state: DatasetState,
  stateReason: 'string | null',
  revision: 'number.integer',
  latestVersion: 'string | null',
  externalUrl: 'string | null',
  downloads: count,
  recommendedIn: 'number | null',
  createdAt: instant,
  updatedAt: instant,
  publishedAt: type('string | null').describe('an instant, ISO 8601 in UTC'),
});
export type DatasetView = typeof DatasetView.infer;

export const CreateDataset = type({
  org: slug,
  name: slug,
  card: Card,
  'visibility?': Visibility,
  'externalUrl?': OutsideUrl,
});
export const EditCard = type({ revision, card: Card, 'externalUrl?': OutsideUrl });
export const RenameDataset = type({ revision, name: slug });
export const SetVisibility = type({
  revision,
  visibility: Visibility,
  /** Publish although the profile found columns that look like personal data. */
  'acknowledgeSensitive?': 'boolean',
});
export const RevisionOnly = type({ revision });
export const Reason = type({ revision, reason });

// ---- versions ------------------------------------------------------------------------------

export const VersionSummary = type({
  id,
  semver,
  notes: 'string',
  state: VersionState,
  stateReason: 'string | null',
  /** sha256 of the canonical manifest: names the content of the version as a whole. */
  digest: sha256,
  fileCount: count,
  sizeBytes: bytes,
  downloads: count,
  publishedAt: instant,
  publishedBy: 'string | null',
});
export type VersionSummary = typeof VersionSummary.infer;
export const VersionView = VersionSummary.and(VersionContent).and({ card: Card });
export type VersionView = typeof VersionView.infer;
export const VersionList = type({ items: VersionSummary.array(), 'next?': 'string' });
export type VersionList = typeof VersionList.infer;
export const VersionListQuery = type({ 'cursor?': cursor, 'limit?': limit });

export const PublishVersion = type({
  revision,
  version: semver,
  'notes?': optionalText(20_000),
  'acknowledgeSensitive?': 'boolean',
});
export const RestoreVersion = type({
  revision,
  /** Publish at once under this number; without it the files become the draft. */
  'version?': semver,
  'notes?': optionalText(20_000),
  'acknowledgeSensitive?': 'boolean',
});
/** Columns of a draft's files that look like identity numbers, phones or bank cards. */
const SensitiveColumn = type({
  path: 'string',
  column: 'string',
  kind: 'string',
});
/** What still stands between the draft and its publication; empty lists mean nothing. */
export const PublishCheck = type({
  missing: type({ field: 'string', code: 'string', message: 'string' }).array(),
  sensitive: SensitiveColumn.array(),
  /** Files whose profile is not finished, so that nothing is known of their columns yet. */
  unprofiled: 'string[]',
  /** The smallest next numbers. */
  suggested: { patch: semver, minor: semver, major: semver },
  needsApproval: 'boolean',
});
export type PublishCheck = typeof PublishCheck.infer;

// ---- the dataset page ----------------------------------------------------------------------

/** Stands in the `tombstone` member of the 410 problem of a withdrawn dataset. */
export const Tombstone = type({
  org: OrgRef,
  name: 'string',
  card: Card,
  withdrawnAt: instant,
  reason: 'string',
  versions: VersionSummary.array(),
});
export type Tombstone = typeof Tombstone.infer;

const AccessVerdict = type({ verdict: "'permit' | 'deny'", reason: 'string | null' });
export const DatasetPage = type({
  dataset: DatasetView,
  /** True when the address asked for is an old one; the present one is `dataset.org.slug/name`. */
  moved: 'boolean',
  /** The latest version; its card as published is in its own view. */
  version: VersionSummary.and(VersionContent).or('null'),
  versions: VersionSummary.array(),
  files: FileList,
  /** README as sanitised HTML, empty when there is none. */
  readmeHtml: 'string',
  access: { read: AccessVerdict, preview: AccessVerdict, download: AccessVerdict },
  /** The caller's own newest access request, for gated datasets. */
  request: type({ state: 'string', reason: 'string | null', expiresAt: 'string | null' }).or(
    'null',
  ),
  /** What the caller may do here. */
  may: { edit: 'boolean', manage: 'boolean', moderate: 'boolean' },
});
export type DatasetPage = typeof DatasetPage.infer;

// ---- operator ------------------------------------------------------------------------------

const WaitingVersion = type({
  id,
  dataset: { id, org: OrgRef, name: 'string', title: Bilingual, visibility: Visibility },
  version: VersionSummary,
});
export const WaitingVersionList = type({ items: WaitingVersion.array(), 'next?': 'string' });
export const VersionIdPath = type({ id });
export const RefuseVersion = type({ reason });
export const LicenceOption = type({ spdx: 'string', name: 'string', url: 'string' });
export type LicenceOption = typeof LicenceOption.infer;
export const LicenceOptions = type({ items: LicenceOption.array() });
