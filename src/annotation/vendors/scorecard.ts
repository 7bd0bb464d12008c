import { systemActor } from '#src/kernel/actor.ts';
import type { VendorDeps } from './deps.ts';
import type { ScorecardBody } from './schema.ts';
import { scorecardRow } from './scorecard-queries.ts';

/** Below this many facts a figure says more about chance than about the vendor. */
const enough = 20;
/** The newest results that are looked at. */
const window = 20_000;

const figure = (value: number | null, n: number) => ({
  value: n < enough || value === null ? null : Math.round(value * 1e4) / 1e4,
  n,
});

/** How a vendor has worked for others; whoever may see the vendor may see these sums, and no row of them. */
export async function scorecardOf(deps: VendorDeps, orgId: string): Promise<ScorecardBody> {
  const row = await deps.store.read(systemActor('scorecard'), (db) =>
    scorecardRow(db, orgId, window),
  );
  const share = (part: number, whole: number) => figure(whole === 0 ? null : part / whole, whole);
  return {
    firstPass: share(row.first_pass, row.decided),
    goldAgreement: figure(row.gold_mean, row.gold),
    unitsPerHour: figure(row.median_ms === null ? null : 3_600_000 / row.median_ms, row.timed),
    late: share(row.late, row.due),
    enough,
    window,
  };
}
