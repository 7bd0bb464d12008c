import { Link } from 'react-router';
import type { QualityFigures } from '#src/annotation/reports/schema.ts';
import { formatCount, formatShare } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { FigureTable } from './figure-table.tsx';

const percent = (value: number): string => formatShare(Math.round(value * 1000), 1000);

/** A vote in words: what several choices were ticked stands as a JSON list. */
function wordsOf(label: string): string {
  try {
    const read: unknown = JSON.parse(label);
    return Array.isArray(read) ? read.join(' + ') : label;
  } catch {
    return label;
  }
}

interface ConsensusProps {
  readonly of: QualityFigures['consensus'];
  readonly nameOf: (person: string) => string;
  readonly packageId: string;
}

/** Majority vote beside Dawid–Skene: where the two differ, and how right the model takes each person to be. */
export function ConsensusSection({ of, nameOf, packageId }: ConsensusProps) {
  if (of.length === 0) return null;
  return (
    <Section title={m.quality_consensus()} hint={m.quality_consensus_hint()}>
      <div className="space-y-6">
        {of.map((one) => (
          <div key={one.question} className="space-y-3">
            <h3 className="font-medium">
              <code>{one.question}</code>{' '}
              <span className="tabular text-sm font-normal text-muted">
                {m.quality_consensus_of({
                  items: formatCount(one.items),
                  ties: formatCount(one.ties),
                  differ: formatCount(one.differ),
                  rounds: formatCount(one.rounds),
                })}
              </span>
            </h3>
            {!one.converged && <Notice tone="warn">{m.quality_not_converged()}</Notice>}
            <FigureTable
              label={m.quality_accuracy_of({ question: one.question })}
              head={[m.quality_person(), m.quality_accuracy()]}
              rows={one.workers.map((w) => [nameOf(w.person), percent(w.accuracy)])}
            />
            {one.differing.length > 0 && (
              <FigureTable
                label={m.quality_differing_of({ question: one.question })}
                words={[0, 2, 3]}
                head={[m.annotation_task(), m.quality_votes(), m.quality_majority(), 'Dawid–Skene']}
                rows={one.differing.map((item) => [
                  <Link
                    key="task"
                    className="link"
                    to={`/annotation/packages/${packageId}/disagreements?task=${item.taskId}`}
                  >
                    {item.taskId.slice(-6)}
                  </Link>,
                  formatCount(item.votes),
                  `${item.majority.map(wordsOf).join(' / ')} (${percent(item.share)})`,
                  `${wordsOf(item.dawidSkene)} (${percent(item.posterior)})`,
                ])}
              />
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
