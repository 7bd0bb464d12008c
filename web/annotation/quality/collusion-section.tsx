import type { QualityFigures } from '#src/annotation/reports/schema.ts';
import { formatCount, formatNumber, formatShare } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import { FigureTable } from './figure-table.tsx';

interface CollusionProps {
  readonly of: NonNullable<QualityFigures['collusion']>;
  readonly nameOf: (person: string) => string;
}

const chanceOf = (chance: number): string =>
  chance < 1e-4 ? chance.toExponential(1) : formatNumber(chance, 4);

/** Pairs of people of different vendors who make the same errors more often than independent work explains. */
export function CollusionSection({ of, nameOf }: CollusionProps) {
  return (
    <Section title={m.quality_collusion()} hint={m.quality_collusion_hint()}>
      {of.length === 0 ? (
        <p className="text-muted">{m.quality_collusion_none()}</p>
      ) : (
        <FigureTable
          label={m.quality_collusion()}
          words={[0, 1]}
          head={[
            m.quality_people(),
            m.quality_verdict(),
            m.quality_shared(),
            m.quality_same_errors(),
            m.quality_expected(),
            m.quality_copied(),
            m.quality_chance(),
          ]}
          rows={of.map((pair) => [
            pair.people.map(nameOf).join(' · '),
            pair.suspected ? (
              <Badge tone="danger">{m.quality_suspected()}</Badge>
            ) : (
              <Badge>{m.quality_unsuspected()}</Badge>
            ),
            formatCount(pair.shared),
            formatCount(pair.identicalErrors),
            formatNumber(pair.expected, 1),
            formatShare(Math.round(pair.copied * 1000), 1000),
            chanceOf(pair.chance),
          ])}
        />
      )}
    </Section>
  );
}
