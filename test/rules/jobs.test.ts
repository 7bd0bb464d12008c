import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hubCron, hubJobs } from '#src/hub-jobs.ts';
import type { Hub } from '#src/hub.ts';

const src = new URL('../../src/', import.meta.url).pathname;
const features = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) =>
      /^(audit|identity|catalog|annotation)\/.*\.ts$/.test(name) && !name.endsWith('.test.ts'),
  )
  .map((name) => readFileSync(join(src, name), 'utf8'));

test('every job that is added or recurs has a handler in the joined table', () => {
  const handled = new Set(Object.keys(hubJobs({} as Hub)));
  const added = features.flatMap((text) =>
    [...text.matchAll(/\bname: '((?:audit|identity|catalog|annotation)\.[a-z-]+)'/g)].map(
      (m) => m[1] ?? '',
    ),
  );
  expect(added.length).toBeGreaterThan(3);
  expect(
    [...new Set([...added, ...hubCron.map((c) => c.job)])].filter((name) => !handled.has(name)),
  ).toEqual([]);
});
