import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

test('at most four at once; all that may wait get their turn, the rest are told to come back', async () => {
  let now = 0;
  let most = 0;
  const work = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((r) => setTimeout(r, 5));
    now -= 1;
    return 'done';
  };
  const replies = await Promise.allSettled(Array.from({ length: 80 }, () => inTurn(work)));
  const done = replies.filter((r) => r.status === 'fulfilled').length;
  const refused = replies.filter((r) => r.status === 'rejected').map((r) => r.reason.spec.code);
  expect([most, done, new Set(refused)]).toEqual([4, 64, new Set(['hub.unavailable'])]);
});

test('a failure gives its place back', async () => {
  const fail = () => inTurn(() => Promise.reject(new Error('broken')));
  for (let n = 0; n < 9; n += 1) await expect(fail()).rejects.toThrow('broken');
  expect(await inTurn(async () => 1)).toBe(1);
});
