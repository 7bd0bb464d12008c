import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ScorecardView } from '#src/quality/schema.ts';
import { loadOptional } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { QualityFixes } from './quality-fixes.tsx';
import { points, scoreText } from './quality-words.ts';

type Indicator = ScorecardView['families'][number]['indicators'][number];

export async function loader({
  params,
  context,
}: LoaderFunctionArgs): Promise<{ card: ScorecardView | null }> {
  const { org = '', name = '', version = 'latest' } = params;
  const path = `/datasets/${org}/${name}/versions/${version}/scorecard`;
  return { card: (await loadOptional<ScorecardView>(context, path, [404, 409])) ?? null };
}

/** Every indicator with what was found, why it counts, and what would raise it. */
export function Component() {
  const { card } = useLoaderData<{ card: ScorecardView | null }>();
  if (!card)
    return (
      <Empty icon="clock" title={m.quality_pending()}>
        {m.quality_pending_hint()}
      </Empty>
    );
  return (
    <div className="space-y-10">
      <Section title={m.quality_raise()} hint={m.quality_raise_hint({ total: points(card.total) })}>
        <QualityFixes card={card} />
      </Section>
      {card.families.map((family) => (
        <section key={family.key} aria-labelledby={family.key}>
          <h2 id={family.key} className="flex items-baseline justify-between text-lg">
            {pick(family.title.zh, family.title.en)}
            <span className="tabular text-base">{scoreText(family)}</span>
          </h2>
          <ul className="card mt-3 divide-y divide-line">
            {family.indicators.map((one) => (
              <IndicatorLine key={one.key} one={one} />
            ))}
          </ul>
        </section>
      ))}
      <p className="text-sm text-muted">
        {m.quality_rules({ version: card.rulesVersion, at: formatInstant(card.computedAt) })}{' '}
        {pick(
          card.families[0]?.indicators[0]?.source.zh,
          card.families[0]?.indicators[0]?.source.en,
        )}
      </p>
    </div>
  );
}

function IndicatorLine({ one }: { readonly one: Indicator }) {
  return (
    <li className="px-5 py-3.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-medium">{pick(one.title.zh, one.title.en)}</h3>
        <span className="tabular flex-1 text-sm text-faint">
          {m.quality_weight({ weight: one.weight })}
        </span>
        {one.state === 'scored' ? (
          <span className="tabular font-semibold">{one.score}</span>
        ) : (
          <Badge tone={one.state === 'unknown' ? 'amber' : 'neutral'}>
            {one.state === 'unknown' ? m.quality_unknown() : m.quality_not_applicable()}
          </Badge>
        )}
      </div>
      <p className="mt-1 text-sm">{pick(one.evidence.zh, one.evidence.en)}</p>
      <p className="mt-0.5 text-sm text-faint">{pick(one.rule.zh, one.rule.en)}</p>
    </li>
  );
}
