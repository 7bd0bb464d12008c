import { recordAudit, type AuditRecord } from '#src/audit/index.ts';
import { settleLot } from '#src/annotation/settlement/settle-lot.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { DemandSide } from './annotation.ts';
import { resultsOfAward } from './award.ts';
import type { TestHub } from './hub.ts';

/** An award of `count` results at ¥3.33 whose one lot is accepted and settled; the settlement's id. */
export async function settledAward(
  hub: TestHub,
  demand: DemandSide,
  vendor: DemandSide,
  count: number,
): Promise<{ awardId: string; settlementId: string; results: string[] }> {
  const { awardId, results } = await resultsOfAward(hub, demand, vendor, count);
  const payer: UserActor = {
    kind: 'user',
    userId: demand.owner.userId,
    email: demand.owner.email,
    name: '',
    staff: [],
    orgs: [{ orgId: demand.org.orgId, slug: demand.org.slug, role: 'owner', approved: true }],
    via: 'session',
    scopes: 'all',
  };
  const units = (ids: readonly string[]) => ids.map((submissionId) => ({ submissionId, units: 1 }));
  const done = await hub.node.hub.store.write(payer, (trx) =>
    settleLot(trx, payer, (record: AuditRecord) => recordAudit(trx, payer, record), {
      awardId,
      lotId: newId(),
      qualityPpm: 985_000,
      accepted: units(results.slice(0, count - 2)),
      rework: [{ charge: 2_000, submissions: units(results.slice(count - 2)) }],
    }),
  );
  if (!done) throw new Error('nothing was settled');
  return { awardId, settlementId: done.id, results };
}
