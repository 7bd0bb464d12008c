import { expect, test } from 'vitest';
import { safeNext } from './require-session.ts';

test('only a path of this site is gone to after signing in', () => {
  const asked = [
    '/publish?x=1',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '',
    null,
  ];
  expect(asked.map(safeNext)).toEqual(['/publish?x=1', '/', '/', '/', '/', '/']);
});
