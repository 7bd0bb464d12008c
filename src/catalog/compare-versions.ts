import type { Actor } from '#src/kernel/actor.ts';
import type { CatalogDeps, Db } from './deps.ts';
import { diffVersions, shapeKey, type DiffSide } from './diff-versions.ts';
import { fileKind } from './file-kind.ts';
import type { CatalogFile } from './manifest.ts';
import { profileShapes } from './queries/draft.ts';
import { versionFiles } from './queries/version.ts';
import { readVersion, type FoundVersion } from './read-version.ts';
import type { VersionDiff } from './diff-schema.ts';
import type { TableShape } from './table-shape.ts';

/** Shapes of the tabular files whose profile is ready and which the actor may see. */
async function shapesOf(
  db: Db,
  orgId: string,
  files: readonly CatalogFile[],
): Promise<Map<string, TableShape>> {
  const rows = await profileShapes(db, orgId, [...new Set(files.map((f) => f.sha256))]);
  const ready = new Map(
    rows.filter((r) => r.state === 'ready').map((r) => [`${r.sha256} ${r.name_kind}`, r]),
  );
  const shapes = new Map<string, TableShape>();
  for (const file of files) {
    const row = ready.get(`${file.sha256} ${fileKind(file.path).nameKind}`);
    if (row?.columns) shapes.set(shapeKey(file), { rows: row.rows, columns: row.columns });
  }
  return shapes;
}

/**
 * Differences between two versions of one dataset; shapes are looked up only for files that changed.
 * Errors: those of reading either version.
 */
export async function compareVersions(
  deps: Pick<CatalogDeps, 'store'>,
  actor: Actor,
  at: { org: string; name: string; from: string; to: string },
): Promise<VersionDiff> {
  return deps.store.read(actor, async (db) => {
    const a = await readVersion(db, actor, { ...at, semver: at.from });
    const b = await readVersion(db, actor, { ...at, semver: at.to });
    const before = await versionFiles(db, a.version.id);
    const after = await versionFiles(db, b.version.id);
    const now = new Map(after.map((f) => [f.path, f.sha256]));
    const changed = before.filter((f) => now.has(f.path) && now.get(f.path) !== f.sha256);
    const paths = new Set(changed.map((f) => f.path));
    const touched = [...changed, ...after.filter((f) => paths.has(f.path))];
    const shapes = await shapesOf(db, a.dataset.org_id, touched);
    const side = (v: FoundVersion, files: CatalogFile[]): DiffSide => ({
      semver: v.semver,
      card: v.card,
      files,
      shapes,
    });
    return diffVersions(side(a.version, before), side(b.version, after));
  });
}
