import type { Db } from './deps.ts';
import { fileKind } from './file-kind.ts';
import type { CatalogFile } from './manifest.ts';
import { profileShapes } from './queries/draft.ts';

export interface SensitiveFinding {
  readonly sensitive: { path: string; column: string; kind: string }[];
  /** Files whose profile is queued or running. */
  readonly unprofiled: string[];
}

const profileKey = (sha256: string, nameKind: string): string => `${sha256} ${nameKind}`;

/** Columns of these files that the profile takes for identity numbers, phones or bank cards. */
export async function findSensitive(
  db: Db,
  orgId: string,
  files: readonly CatalogFile[],
): Promise<SensitiveFinding> {
  const shapes = await profileShapes(db, orgId, [...new Set(files.map((f) => f.sha256))]);
  const byKey = new Map(shapes.map((s) => [profileKey(s.sha256, s.name_kind), s]));
  const found: SensitiveFinding = { sensitive: [], unprofiled: [] };
  for (const file of files) {
    const shape = byKey.get(profileKey(file.sha256, fileKind(file.path).nameKind));
    if (shape?.state === 'queued' || shape?.state === 'running') found.unprofiled.push(file.path);
    for (const column of shape?.columns ?? [])
      if (column.sensitive)
        found.sensitive.push({ path: file.path, column: column.name, kind: column.sensitive });
  }
  return found;
}
