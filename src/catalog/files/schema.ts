import { type } from 'arktype';
import { cursor, id as idText, instant, limit, sha256, slug, text } from '#src/kernel/schema.ts';
import { DraftFileView, FileView, VersionAddressPath } from '../schema.ts';

const id = idText.as<string>();

const uploadStates = ['receiving', 'hashing', 'ready', 'failed', 'expired', 'aborted'] as const;

/** One upload in progress; the bytes travel by tus at `/api/v1/uploads/{id}`. */
export const UploadView = type({
  id,
  datasetId: id,
  path: 'string',
  sizeBytes: 'number.integer >= 0',
  /** Bytes safely stored so far. */
  receivedBytes: 'number.integer >= 0',
  state: type.enumerated(...uploadStates),
  sha256: sha256.or('null'),
  /** Code of a registered error when failed. */
  error: 'string | null',
  createdAt: instant,
  expiresAt: instant,
});
export type UploadView = typeof UploadView.infer;
export const UploadList = type({ items: UploadView.array(), 'next?': 'string' });
export const UploadListQuery = type({
  'state?': type.enumerated(...uploadStates),
  'cursor?': cursor,
  'limit?': limit,
});

/** Adds files by digest without sending bytes: only those the organisation already holds. */
export const CommitFiles = type({
  revision: 'number.integer >= 1',
  files: type({ path: text(1024), sha256, sizeBytes: 'number.integer >= 0' })
    .array()
    .atLeastLength(1)
    .atMostLength(1000),
});
export const CommitFilesReply = type({ revision: 'number.integer', items: DraftFileView.array() });

export const QuotaView = type({
  org: 'string',
  usedBytes: 'number.integer >= 0',
  /** Announced by uploads that are still running. */
  reservedBytes: 'number.integer >= 0',
  limitBytes: 'number.integer >= 0',
});
export type QuotaView = typeof QuotaView.infer;

const profileStates = ['queued', 'running', 'ready', 'failed'] as const;
/** Preview and profile of one file; `preview` and `result` are the profiler's documents. */
export const FileProfile = type({
  path: 'string',
  sha256,
  state: type.enumerated(...profileStates).or("'none'"),
  progress: type({
    bytes: 'number',
    totalBytes: 'number',
    'rows?': 'number',
    /** Absent until there is enough to tell. */
    'bytesPerSecond?': 'number',
    'secondsLeft?': 'number',
  }).or('null'),
  preview: 'unknown',
  result: 'unknown',
  /** What is wrong with the file, as a sentence in both languages. */
  error: type({ code: 'string', zh: 'string', en: 'string', 'line?': 'number' }).or('null'),
});
export type FileProfile = typeof FileProfile.infer;

/** Rows of a table to pass over before the hundred that are shown. */
export const PreviewQuery = type({
  'from?': type('/^(0|[1-9][0-9]{0,11})$/').describe('a whole number'),
});

export const FilePath = VersionAddressPath.and({ path: text(1024) });
export const DraftFilePath = type({ org: slug, name: slug, path: text(1024) });
export const UploadPath = type({ id });
export const OrgPath = type({ slug });

/** What a version holds, for clients that download file by file. */
export const VersionManifest = type({
  dataset: { id, org: 'string', name: 'string' },
  version: 'string',
  digest: sha256,
  publishedAt: instant,
  fileCount: 'number.integer >= 0',
  sizeBytes: 'number.integer >= 0',
  files: FileView.array(),
});
export type VersionManifest = typeof VersionManifest.infer;
