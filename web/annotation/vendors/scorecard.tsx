import type { ScorecardBody } from '#src/annotation/vendors/schema.ts';
import { formatCount, formatNumber } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Section } from '../../ui/section.tsx';

const percent = (value: number): string => `${formatNumber(value * 100, 3)}%`;

/** How a vendor has worked, each figure with the number of facts behind it. */
export function Scorecard({ of }: { readonly of: ScorecardBody }) {
  const figures = [
    [m.scorecard_first_pass(), m.scorecard_first_pass_hint(), of.firstPass, percent],
    [m.scorecard_gold(), m.scorecard_gold_hint(), of.goldAgreement, percent],
    [
      m.scorecard_speed(),
      m.scorecard_speed_hint(),
      of.unitsPerHour,
      (value: number) => formatNumber(value, 3),
    ],
    [m.scorecard_late(), m.scorecard_late_hint(), of.late, percent],
  ] as const;
  return (
    <Section title={m.scorecard_title()} hint={m.scorecard_lead({ enough: String(of.enough) })}>
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {figures.map(([name, hint, { value, n }, shown]) => (
          <div key={name} className="card p-4">
            <dt className="text-sm font-medium">{name}</dt>
            <dd>
              {value === null ? (
                <span className="block py-1.5 text-muted">{m.scorecard_too_few()}</span>
              ) : (
                <strong className="tabular block text-2xl font-semibold">{shown(value)}</strong>
              )}
              <span className="tabular block text-sm text-faint">
                {m.scorecard_n({ n: formatCount(n) })}
              </span>
              <span className="mt-1 block text-sm text-muted">{hint}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
