import { useRevalidator } from 'react-router';
import type { NextStepBody } from '#src/selection/decision/schema.ts';
import type { RoundViewBody } from '#src/selection/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ButtonLink } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** The second half of a round's year: its pages, the next step, and what is missing for it. */
export function NextStep({ round, next }: NextStepProps) {
  const { revalidate } = useRevalidator();
  const { board, step, ready, missing, notice } = next;
  const at = `/operator/selection/rounds/${round.id}`;
  const decides = ['deliberating', 'noticing', 'published', 'archived'].includes(round.state);
  const published = ['noticing', 'published', 'archived'].includes(round.state);
  if (board === undefined && step === undefined) return null;
  const move = (command: string) => async (): Promise<void> => {
    await call('POST', `${at}/moves/${command}`, { revision: round.revision });
    await revalidate();
  };
  return (
    <div className="card space-y-4 p-5">
      {step !== undefined && (
        <div className="flex flex-wrap items-center gap-4">
          {step === 'deliberate' && ready && (
            <ConfirmButton
              label={m.selection_do_deliberate()}
              look="primary"
              size="md"
              ask={m.selection_do_deliberate_ask()}
              act={move('deliberate')}
            />
          )}
          {step === 'archive' && (
            <ConfirmButton
              label={m.selection_do_archive()}
              size="md"
              ask={m.selection_move_ask()}
              act={move('archive')}
            />
          )}
          {step === 'publish' && ready && (
            <ButtonLink look="primary" to={`${at}/publication`}>
              {m.directory_publish()}
            </ButtonLink>
          )}
          {missing && (
            <p>
              <span className="font-medium">{nextLabel(step)}</span>{' '}
              <span className="text-muted">{pick(missing.zh, missing.en)}</span>
            </p>
          )}
        </div>
      )}
      <nav aria-label={m.selection_round_pages()} className="flex flex-wrap gap-2">
        {board !== undefined && (
          <>
            <ButtonLink size="sm" to={`/operator/review/boards/${board}/assignment`}>
              {m.review_assignment()}
            </ButtonLink>
            <ButtonLink size="sm" to={`/operator/review/boards/${board}/scores`}>
              {m.review_scores()}
            </ButtonLink>
            <ButtonLink size="sm" to={`/operator/review/boards/${board}/panel`}>
              {m.review_panel()}
            </ButtonLink>
          </>
        )}
        {decides && (
          <>
            <ButtonLink size="sm" to={`${at}/deliberation`}>
              {m.selection_deliberation()}
            </ButtonLink>
            <ButtonLink size="sm" to={`${at}/decision`}>
              {m.selection_decision()}
            </ButtonLink>
          </>
        )}
        {notice !== undefined && (
          <ButtonLink size="sm" to={`/operator/notices/${notice}`}>
            {m.notice_list_title()}
          </ButtonLink>
        )}
        {published && (
          <ButtonLink size="sm" to={`${at}/publication`}>
            {m.selection_publication()}
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}

const nextLabel = (step: NonNullable<NextStepBody['step']>): string =>
  ({
    deliberate: m.selection_do_deliberate,
    notice: m.notice_list_title,
    publish: m.directory_publish,
    archive: m.selection_do_archive,
  })[step]();

interface NextStepProps {
  readonly round: RoundViewBody;
  readonly next: NextStepBody;
}
