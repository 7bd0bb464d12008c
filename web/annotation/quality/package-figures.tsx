import { useEffect, useState } from 'react';
import type { Dashboard } from '#src/annotation/reports/schema.ts';
import { call } from '../../api.ts';
import { formatCount, formatInstant, formatNumber, formatShare } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { yuanOf } from '../packages/money.ts';
import { qualityApi } from './quality-paths.ts';

const share = (value: number | null): string =>
  value === null ? '—' : formatShare(Math.round(value * 10_000), 10_000);

/** How a package goes, for who has a part in it; nothing for others. */
export function PackageFigures({ packageId }: { readonly packageId: string }) {
  const [of, setOf] = useState<Dashboard>();
  useEffect(() => {
    call<Dashboard>('GET', qualityApi.dashboard(packageId)).then(setOf, () => undefined);
  }, [packageId]);
  if (!of || of.progress.total === 0) return null;
  const { progress, pace, forecast, agreement, gold, acceptance, money } = of;
  const facts = [
    [m.quality_pace(), m.quality_per_hour({ count: formatNumber(pace.perHour, 3) })],
    [m.quality_agreement(), share(agreement.mean)],
    [m.quality_gold(), share(gold.accuracy)],
    ...(of.role === 'annotator'
      ? []
      : [
          [m.quality_first_pass(), share(acceptance.firstPass)],
          [m.quality_to_review(), formatCount(acceptance.reviewWaiting)],
        ]),
    ...(money
      ? [
          [m.quality_settled(), yuanOf(money.settledFen)],
          [m.quality_open_money(), yuanOf(money.openFen)],
        ]
      : []),
  ] as const;
  return (
    <Section
      title={m.quality_figures()}
      action={
        of.role !== 'annotator' && (
          <div className="flex flex-wrap gap-2">
            <ButtonLink size="sm" to={`/annotation/packages/${packageId}/review`}>
              {m.quality_review()}
            </ButtonLink>
            <ButtonLink size="sm" to={`/annotation/packages/${packageId}/acceptance`}>
              {m.quality_acceptance()}
            </ButtonLink>
          </div>
        )
      }
    >
      <div className="card space-y-5 p-5">
        <Progress of={progress} />
        <p className="text-sm">
          {progress.submitted >= progress.total
            ? m.quality_all_done()
            : forecast.endsAt === null
              ? m.quality_no_forecast()
              : m.quality_forecast({ day: formatInstant(forecast.endsAt) })}{' '}
          {forecast.late && <Badge tone="danger">{m.quality_late()}</Badge>}
          {progress.submitted < progress.total && (
            <span className="block text-muted">{pick(forecast.method.zh, forecast.method.en)}</span>
          )}
        </p>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="tabular text-lg font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <Hours hours={pace.hours} />
        {of.people && of.people.length > 0 && <People of={of.people} />}
      </div>
    </Section>
  );
}

function Progress({ of }: { readonly of: Dashboard['progress'] }) {
  const waiting = of.submitted - of.accepted;
  const width = (n: number) => ({ width: `${(100 * n) / Math.max(1, of.total)}%` });
  return (
    <div>
      <p className="tabular mb-1 flex flex-wrap gap-x-4 text-sm">
        <span className="font-medium">
          {m.quality_progress({ done: formatCount(of.submitted), total: formatCount(of.total) })}
        </span>
        <span className="text-muted">
          {m.quality_accepted_count({ count: formatCount(of.accepted) })}
        </span>
        <span className="text-muted">
          {m.quality_leased_count({ count: formatCount(of.leased) })}
        </span>
        <span className="text-muted">
          {m.quality_returned_count({ count: formatCount(of.returned) })}
        </span>
      </p>
      <div
        className="flex h-3 overflow-hidden rounded-sm bg-sunken"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={of.total}
        aria-valuenow={of.submitted}
        aria-label={m.quality_figures()}
      >
        <span className="bg-accent" style={width(of.accepted)} />
        <span className="bg-amber opacity-60" style={width(waiting)} />
      </div>
    </div>
  );
}

/** Results of each of the last 24 hours as bars. */
function Hours({ hours }: { readonly hours: readonly number[] }) {
  const most = Math.max(1, ...hours);
  return (
    <div
      role="img"
      aria-label={m.quality_hours({ count: formatCount(hours.reduce((a, b) => a + b, 0)) })}
      className="flex h-14 items-end gap-0.5 border-b border-line"
    >
      {hours.map((count, n) => (
        <span key={n} className="flex-1 bg-accent" style={{ height: `${(100 * count) / most}%` }} />
      ))}
    </div>
  );
}

function People({ of }: { readonly of: NonNullable<Dashboard['people']> }) {
  return (
    <div
      className="scroll-thin overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label={m.quality_people()}
    >
      <table className="w-full text-sm whitespace-nowrap">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th className="py-1.5 pr-4 font-medium">{m.quality_person()}</th>
            <th className="py-1.5 pr-4 text-right font-medium">{m.quality_done()}</th>
            <th className="py-1.5 pr-4 text-right font-medium">{m.quality_accepted()}</th>
            <th className="py-1.5 pr-4 text-right font-medium">{m.quality_returned()}</th>
            <th className="py-1.5 pl-4 text-right font-medium">{m.quality_gold()}</th>
          </tr>
        </thead>
        <tbody className="tabular">
          {of.map((person) => (
            <tr key={person.id} className="border-b border-line">
              <td className="py-1.5 pr-4">
                {person.name === '' ? person.id.slice(-6) : person.name}
              </td>
              <td className="py-1.5 pr-4 text-right">{formatCount(person.progress.submitted)}</td>
              <td className="py-1.5 pr-4 text-right">{formatCount(person.progress.accepted)}</td>
              <td className="py-1.5 pr-4 text-right">{formatCount(person.progress.returned)}</td>
              <td className="py-1.5 text-right">{share(person.gold.accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
