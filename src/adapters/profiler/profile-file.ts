import type { FileStatement, Profile, ProfileInput } from '#src/ports/profiler.ts';
import { type DetectedFormat, detectFormat } from './detect-format.ts';
import { type OnPart, profileCsv } from './profile-csv.ts';
import { profileJson, profileJsonLines } from './profile-json.ts';
import { profileText } from './profile-text.ts';
import { BrokenFile, statement } from './statements.ts';
import { withText } from './text-source.ts';
import { withPlainFile } from './unpack-file.ts';

export const KIND_OF_READER = {
  csv: 'tabular',
  json: 'json',
  jsonl: 'json',
  parquet: 'tabular',
  arrow: 'tabular',
  workbook: 'tabular',
  image: 'image',
  audio: 'audio',
  text: 'text',
  markdown: 'markdown',
  zip: 'zip',
  empty: 'unknown',
  unknown: 'unknown',
} as const;

/**
 * Profiles one file, in this process. The readers of other people's formats are loaded when needed:
 * together they take longer to load than most files to profile.
 *
 * Whatever is wrong with the file ends as a statement.
 */
export async function profileFile(input: ProfileInput, onPart: OnPart): Promise<Profile> {
  let found: DetectedFormat | undefined;
  try {
    found = await detectFormat(input.path, input.name);
    return withMismatch(await read(input.path, found, onPart), found);
  } catch (error) {
    const base = {
      kind: found === undefined ? ('unknown' as const) : KIND_OF_READER[found.reader],
      format: found?.format ?? 'unknown',
      warnings: [],
    };
    return { ...base, error: statementOf(error) };
  }
}

/** What to say about anything thrown while reading. */
export function statementOf(error: unknown): FileStatement {
  return error instanceof BrokenFile ? error.statement : statement('file.unreadable');
}

function withMismatch(profile: Profile, found: DetectedFormat): Profile {
  if (!found.mismatch) return profile;
  return {
    ...profile,
    warnings: [statement('file.extension', profile.format), ...profile.warnings],
  };
}

async function read(path: string, found: DetectedFormat, onPart: OnPart): Promise<Profile> {
  const { reader, format, gzip } = found;
  const base = { kind: KIND_OF_READER[reader], format, warnings: [] };
  switch (reader) {
    case 'csv':
      return withText(path, gzip, (text) => profileCsv(text, found.hint, onPart));
    case 'json':
      return withText(path, gzip, (text) => profileJson(text, onPart));
    case 'jsonl':
      return withText(path, gzip, (text) => profileJsonLines(text, onPart));
    case 'text':
    case 'markdown':
      return withText(path, gzip, (text) =>
        profileText(text, format, reader === 'markdown', onPart),
      );
    case 'parquet': {
      const { profileParquet } = await import('./profile-parquet.ts');
      return packed(
        found,
        withPlainFile(path, gzip, (plain) => profileParquet(plain, onPart)),
      );
    }
    case 'arrow': {
      const { profileArrow } = await import('./profile-arrow.ts');
      return packed(
        found,
        withPlainFile(path, gzip, (plain) => profileArrow(plain, onPart)),
      );
    }
    case 'workbook': {
      const { profileWorkbook } = await import('./profile-workbook.ts');
      return packed(
        found,
        withPlainFile(path, gzip, (plain) => profileWorkbook(plain, format, onPart)),
      );
    }
    case 'image': {
      const { profileImage } = await import('./profile-image.ts');
      return { ...base, image: await profileImage(path) };
    }
    case 'audio': {
      const { profileAudio } = await import('./profile-audio.ts');
      return { ...base, audio: await profileAudio(path) };
    }
    case 'zip': {
      const { listZip } = await import('./list-zip.ts');
      return { ...base, zip: await listZip(path) };
    }
    case 'empty':
      return { ...base, error: statement('file.empty') };
    default:
      return { ...base, warnings: [statement('file.unknown')] };
  }
}

async function packed(found: DetectedFormat, profile: Promise<Profile>): Promise<Profile> {
  return found.gzip ? { ...(await profile), compression: 'gzip' } : profile;
}
