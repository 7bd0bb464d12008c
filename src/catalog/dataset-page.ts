import { hasScope, isStaff, type Actor } from '#src/kernel/actor.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import type { AccessDeny, AccessPermit } from '#src/ports/access.ts';
import type { Db } from './deps.ts';
import { decideBytes, may } from './policy.ts';
import { filesBelow, folderRow, pageRow } from './queries/page.ts';
import { readDataset, type FoundDataset } from './read-version.ts';
import { renderReadme } from './readme.ts';
import type { DatasetPage, FileList, FileView } from './schema.ts';
import { datasetView, versionSummary } from './views.ts';

const firstFiles = 100;
const firstVersions = 20;

const verdict = (d: AccessDeny | AccessPermit) =>
  d.verdict === 'deny'
    ? { verdict: d.verdict, reason: d.reason }
    : { verdict: d.verdict, reason: null };

/** Where the bytes of a file of a version are; links of a README point there. */
const fileAddress = (org: string, name: string, version: string, path: string): string =>
  `/api/v1/datasets/${org}/${name}/versions/${version}/raw/${path.split('/').map(encodeURIComponent).join('/')}`;

/** README of a dataset as HTML; images of its own files only where there is a version to take them from. */
function readmeHtml(
  row: Pick<FoundDataset, 'org_slug' | 'name'>,
  readme: string | undefined,
  version: string | null,
): string {
  if (!readme) return '';
  const address = (path: string) =>
    version ? fileAddress(row.org_slug, row.name, version, path) : undefined;
  return renderReadme(readme, `${row.org_slug}/${row.name}/${version ?? ''}`, address);
}

function filePage(files: FileView[], limit: number): Pick<FileList, 'items' | 'next'> {
  const items = files.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(files.length > limit && last ? { next: encodeCursor([last.path]) } : {}) };
}

/** One level of the file tree of a version, or all below it as one list. */
export async function listFolder(
  db: Db,
  version: { id: string; file_count: number; size_bytes: bigint },
  at: { folder: string; recursive: boolean; after: string; limit: number },
): Promise<FileList> {
  const place = [at.folder, at.after, at.limit + 1] as const;
  const row = at.recursive
    ? { folders: [], files: await filesBelow(db, version.id, ...place) }
    : await folderRow(db, version.id, ...place);
  return {
    folder: at.folder,
    folders: row.folders,
    ...filePage(row.files, at.limit),
    fileCount: version.file_count,
    sizeBytes: Number(version.size_bytes),
  };
}

/**
 * Everything the first screen of a dataset shows, in two statements whatever the number of files.
 * Errors: hub.notFound, catalog.withdrawn (410, tombstone), catalog.suspended.
 */
export async function datasetPage(
  db: Db,
  actor: Actor,
  org: string,
  name: string,
): Promise<DatasetPage> {
  const row = await readDataset(db, actor, org, name);
  const below = await pageRow(db, {
    datasetId: row.id,
    versionId: row.latest_version_id ?? '',
    userId: actor.kind === 'user' ? actor.userId : '',
    versions: firstVersions,
    files: firstFiles + 1,
  });
  const { version, request } = below;
  const subject = { orgId: row.org_id, visibility: row.visibility };
  const bytes = verdict(decideBytes(actor, subject, request ?? undefined));
  return {
    dataset: datasetView(row),
    moved: row.moved,
    version: version && {
      ...versionSummary(version),
      formats: version.formats,
      quality: version.quality,
    },
    versions: below.versions.map(versionSummary),
    files: {
      folder: '',
      folders: below.folders,
      ...filePage(below.files, firstFiles),
      fileCount: version?.file_count ?? 0,
      sizeBytes: version?.size_bytes ?? 0,
    },
    readmeHtml: readmeHtml(row, row.card.readme, row.semver),
    access: { read: { verdict: 'permit', reason: null }, preview: bytes, download: bytes },
    request: request && {
      state: request.state,
      reason: request.reason,
      expiresAt: request.expires_at && new Date(request.expires_at).toISOString(),
    },
    may: {
      edit: may(actor, row, 'edit'),
      manage: may(actor, row, 'manage'),
      moderate: actor.kind === 'user' && isStaff(actor, 'operator') && hasScope(actor, 'staff'),
    },
  };
}
