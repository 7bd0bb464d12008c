import type { ReactNode } from 'react';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { formatCount, formatInstant, formatNumber } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { yuanOf } from './money.ts';

const percent = (parts: number, whole: number): string =>
  `${formatNumber((parts / whole) * 100, 6)}%`;

/** The terms of a package, line by line. */
export function PackageFacts({ of }: { readonly of: PackageView }) {
  const facts: readonly (readonly [string, ReactNode] | false)[] = [
    [m.annotation_figure_tasks(), formatCount(of.taskCount)],
    of.mode !== 'own_team' && [
      m.annotation_terms_price(),
      <strong key="price" className="text-lg">
        {yuanOf(of.priceFen)}
      </strong>,
    ],
    [
      m.annotation_terms_deadline(),
      of.deadline === null ? m.annotation_no_deadline() : formatInstant(of.deadline),
    ],
    of.bidDeadline !== null && [m.annotation_terms_bid_deadline(), formatInstant(of.bidDeadline)],
    of.requiredSkills.length > 0 && [
      m.annotation_terms_skills(),
      <span key="skills" className="flex flex-wrap justify-end gap-1">
        {of.requiredSkills.map((skill) => (
          <Badge key={skill}>{skill}</Badge>
        ))}
      </span>,
    ],
    [
      m.annotation_terms_overlap(),
      of.overlapMax > of.overlap ? `${of.overlap}–${of.overlapMax}` : String(of.overlap),
    ],
    of.goldRateBp !== undefined && [m.annotation_terms_gold(), percent(of.goldRateBp, 1e4)],
    of.qualification !== null && [
      m.annotation_terms_test(),
      m.annotation_fact_test({
        count: of.qualification.count,
        pass: percent(of.qualification.passPpm, 1e6),
      }),
    ],
    of.aql !== null && [m.annotation_terms_aql(), `AQL ${of.aql}`],
  ];
  return (
    <section aria-labelledby="terms" className="card p-5">
      <h2 id="terms" className="text-[0.9375rem] font-semibold">
        {m.annotation_terms()}
      </h2>
      <dl className="tabular mt-2 divide-y divide-line text-sm">
        {facts
          .filter((fact) => fact !== false)
          .map(([name, value]) => (
            <div key={name} className="flex items-baseline justify-between gap-4 py-2">
              <dt className="text-muted">{name}</dt>
              <dd className="text-right">{value}</dd>
            </div>
          ))}
      </dl>
      {of.bands.length > 0 && <Bands bands={of.bands} />}
      {of.seedCommitment !== null && (
        <details className="mt-3 text-sm">
          <summary className="text-muted">{m.annotation_fact_commitment()}</summary>
          <p className="mt-1 font-mono text-xs break-all">{of.seedCommitment}</p>
          <p className="mt-1 text-muted">{m.annotation_fact_commitment_hint()}</p>
        </details>
      )}
    </section>
  );
}

const Bands = ({ bands }: { readonly bands: PackageView['bands'] }) => (
  <div className="mt-3 text-sm">
    <h3 className="text-muted">{m.annotation_terms_bands()}</h3>
    <ul className="tabular mt-1">
      {bands.map((band) => (
        <li key={band.minPpm} className="flex justify-between">
          <span>≥ {percent(band.minPpm, 1e6)}</span>
          <span>{percent(band.rateBp, 1e4)}</span>
        </li>
      ))}
    </ul>
  </div>
);
