import { fileKind, type Card } from '#src/catalog/index.ts';
import type { Db } from './deps.ts';
import type { ContentFacts, FileFacts, QualityFacts } from './facts.ts';
import {
  filesOfDraft,
  filesOfVersion,
  finishedProfiles,
  hasVersion,
  versionFacts,
  type ProfileRow,
} from './queries.ts';

const contentOf = (row: ProfileRow): ContentFacts => ({
  kind: row.kind ?? 'unknown',
  encoding: row.encoding,
  broken: row.broken,
  tables: (row.tables ?? []).map((table) => ({
    rows: table.rows ?? 0,
    ragged: table.ragged ?? 0,
    columns: (table.columns ?? []).map(({ name, type, nulls, widened }) => ({
      name,
      type,
      nulls: nulls ?? 0,
      widened,
    })),
  })),
});

async function fileFacts(
  db: Db,
  orgId: string,
  files: readonly { path: string; format: string; sha256: string }[],
): Promise<FileFacts[]> {
  const rows = await finishedProfiles(db, orgId, [...new Set(files.map((f) => f.sha256))]);
  const byKey = new Map(rows.map((row) => [`${row.sha256} ${row.name_kind}`, contentOf(row)]));
  return files.map(({ path, format, sha256 }) => ({
    path,
    format,
    content: byKey.get(`${sha256} ${fileKind(path).nameKind}`) ?? null,
  }));
}

const day = (at: Date) => at.toISOString().slice(0, 10);

/** What is known of a version; undefined where the caller sees none. */
export async function factsOfVersion(
  db: Db,
  versionId: string,
): Promise<{ version: { id: string; dataset_id: string }; facts: QualityFacts } | undefined> {
  const version = await versionFacts(db, versionId);
  if (!version) return undefined;
  const files = await filesOfVersion(db, versionId);
  return {
    version: { id: version.id, dataset_id: version.dataset_id },
    facts: {
      card: version.card,
      publishedOn: day(version.published_at),
      successor: Boolean(version.successor),
      notes: version.notes,
      files: await fileFacts(db, version.org_id, files),
    },
  };
}

/** What would be known of a draft if it were published now, with a note on what changed. */
export async function factsOfDraft(
  db: Db,
  draft: { readonly id: string; readonly org_id: string; readonly card: Card },
  now: Date,
): Promise<QualityFacts> {
  return {
    card: draft.card,
    publishedOn: day(now),
    successor: await hasVersion(db, draft.id),
    // Notes are written when the version is published; the draft has none to judge.
    notes: '·',
    files: await fileFacts(db, draft.org_id, await filesOfDraft(db, draft.id)),
  };
}
