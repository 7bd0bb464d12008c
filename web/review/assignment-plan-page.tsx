import { useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { PlanView } from '#src/review/assignment/schema.ts';
import type { BoardView } from '#src/review/boards/schema.ts';
import { call, load } from '../api.ts';
import { formatCount } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { AvoidPairs, type AvoidedPair } from './avoid-pairs.tsx';
import { BoardHead } from './board-head.tsx';
import { PlanTable } from './plan-table.tsx';
import { ReviewActions } from './review-actions.tsx';
import { reviewApi, stateWords } from './review-words.ts';

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<BoardView> =>
  load<BoardView>(context, reviewApi.board(params['board'] ?? ''));

/** Who reviews what: as it is, as it would be, and the button between the two. */
export function Component() {
  const board = useLoaderData<BoardView>();
  return (
    <div className="space-y-10 pb-16">
      <BoardHead board={board} />
      {board.mayAssign ? (
        <Preview board={board} />
      ) : (
        <Notice tone="warn">{m.review_tied_operator()}</Notice>
      )}
      <Present board={board} />
    </div>
  );
}

function Preview({ board }: { readonly board: BoardView }) {
  const [plan, setPlan] = useState<PlanView>();
  const [outsideField, setOutside] = useState(false);
  const [partial, setPartial] = useState(false);
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [experts, setExperts] = useState<PlanView['loads']>([]);
  const [avoid, setAvoid] = useState<readonly AvoidedPair[]>([]);
  const options = { outsideField, avoid };
  const at = reviewApi.board(board.id);
  const look = () =>
    submit.run(async () => {
      const found = await call<PlanView>('POST', `${at}/assignment-preview`, options);
      setPlan(found);
      setExperts(found.loads);
    });
  const commit = (digest: string) =>
    submit.run(async () => {
      await call('POST', `${at}/assignments`, { ...options, digest, partial });
      setPlan(undefined);
      await revalidate();
    });
  const fresh = plan?.pairs.filter((p) => !p.kept).length ?? 0;
  return (
    <Section title={m.review_preview()} hint={m.review_preview_hint()}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button look={plan ? 'plain' : 'primary'} busy={submit.busy} onClick={() => void look()}>
          {m.review_preview_make()}
        </Button>
        <CheckField
          label={m.review_outside_field()}
          checked={outsideField}
          onChange={(e) => {
            setOutside(e.target.checked);
            setPlan(undefined);
          }}
        />
      </div>
      {experts.length > 1 && (
        <AvoidPairs
          experts={experts}
          pairs={avoid}
          change={(pairs) => {
            setAvoid(pairs);
            setPlan(undefined);
          }}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-4">
          {submit.message}
        </Notice>
      )}
      {plan && (
        <div className="mt-6 space-y-6">
          <Figures plan={plan} />
          {plan.shortfalls.length > 0 && (
            <Notice tone="warn" title={m.review_shortfall({ count: plan.shortfalls.length })}>
              <ul className="mt-1 list-disc space-y-1 pl-5">
                {plan.shortfalls.map((one) => (
                  <li key={one.itemId}>{pick(one.sentence.zh, one.sentence.en)}</li>
                ))}
              </ul>
            </Notice>
          )}
          <PlanTable plan={plan} />
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <Button
              look="primary"
              busy={submit.busy}
              disabled={plan.shortfalls.length > 0 && !partial}
              onClick={() => void commit(plan.digest)}
            >
              {m.review_commit({ count: formatCount(fresh) })}
            </Button>
            {plan.shortfalls.length > 0 && (
              <CheckField
                label={m.review_partial()}
                checked={partial}
                onChange={(e) => setPartial(e.target.checked)}
              />
            )}
          </div>
        </div>
      )}
    </Section>
  );
}

function Figures({ plan }: { readonly plan: PlanView }) {
  const loads = plan.loads.map((l) => l.load);
  const facts = [
    [m.review_figure_pairs(), formatCount(plan.pairs.length)],
    [m.review_figure_kept(), formatCount(plan.pairs.filter((p) => p.kept).length)],
    [m.review_figure_conflicts(), formatCount(plan.conflicts)],
    [
      m.review_figure_loads(),
      loads.length === 0 ? '–' : `${Math.min(...loads)}–${Math.max(...loads)}`,
    ],
    [m.review_figure_gap(), formatCount(plan.cost - plan.lowerBound)],
  ] as const;
  return (
    <dl className="card grid grid-cols-2 gap-x-6 gap-y-4 p-5 sm:grid-cols-5">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="tabular text-lg font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Present({ board }: { readonly board: BoardView }) {
  return (
    <Section title={m.review_present_assignment()}>
      {board.items.length === 0 ? (
        <p className="text-muted">{m.review_items_none()}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {board.items.map((item) => (
            <li key={item.id} className="px-5 py-4">
              <p className="font-semibold">
                {item.title} <span className="text-sm font-normal text-muted">{item.field}</span>
              </p>
              <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-2 text-sm">
                {item.reviews.length === 0 && <li className="text-muted">{m.review_nobody()}</li>}
                {item.reviews.map((one) => {
                  const [state, tone] = stateWords[one.state];
                  return (
                    <li key={one.id}>
                      <span className="flex items-center gap-2">
                        {one.expert.name} <Badge tone={tone}>{state()}</Badge>
                      </span>
                      {one.conflict && (
                        <span className="block text-danger">
                          {pick(one.conflict.zh, one.conflict.en)}
                        </span>
                      )}
                      <ReviewActions of={one} />
                    </li>
                  );
                })}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
