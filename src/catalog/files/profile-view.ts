import type { AccessPermit } from '#src/ports/access.ts';
import type { PreviewResult, Profile } from '#src/ports/profiler.ts';
import type { CatalogFile } from '../manifest.ts';
import type { StoredProgress } from './profile-file.ts';
import type { ProfileTable } from '../tables.ts';
import type { FileProfile } from './schema.ts';

type Columns = AccessPermit['columns'];

/** The first rows without the columns that the permit does not cover. */
export function maskPreview(preview: PreviewResult, allowed: Columns): PreviewResult {
  if (allowed === 'all') return preview;
  const { columns, rows, kind, format, partial, warnings } = preview;
  if (!columns || !rows) return { kind, format, partial, warnings };
  const kept = columns.flatMap((name, i) => (allowed.includes(name) ? [i] : []));
  return {
    ...preview,
    columns: kept.map((i) => columns[i] ?? ''),
    rows: rows.map((row) => kept.map((i) => row[i] ?? null)),
  };
}

/** The profile without the columns that the permit does not cover, and without what holds them all. */
export function maskProfile(profile: Profile, allowed: Columns): Profile {
  if (allowed === 'all') return profile;
  const { json: _json, text: _text, zip: _zip, sheets, columns, ...rest } = profile;
  return {
    ...rest,
    ...(columns ? { columns: columns.filter((c) => allowed.includes(c.name)) } : {}),
    ...(sheets
      ? {
          sheets: sheets.map((s) => ({
            ...s,
            columns: s.columns.filter((c) => allowed.includes(c.name)),
          })),
        }
      : {}),
  };
}

/** Progress with rate and time left, once there is enough to tell. */
function progressView(stored: StoredProgress | null, now: Date): FileProfile['progress'] {
  if (!stored) return null;
  const { bytes, totalBytes, startedAt } = stored;
  const seconds = (now.getTime() - Date.parse(startedAt)) / 1000;
  if (bytes <= 0 || seconds < 0.2) return { bytes, totalBytes };
  const rate = bytes / seconds;
  return {
    bytes,
    totalBytes,
    bytesPerSecond: Math.round(rate),
    secondsLeft: Math.max(0, Math.ceil((totalBytes - bytes) / rate)),
  };
}

export type ProfileRow = Pick<ProfileTable, 'state'> & {
  readonly progress: unknown;
  readonly preview: unknown;
  readonly result: unknown;
  readonly error: unknown;
};

/** Preview or profile of a file as clients see it; `none` where nothing was queued for it. */
export function profileView(
  file: CatalogFile,
  row: ProfileRow | undefined,
  now: Date,
  shown: { readonly preview?: PreviewResult | undefined; readonly result?: Profile | undefined },
): FileProfile {
  return {
    path: file.path,
    sha256: file.sha256,
    state: row?.state ?? 'none',
    progress: progressView((row?.progress ?? null) as StoredProgress | null, now),
    preview: shown.preview ?? null,
    result: shown.result ?? null,
    error: (row?.error ?? null) as FileProfile['error'],
  };
}
