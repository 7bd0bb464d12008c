import type { BoardView } from '#src/review/boards/schema.ts';
import { m } from '../i18n/messages.ts';
import { useDecide } from '../operator/queue.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';

type Review = BoardView['items'][number]['reviews'][number];
const over = ['declined', 'recused', 'invalidated'];

/** Gives a submitted review back to its writer, or takes one out of the count. */
export function ReviewActions({ of }: { readonly of: Review }) {
  const decide = useDecide();
  if (over.includes(of.state)) return null;
  const at = `/operator/review/assignments/${of.id}`;
  const { revision } = of;
  const { name } = of.expert;
  return (
    <span className="mt-1.5 flex flex-wrap gap-2">
      {of.state === 'submitted' && (
        <ConfirmButton
          label={m.review_reopen()}
          ask={m.review_reopen_ask({ name })}
          reasonLabel={m.dataset_reason()}
          act={(reason) => decide(`${at}/reopen`, { revision, reason })}
        />
      )}
      <ConfirmButton
        label={m.review_invalidate()}
        look={of.conflict ? 'danger' : 'quiet'}
        ask={m.review_invalidate_ask({ name })}
        reasonLabel={m.dataset_reason()}
        act={(reason) => decide(`${at}/invalidate`, { revision, reason })}
      />
    </span>
  );
}
