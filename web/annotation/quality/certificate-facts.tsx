import type { VerifyCertificate } from '#src/annotation/lots/schema.ts';
import { formatCount, formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';

/** What a certificate says of itself, as far as it can be read. */
export function FactList({ body }: { readonly body: unknown }) {
  const of = (
    body as { readonly body?: (typeof VerifyCertificate.infer)['certificate']['body'] } | undefined
  )?.body;
  if (!of?.plan) return null;
  const facts = [
    [
      m.quality_lot_size({
        size: formatCount(of.plan.lotSize),
        sample: formatCount(of.plan.sample),
      }),
      of.decision === 'accepted' ? m.quality_lot_accepted() : m.quality_lot_returned(),
    ],
    [`ISO 2859-1 ${of.plan.level}, AQL ${of.plan.aql}`, `${of.plan.accept} / ${of.plan.reject}`],
    [m.quality_defects(), formatCount(of.defective.length)],
    [m.certificate_decided(), formatInstant(of.decidedAt)],
  ];
  return (
    <dl className="tabular mt-2 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
