import type { QualityFigures } from '#src/annotation/reports/schema.ts';
import { formatCount } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Section } from '../../ui/section.tsx';
import { FigureTable, figure } from './figure-table.tsx';

/** Measures by the name that the engine gives them. */
const measures: Readonly<Record<string, () => string>> = {
  percent: m.measure_percent,
  fleissKappa: () => 'Fleiss κ',
  cohenKappa: () => 'Cohen κ',
  gwetAc1: () => 'Gwet AC1',
  'alpha:nominal': m.measure_alpha_nominal,
  'alpha:ordinal': m.measure_alpha_ordinal,
  'alpha:interval': m.measure_alpha_interval,
  'alpha:ratio': m.measure_alpha_ratio,
  exactF1: m.measure_exact_f1,
  relaxedF1: m.measure_relaxed_f1,
  f1: () => 'F1',
  meanIou: m.measure_mean_iou,
};

const nameOfMeasure = (name: string): string => measures[name]?.() ?? name;

interface MeasuresProps {
  readonly of: QualityFigures['agreement'];
  readonly nameOf: (person: string) => string;
}

/** Agreement of every question, each figure with its bootstrap interval, and pairs of people. */
export function MeasuresSection({ of, nameOf }: MeasuresProps) {
  return (
    <Section title={m.quality_agreement()} hint={m.quality_agreement_hint()}>
      <div className="space-y-6">
        {of.map((question) => (
          <div key={question.question} className="space-y-3">
            <h3 className="font-medium">
              <code>{question.question}</code>{' '}
              <span className="tabular text-sm font-normal text-muted">
                {m.quality_compared({
                  compared: formatCount(question.compared),
                  people: formatCount(question.annotators),
                })}
              </span>
            </h3>
            <FigureTable
              label={m.quality_measures_of({ question: question.question })}
              head={[m.quality_measure(), m.quality_value(), m.quality_interval()]}
              rows={question.measures.map((one) => [
                nameOfMeasure(one.name),
                figure(one.value),
                one.low === null || one.high === null
                  ? '—'
                  : `${figure(one.low)} – ${figure(one.high)}`,
              ])}
            />
            {question.pairs.length > 0 && (
              <details>
                <summary className="min-h-8 text-sm">
                  {m.quality_pairs({ count: formatCount(question.pairs.length) })}
                </summary>
                <FigureTable
                  label={m.quality_pairs({ count: formatCount(question.pairs.length) })}
                  words={[0, 2]}
                  head={[m.quality_people(), m.quality_shared(), m.quality_measure()]}
                  rows={question.pairs.map((pair) => [
                    pair.annotators.map(nameOf).join(' · '),
                    formatCount(pair.items),
                    Object.entries(pair.figures)
                      .map(([name, value]) => `${nameOfMeasure(name)} ${figure(value)}`)
                      .join('；'),
                  ])}
                />
              </details>
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
