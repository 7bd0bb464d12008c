import {
  activeProject,
  api,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from './annotation.ts';
import type { Reply, Visitor } from './visitor.ts';

/** Status and code of a refusal. */
export const codeOf = (reply: Reply) => [reply.status, reply.body.code];

/** A package of `count` tasks that `vendor` has claimed whole; answers its award's id. */
export async function claimed(
  demand: DemandSide,
  vendor: DemandSide,
  count: number,
  terms: object = { aql: '2.5' },
) {
  const project = await activeProject(demand, count);
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    priceFen: '50',
    ...terms,
  });
  const { org } = vendor;
  const view = ok(
    await vendor.owner.post(`${api}/packages/${pack.id}/claims-by-vendor`, { org: org.slug }),
  );
  return { packageId: pack.id as string, awardId: view.awards[0].id as string };
}

/** Labels all there is. */
export async function labelAll(who: Visitor, packageId: string): Promise<number> {
  for (let done = 0; ;) {
    const { leases } = await lease(who, packageId, 50);
    if (leases.length === 0) return done;
    for (const held of leases) ok(await submit(who, held.id), 201);
    done += leases.length;
  }
}

export const handOver = (who: DemandSide, awardId: string, body: object = {}) =>
  who.owner.post(`${api}/awards/${awardId}/lots`, body);
export const lotsOf = async (who: DemandSide, awardId: string) =>
  ok(await who.owner.get(`${api}/awards/${awardId}/lots`));
export const sampleIds = async (who: Visitor, lotId: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const page = ok(await who.get(`${api}/lots/${lotId}/sample?limit=100${cursor}`));
    ids.push(...page.items.map((u: any) => u.annotationId));
    cursor = page.next ? `&cursor=${page.next}` : '';
  } while (cursor !== '');
  return ids;
};
/** Findings: the first `defects` units are defective, the others conform. */
export const find = (who: Visitor, lotId: string, ids: readonly string[], defects = 0) =>
  who.post(`${api}/lots/${lotId}/inspections`, {
    items: ids.map((annotationId, n) =>
      n < defects
        ? { annotationId, verdict: 'defect', reason: '漏标' }
        : { annotationId, verdict: 'conform' },
    ),
  });
export const decide = (who: Visitor, lot: any, decision: string, more: object = {}) =>
  who.post(`${api}/lots/${lot.id}/decision`, { decision, revision: lot.revision, ...more });
