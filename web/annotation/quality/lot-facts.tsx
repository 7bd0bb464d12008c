import type { LotView } from '#src/annotation/lots/schema.ts';
import { formatCount } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';

/** The plan of a lot and what proves that nobody steered the sample. */
export function LotFacts({ lot }: { readonly lot: LotView }) {
  const { plan } = lot;
  const facts = [
    [m.quality_plan(), `${plan.standard} · II · AQL ${plan.aql} · ${plan.letter}`],
    [m.quality_accept_reject(), `${plan.accept} / ${plan.reject}`],
    [m.quality_inspected(), `${formatCount(lot.inspected)} / ${formatCount(plan.sample)}`],
    ...(lot.defects === undefined ? [] : [[m.quality_defects(), formatCount(lot.defects)]]),
    ...(lot.reason === null ? [] : [[m.quality_reason(), lot.reason]]),
  ] as const;
  const proofs = [
    [m.quality_digest(), lot.digest],
    [m.quality_seed_hash(), lot.commitment],
    [m.quality_seed(), lot.seed ?? m.quality_seed_later()],
  ] as const;
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="tabular font-medium break-words">{value}</dd>
        </div>
      ))}
      {proofs.map(([name, value]) => (
        <div key={name} className="sm:col-span-2 lg:col-span-4">
          <dt className="text-muted">{name}</dt>
          <dd className="font-mono text-xs break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
