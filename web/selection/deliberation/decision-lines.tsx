import type { DecisionViewBody } from '#src/selection/decision/schema.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { points } from '../../review/review-words.ts';
import { Badge } from '../../ui/badge.tsx';

/** What a decision says of each application: the selected in order, the others with their reasons. */
export function DecisionLines({ decision, minutes }: DecisionLinesProps) {
  const { lines } = decision;
  const said = new Map(minutes.map((one) => [one.application, one.text]));
  return (
    <ol className="card divide-y divide-line">
      {lines.map((line) => {
        const text = said.get(line.application);
        return (
          <li key={line.application} className="flex gap-4 px-5 py-4">
            <span className="tabular w-6 shrink-0 text-right text-lg text-faint">
              {line.place ?? '–'}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-medium">{line.title}</span>
                <Badge tone={line.outcome === 'selected' ? 'accent' : 'neutral'}>
                  {line.outcome === 'selected'
                    ? m.selection_line_selected()
                    : m.selection_state_not_selected()}
                </Badge>
              </p>
              <p className="tabular text-sm text-muted">
                {line.number} · {pick(line.organisation.name.zh, line.organisation.name.en)} ·{' '}
                {m.selection_line_scores({
                  rank: line.rank ?? '–',
                  raw: points(line.raw ?? null),
                  adjusted: points(line.adjusted ?? null),
                })}
              </p>
              {line.reason !== undefined && (
                <p className="mt-2 whitespace-pre-line">
                  <span className="text-muted">{m.dataset_reason()} </span>
                  {line.reason}
                </p>
              )}
              {text !== undefined && (
                <p className="mt-1 text-sm whitespace-pre-line">
                  <span className="text-muted">{m.selection_minutes()} </span>
                  {text}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

interface DecisionLinesProps {
  readonly decision: DecisionViewBody;
  readonly minutes: readonly { readonly application: string; readonly text: string }[];
}
