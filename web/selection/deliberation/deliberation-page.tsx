import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatList } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { DecisionLines } from './decision-lines.tsx';
import { RoundHeader } from './round-header.tsx';
import { PanelPart } from './panel-part.tsx';
import { ProposalForm } from './proposal-form.tsx';
import { RankingTable } from './ranking-table.tsx';
import { SittingForm } from './sitting-form.tsx';

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<DeliberationViewBody> =>
  load(context, `/operator/selection/rounds/${params['id'] ?? ''}/deliberation`);

export const handle: PageHandle<DeliberationViewBody> = {
  head: ({ round }) => ({ title: pick(round.title.zh, round.title.en), noindex: true }),
};

/** What lies on the panel's table: the panel, the ranking with minutes, the proposal. */
export function Component() {
  const view = useLoaderData<DeliberationViewBody>();
  const { round, panel, decision } = view;
  const sits = round.state === 'deliberating';
  const proposes = sits || round.state === 'noticing';
  const stands = decision?.state === 'approved' || decision?.state === 'effective';
  return (
    <div className="max-w-5xl space-y-10 pb-16">
      <RoundHeader round={round} here={m.selection_deliberation()}>
        {round.board !== undefined && (
          <Link className="link" to={`/operator/review/boards/${round.board}/scores`}>
            {m.review_scores()}
          </Link>
        )}
      </RoundHeader>
      <Frame view={view} />
      <Section title={m.selection_panel()} hint={m.selection_panel_hint()}>
        <PanelPart view={view} />
        {panel && panel.members.length > 0 && (
          <SittingForm key={view.sitting?.revision ?? 0} view={view} open={sits} />
        )}
      </Section>
      <Section title={m.review_ranking()} hint={m.selection_ranking_hint()}>
        {!view.connected && view.items.length > 0 && (
          <Notice tone="warn" className="mb-4">
            {m.review_not_connected()}
          </Notice>
        )}
        {view.items.length === 0 ? (
          <Empty icon="users" title={m.selection_none_here()} />
        ) : (
          <RankingTable view={view} open={sits} />
        )}
      </Section>
      {decision && (
        <Section
          title={m.selection_decision_number({ n: decision.number })}
          hint={m.selection_decision_hint()}
          action={
            <ButtonLink to={`/operator/selection/rounds/${round.id}/decision`}>
              {m.selection_decision_open()}
            </ButtonLink>
          }
        >
          <DecisionLines decision={decision} minutes={[]} />
        </Section>
      )}
      {proposes && !stands && (
        <Section
          title={decision ? m.selection_propose_again() : m.selection_propose()}
          hint={m.selection_propose_hint()}
        >
          <ProposalForm key={`${round.revision} ${decision?.id ?? ''}`} view={view} />
        </Section>
      )}
    </div>
  );
}

/** The rules that were declared before anybody saw a score. */
function Frame({ view }: { readonly view: DeliberationViewBody }) {
  const { tieBreakers, places, slotsLeft, shortlistSize, round } = view;
  const facts: readonly (readonly [string, string])[] = [
    [m.selection_places(), m.selection_places_most({ n: round.capacity })],
    [m.selection_slots_left({ year: String(round.year) }), String(slotsLeft)],
    [m.selection_may_select(), m.selection_places_most({ n: places })],
    [m.selection_shortlist(), m.selection_places_most({ n: shortlistSize })],
    [
      m.selection_tie_breakers(),
      tieBreakers.length === 0
        ? m.selection_tie_none()
        : formatList(tieBreakers.map((one) => pick(one.title.zh, one.title.en))),
    ],
  ];
  return (
    <dl className="card tabular grid grid-cols-2 gap-x-8 gap-y-4 p-5 sm:grid-cols-4">
      {facts.map(([name, value], n) => (
        <div key={name} className={n === 4 ? 'col-span-full' : ''}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
