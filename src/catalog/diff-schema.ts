import { type } from 'arktype';
import { semver as semverText, sha256 as sha256Text } from '#src/kernel/schema.ts';
import { FileView } from './schema.ts';

const semver = semverText.as<string>();
const sha256 = sha256Text.as<string>();
const count = type('number.integer >= 0');
const bytes = type('number.integer >= 0').describe('a size in bytes');

export const DiffQuery = type({ from: semver, to: semver });
const changedFile = type({
  path: 'string',
  before: { sha256, sizeBytes: bytes },
  after: { sha256, sizeBytes: bytes },
  /** Columns and rows where both profiles are known. */
  'table?': {
    rowsBefore: 'number | null',
    rowsAfter: 'number | null',
    columnsAdded: 'string[]',
    columnsRemoved: 'string[]',
    columnsRetyped: type({ name: 'string', before: 'string', after: 'string' }).array(),
  },
});
export const VersionDiff = type({
  from: semver,
  to: semver,
  added: FileView.array(),
  removed: FileView.array(),
  changed: changedFile.array(),
  renamed: type({ from: 'string', to: 'string', sha256, sizeBytes: bytes }).array(),
  unchanged: count,
  /** Names of card fields that differ. */
  cardFields: 'string[]',
  /** More than 1,000 differences of one kind: the lists are cut, these counts are not. */
  counts: { added: count, removed: count, changed: count, renamed: count },
});
export type VersionDiff = typeof VersionDiff.infer;
