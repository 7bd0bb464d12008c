import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { BoardPage } from '#src/review/boards/schema.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Queue, queueQuery } from '../operator/queue.tsx';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { ExtendDue } from './extend-due.tsx';
import { reviewApi } from './review-words.ts';

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<BoardPage> =>
  load(context, `${reviewApi.boards}?${queueQuery(request, {})}`);

/** Reviews under way and closed, with the way to assignment and scores. */
export function Component() {
  const { items, next } = useLoaderData<BoardPage>();
  return (
    <>
      <p className="mb-5 flex flex-wrap gap-x-5">
        <Link to="/operator/review/experts" className="link">
          {m.review_experts()}
        </Link>
        <Link to="/operator/review/ties" className="link">
          {m.review_ties()}
        </Link>
      </p>
      <Queue items={items} next={next} icon="users" emptyTitle={m.review_boards_none()}>
        {(board) => (
          <li key={board.id} className="card p-5">
            <h2 className="flex flex-wrap items-center gap-3 text-lg">
              {pick(board.title.zh, board.title.en)}
              {board.state === 'closed' && <Badge>{m.review_closed()}</Badge>}
            </h2>
            <p className="tabular mt-1 flex flex-wrap gap-x-5 text-sm text-muted">
              <span>{m.review_per_item({ count: board.reviewsPerItem })}</span>
              <span>{m.review_due({ at: formatInstant(board.dueAt) })}</span>
            </p>
            <div className="mt-4 flex flex-wrap gap-2">
              <ButtonLink size="sm" to={`/operator/review/boards/${board.id}/assignment`}>
                {m.review_assignment()}
              </ButtonLink>
              <ButtonLink size="sm" to={`/operator/review/boards/${board.id}/scores`}>
                {m.review_scores()}
              </ButtonLink>
              <ButtonLink size="sm" to={`/operator/review/boards/${board.id}/panel`}>
                {m.review_panel()}
              </ButtonLink>
              {board.state === 'open' && <ExtendDue board={board} />}
            </div>
          </li>
        )}
      </Queue>
    </>
  );
}
