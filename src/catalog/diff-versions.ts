import { canonicalJson } from '#src/kernel/canonical-json.ts';
import type { Card } from './card-schema.ts';
import { byPath, type CatalogFile } from './manifest.ts';
import type { FileView } from './schema.ts';
import type { VersionDiff } from './diff-schema.ts';
import type { TableShape } from './table-shape.ts';

const most = 1000;

export interface DiffSide {
  readonly semver: string;
  readonly card: Card;
  readonly files: readonly CatalogFile[];
  /** Known shapes of tabular files, by `sha256 format`. */
  readonly shapes: ReadonlyMap<string, TableShape>;
}

type Changed = VersionDiff['changed'][number];

export const fileView = (f: CatalogFile): FileView => ({
  path: f.path,
  sizeBytes: f.sizeBytes,
  sha256: f.sha256,
  mediaType: f.mediaType,
  format: f.format,
});

export const shapeKey = (f: { sha256: string; format: string }): string =>
  `${f.sha256} ${f.format}`;

/** Differences of columns and rows of one file whose bytes changed. */
function tableDiff(before: TableShape, after: TableShape): NonNullable<Changed['table']> {
  const old = new Map(before.columns.map((c) => [c.name, c.type]));
  const now = new Map(after.columns.map((c) => [c.name, c.type]));
  const retyped = [];
  for (const [name, type] of now) {
    const was = old.get(name);
    if (was !== undefined && was !== type) retyped.push({ name, before: was, after: type });
  }
  return {
    rowsBefore: before.rows,
    rowsAfter: after.rows,
    columnsAdded: [...now.keys()].filter((n) => !old.has(n)),
    columnsRemoved: [...old.keys()].filter((n) => !now.has(n)),
    columnsRetyped: retyped,
  };
}

function changedFile(from: DiffSide, to: DiffSide, a: CatalogFile, b: CatalogFile): Changed {
  const before = from.shapes.get(shapeKey(a));
  const after = to.shapes.get(shapeKey(b));
  return {
    path: b.path,
    before: { sha256: a.sha256, sizeBytes: a.sizeBytes },
    after: { sha256: b.sha256, sizeBytes: b.sizeBytes },
    ...(before && after ? { table: tableDiff(before, after) } : {}),
  };
}

/** Pairs removed with added files of equal content, in path order, each used once. */
function pairRenames(removed: CatalogFile[], added: CatalogFile[]) {
  const free = Map.groupBy(removed.toSorted(byPath), (f) => f.sha256);
  const pairs = new Map<CatalogFile, CatalogFile>();
  for (const file of added.toSorted(byPath)) {
    const match = free.get(file.sha256)?.shift();
    if (match) pairs.set(file, match);
  }
  return pairs;
}

function cardFieldsChanged(a: Card, b: Card): string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Card>;
  return [...keys].filter((k) => canonicalJson(a[k]) !== canonicalJson(b[k])).toSorted();
}

/**
 * What changed between two versions: files by path and digest (an equal digest under another path is
 * a rename), columns and row counts where both profiles are known, card fields by name.
 */
export function diffVersions(from: DiffSide, to: DiffSide): VersionDiff {
  const old = new Map(from.files.map((f) => [f.path, f]));
  const now = new Map(to.files.map((f) => [f.path, f]));
  const gone = from.files.filter((f) => !now.has(f.path));
  const fresh = to.files.filter((f) => !old.has(f.path));
  const pairs = pairRenames(gone, fresh);
  const moved = new Set(pairs.values());
  const removed = gone.filter((f) => !moved.has(f)).toSorted(byPath);
  const added = fresh.filter((f) => !pairs.has(f)).toSorted(byPath);
  const renamed = [...pairs].map(([b, a]) => ({
    from: a.path,
    to: b.path,
    sha256: b.sha256,
    sizeBytes: b.sizeBytes,
  }));
  const both = to.files.flatMap((b) => {
    const a = old.get(b.path);
    return a ? [[a, b] as const] : [];
  });
  const changed = both
    .filter(([a, b]) => a.sha256 !== b.sha256)
    .toSorted(([, x], [, y]) => byPath(x, y));
  return {
    from: from.semver,
    to: to.semver,
    added: added.slice(0, most).map(fileView),
    removed: removed.slice(0, most).map(fileView),
    changed: changed.slice(0, most).map(([a, b]) => changedFile(from, to, a, b)),
    renamed: renamed.slice(0, most),
    unchanged: both.length - changed.length,
    cardFields: cardFieldsChanged(from.card, to.card),
    counts: {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      renamed: renamed.length,
    },
  };
}
