import { Link, NavLink } from 'react-router';
import type { BoardSummary } from '#src/review/boards/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';

const parts = [
  ['assignment', m.review_assignment],
  ['scores', m.review_scores],
  ['panel', m.review_panel],
] as const;

/** Title of a board and the way between its pages. */
export function BoardHead({ board }: { readonly board: BoardSummary }) {
  return (
    <div>
      <p className="text-sm">
        <Link to="/operator/review" className="link">
          {m.review_boards()}
        </Link>
      </p>
      <h2 className="text-xl">{pick(board.title.zh, board.title.en)}</h2>
      <nav aria-label={pick(board.title.zh, board.title.en)} className="mt-2 flex gap-x-5 text-sm">
        {parts.map(([part, name]) => (
          <NavLink
            key={part}
            to={`/operator/review/boards/${board.id}/${part}`}
            className={({ isActive }) =>
              isActive ? 'font-semibold text-ink no-underline' : 'link'
            }
          >
            {name()}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
