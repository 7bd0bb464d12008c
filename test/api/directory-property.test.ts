import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asServing, selectedRound } from '#test/support/directory-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

type Person = Visitor & { userId: string; email: string };
let hub: TestHub;
let operators: [Person, Person];
let org: { orgId: string; slug: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operators = [
    await person(hub, 'first', { staffRole: 'operator' }),
    await person(hub, 'second', { staffRole: 'operator' }),
  ];
  org = await organisation(hub, 'provider', (await person(hub, 'owner')).email);
}, 120_000);
afterAll(() => hub.stop());

/** One act: which round, which of its applications (all where there is no such), by whom. */
type Act =
  | { readonly kind: 'publish'; readonly round: number; readonly one: number; readonly who: 0 | 1 }
  | { readonly kind: 'revoke'; readonly entry: number; readonly who: 0 | 1 };
const who = fc.constantFrom<0 | 1>(0, 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant('publish' as const), who },
      ...{ round: fc.nat({ max: 2 }), one: fc.nat({ max: 7 }) },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: fc.constant('revoke' as const), who, entry: fc.nat({ max: 9 }) },
    }),
  },
);

let year = 2030;

test('whatever is published, revoked and tried again at once, a year has at most ten, each slot for good', async () => {
  let full = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(fc.integer({ min: 4, max: 7 }), fc.integer({ min: 4, max: 7 })),
      fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: 8, maxLength: 14 }),
      async ([a, b], batches) => {
        year += 1;
        const rounds = [
          await selectedRound(hub, year, org, a),
          await selectedRound(hub, year, org, b),
          await selectedRound(hub, year, org, 3),
        ];
        const slots = () =>
          asServing(hub, async (client) => {
            const { rows } = await client.query<{ slot: number; entry_id: string }>(
              'select slot, entry_id from selection.directory_slot where year = $1 order by slot',
              [year],
            );
            return rows;
          });
        let before = await slots();
        for (const batch of batches) {
          const codes = await Promise.all(
            batch.map(async (one) => {
              const by = operators[one.who];
              const at = '/api/v1/operator/selection';
              if (one.kind === 'revoke') {
                const entry = before[one.entry];
                if (!entry) return 'none';
                const change = { revision: 1, reason: '数据来源不实' };
                const path = `${at}/directory/entries/${entry.entry_id}/revoke`;
                const reply = await by.post(path, change);
                return reply.body.code ?? 'revoked';
              }
              const round = rounds[one.round];
              const application = round?.applications[one.one];
              const body = application ? { applications: [application] } : {};
              const reply = await by.post(`${at}/rounds/${round?.id}/publication`, body);
              return reply.body.code ?? 'published';
            }),
          );
          for (const code of codes)
            expect([
              ...['published', 'revoked', 'none', 'decision.directoryFull'],
              ...['decision.alreadyPublished', 'decision.notEffective'],
              ...['hub.wrongState', 'hub.conflict'],
            ]).toContain(code);
          full += codes.filter((code) => code === 'decision.directoryFull').length;
          const now = await slots();
          // Never more than ten, no gap, and what was given stays given.
          expect(now.length).toBeLessThanOrEqual(10);
          expect(now.map((s) => s.slot)).toEqual(now.map((_, n) => n + 1));
          expect(now.slice(0, before.length)).toEqual(before);
          before = now;
        }
        const { body } = await operators[0].get(`/api/v1/selection/directory?year=${year}`);
        expect(body.items.length).toBe(before.length);
      },
    ),
    { numRuns: 8, seed: 20261124, endOnFailure: true },
  );
  expect(full).toBeGreaterThan(0);
}, 120_000);
