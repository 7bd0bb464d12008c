import { expect, test } from 'vitest';
import { groupOf } from './group-items.ts';

test('days are those of Shanghai: 15:59:59.999 UTC is still today, the next instant tomorrow', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const at = (instant: string) => groupOf(Date.parse(instant), now);
  expect([
    at('2026-11-23T09:59:59.999Z'),
    at('2026-11-23T10:00:00Z'),
    at('2026-11-23T15:59:59.999Z'),
    at('2026-11-23T16:00:00Z'),
    at('2026-11-29T15:59:59.999Z'),
    at('2026-11-29T16:00:00Z'),
    groupOf(undefined, now),
  ]).toEqual(['late', 'today', 'today', 'week', 'week', 'later', 'later']);
});
