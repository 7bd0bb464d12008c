import type { ScoresView } from '#src/review/boards/schema.ts';
import { m } from '../i18n/messages.ts';
import { points } from './review-words.ts';

/** Points each reviewer gives above or below the average one, severest first. */
export function Severity({ of }: { readonly of: ScoresView }) {
  const rows = of.reviewers.toSorted((a, b) => (a.severity ?? 0) - (b.severity ?? 0));
  const most = Math.max(5, ...rows.map((r) => Math.abs(r.severity ?? 0)));
  return (
    <ul className="card divide-y divide-line">
      {rows.map((one) => {
        const value = one.severity ?? 0;
        const half = (50 * Math.abs(value)) / most;
        const mild = value >= 0;
        return (
          <li
            key={one.id}
            className="tabular grid grid-cols-[6rem_1fr_3.5rem] sm:grid-cols-[12rem_1fr_3.5rem] items-center gap-4 px-5 py-2.5"
          >
            <span className="min-w-0 truncate">
              {one.name}
              <span className="block text-xs text-muted">
                {m.review_reviews_count({ count: one.reviews })}
              </span>
            </span>
            <span className="relative h-4" aria-hidden>
              <span className="absolute inset-y-0 left-1/2 w-px bg-line" />
              <span
                className={`absolute inset-y-0.5 rounded-sm ${mild ? 'bg-accent' : 'bg-amber'}`}
                style={{ width: `${half}%`, [mild ? 'left' : 'right']: '50%' }}
              />
            </span>
            <span className="text-right font-medium">
              {value > 0 ? '+' : ''}
              {points(value)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
