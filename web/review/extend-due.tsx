import type { BoardSummary } from '#src/review/boards/schema.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { useDecide } from '../operator/queue.tsx';
import { DateButton } from './date-button.tsx';
import { reviewApi } from './review-words.ts';

/** The time of day in Asia/Shanghai as a datetime field holds it. */
const shanghai = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

/** Moves the due time of a board that is open. */
export function ExtendDue({ board }: { readonly board: BoardSummary }) {
  const decide = useDecide();
  return (
    <DateButton
      label={m.review_extend()}
      ask={m.review_extend_ask({ at: formatInstant(board.dueAt) })}
      dateLabel={m.review_extend_to()}
      dateHint={m.review_extend_hint()}
      type="datetime-local"
      start={shanghai(board.dueAt)}
      act={(value) =>
        decide(`${reviewApi.board(board.id)}/extend`, {
          revision: board.revision,
          dueAt: new Date(`${value}:00+08:00`).toISOString(),
        })
      }
    />
  );
}
