import { expect, test } from 'vitest';
import { compareVersions, nextVersions, parseVersion } from './version-number.ts';

test('order is by number, not by text', () => {
  const sorted = ['10.0.0', '1.10.0', '1.9.0', '1.9.10', '1.9.9', '0.0.1']
    .map(parseVersion)
    .toSorted(compareVersions)
    .map((v) => `${v.major}.${v.minor}.${v.patch}`);
  expect(sorted).toEqual(['0.0.1', '1.9.0', '1.9.9', '1.9.10', '1.10.0', '10.0.0']);
});

test('the smallest next numbers', () => {
  expect(nextVersions(parseVersion('1.4.9'))).toEqual({
    patch: '1.4.10',
    minor: '1.5.0',
    major: '2.0.0',
  });
  expect(nextVersions(undefined)).toEqual({ patch: '0.0.1', minor: '0.1.0', major: '1.0.0' });
});
