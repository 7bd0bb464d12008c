import { expect, test } from 'vitest';
import type { PreviewResult, Profile } from '#src/ports/profiler.ts';
import { maskPreview, maskProfile, profileView } from './profile-view.ts';

const preview: PreviewResult = {
  kind: 'tabular',
  format: 'csv',
  partial: false,
  columns: ['id', 'phone', 'city'],
  rows: [
    ['1', '13800000000', '广州'],
    ['2', null, '深圳'],
  ],
  warnings: [],
};
const column = { empty: 0, nulls: 0, distinct: 2, distinctApproximate: false } as const;
const profile: Profile = {
  kind: 'tabular',
  format: 'csv',
  rows: 2,
  columns: [
    { name: 'id', type: 'integer', ...column },
    { name: 'phone', type: 'string', sensitive: 'phone', ...column },
  ],
  text: { lines: 3, characters: 40 },
  warnings: [],
};
const file = {
  path: 'a.csv',
  sha256: 'f'.repeat(64),
  sizeBytes: 1000,
  crc32: 0,
  mediaType: 'text/csv',
  format: 'csv',
};
const now = new Date('2026-11-23T08:00:10Z');

test('a permit for some columns leaves the others out, cells and statistics', () => {
  expect(maskPreview(preview, 'all')).toBe(preview);
  expect(maskPreview(preview, ['city', 'id', 'absent'])).toEqual({
    ...preview,
    columns: ['id', 'city'],
    rows: [
      ['1', '广州'],
      ['2', '深圳'],
    ],
  });
  expect(maskProfile(profile, 'all')).toBe(profile);
  expect(maskProfile(profile, ['id'])).toEqual({
    kind: 'tabular',
    format: 'csv',
    rows: 2,
    columns: [profile.columns?.[0]],
    warnings: [],
  });
});

test('a permit for some columns hides what has no columns to choose from', () => {
  const listing: PreviewResult = {
    kind: 'text',
    format: 'text',
    partial: false,
    text: 'secret',
    warnings: [],
  };
  expect(maskPreview(listing, [])).toEqual({
    kind: 'text',
    format: 'text',
    partial: false,
    warnings: [],
  });
});

test('progress tells rate and time left once there is enough to tell', () => {
  const row = (bytes: number, startedAt: string) => ({
    state: 'running' as const,
    progress: { bytes, totalBytes: 1000, startedAt },
    preview: null,
    result: null,
    error: null,
  });
  const shown = (bytes: number, startedAt: string) =>
    profileView(file, row(bytes, startedAt), now, {}).progress;
  expect(shown(250, '2026-11-23T08:00:00Z')).toEqual({
    bytes: 250,
    totalBytes: 1000,
    bytesPerSecond: 25,
    secondsLeft: 30,
  });
  expect(shown(0, '2026-11-23T08:00:00Z')).toEqual({ bytes: 0, totalBytes: 1000 });
  expect(profileView(file, undefined, now, {})).toEqual({
    path: 'a.csv',
    sha256: file.sha256,
    state: 'none',
    progress: null,
    preview: null,
    result: null,
    error: null,
  });
});
