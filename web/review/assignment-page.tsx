import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { Markdown } from '../annotation/markdown.tsx';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatInstant, formatList } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Declaration } from './declaration.tsx';
import { Others } from './others.tsx';
import { reviewApi, stateWords } from './review-words.ts';
import { ScoreForm } from './score-form.tsx';
import { Submitted } from './submitted.tsx';

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<AssignmentView> {
  await requireSession(context, request);
  return load<AssignmentView>(context, reviewApi.assignment(params['assignment'] ?? ''));
}

export const handle: PageHandle<AssignmentView> = {
  head: ({ title }) => ({ title: m.review_of({ title }), noindex: true }),
};

/** One page to declare, read and score. */
export function Component() {
  const of = useLoaderData<AssignmentView>();
  const [state, tone] = stateWords[of.state];
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to="/review" className="link">
          {m.review_title()}
        </Link>
      </p>
      <h1 className="text-2xl">{of.title}</h1>
      <p className="tabular mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <Badge tone={tone}>{state()}</Badge>
        <span>{pick(of.board.title.zh, of.board.title.en)}</span>
        <span>{of.field}</span>
        <span className={of.late ? 'font-semibold text-danger' : ''}>
          {m.review_due({ at: formatInstant(of.dueAt) })}
        </span>
      </p>
      {of.item === null ? (
        <Declaration of={of} />
      ) : (
        <div className="mt-8 grid gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_25rem]">
          <article className="min-w-0">
            <h2 className="sr-only">{m.review_to_read()}</h2>
            <Facts of={of} />
            <div className="prose mt-5 max-w-prose">
              <Markdown text={of.item.summary} />
            </div>
            {of.item.href !== null && (
              <p className="mt-6">
                <Link to={of.item.href} className="link" target="_blank" rel="noreferrer">
                  {m.review_open_item()}
                </Link>
              </p>
            )}
          </article>
          <div className="space-y-8 lg:sticky lg:top-20 lg:max-h-[calc(100vh-6rem)] lg:self-start lg:overflow-y-auto lg:pr-1">
            {of.may.write && of.draft ? (
              <ScoreForm key={of.state} of={of} />
            ) : (
              <Submitted of={of} />
            )}
            <StepAside of={of} />
          </div>
        </div>
      )}
      {of.peers && of.comments && <Others of={of} />}
    </div>
  );
}

function Facts({ of }: { readonly of: AssignmentView }) {
  return (
    <dl className="space-y-1 text-sm">
      {of.applicants && (
        <div className="flex flex-wrap gap-x-2">
          <dt className="text-muted">{m.review_applicants()}</dt>
          <dd>
            {formatList([
              ...of.applicants.organisations.map((o) => pick(o.zh, o.en)),
              ...of.applicants.people,
            ])}
          </dd>
        </div>
      )}
      <div className="flex flex-wrap gap-x-2">
        <dt className="text-muted">{m.review_why_you()}</dt>
        <dd>{pick(of.explanation.zh, of.explanation.en)}</dd>
      </div>
    </dl>
  );
}

/** Recusal and declining stay possible to the end. */
function StepAside({ of }: { readonly of: AssignmentView }) {
  const { revalidate } = useRevalidator();
  if (!of.may.recuse) return null;
  const act = (command: 'recuse' | 'decline') => async (reason: string) => {
    await call('POST', `${reviewApi.assignment(of.id)}/${command}`, {
      revision: of.revision,
      reason,
    });
    await revalidate();
  };
  const written = of.versions.length > 0;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-5">
      <ConfirmButton
        label={m.review_recuse()}
        ask={m.review_recuse_ask()}
        reasonLabel={m.dataset_reason()}
        look="danger"
        act={act('recuse')}
      />
      {!written && (
        <ConfirmButton
          label={m.review_decline()}
          ask={m.review_decline_ask()}
          reasonLabel={m.dataset_reason()}
          act={act('decline')}
        />
      )}
    </div>
  );
}
