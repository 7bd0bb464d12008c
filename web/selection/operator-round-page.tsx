import { useState } from 'react';
import {
  Link,
  useLoaderData,
  useRevalidator,
  useSearchParams,
  type LoaderFunctionArgs,
} from 'react-router';
import type { NextStepBody } from '#src/selection/decision/schema.ts';
import type { ApplicationSummaryBody, RoundViewBody } from '#src/selection/schema.ts';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { TextField } from '../ui/field.tsx';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { ApplicationRow } from './applications-page.tsx';
import { commandLabel, roundStateLabel, stateLabel } from './labels.ts';
import { NextStep } from './next-step.tsx';
import { ScreeningPanel } from './screening-panel.tsx';
import { Timeline } from './timeline.tsx';

interface RoundData {
  readonly round: RoundViewBody;
  readonly applications: readonly ApplicationSummaryBody[];
  readonly next: NextStepBody;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<RoundData> {
  const id = params['id'] ?? '';
  const [round, applications, next] = await Promise.all([
    load<RoundViewBody>(context, `/selection/rounds/${id}`),
    load<{ items: ApplicationSummaryBody[] }>(
      context,
      `/operator/selection/rounds/${id}/applications`,
    ),
    load<NextStepBody>(context, `/operator/selection/rounds/${id}/next-step`),
  ]);
  return { round, applications: applications.items, next };
}

export const handle: PageHandle<RoundData> = {
  head: ({ round }) => ({ title: pick(round.title.zh, round.title.en), noindex: true }),
};

/** Steps an officer takes from here; the first is the usual one, the others need a reason. */
const steps: Readonly<Partial<Record<RoundViewBody['state'], readonly string[]>>> = {
  draft: ['open', 'cancel'],
  open: ['close', 'cancel'],
  closed: ['screen', 'reopen', 'cancel'],
  screening: ['review', 'reopen', 'cancel'],
  reviewing: ['backToScreening', 'cancel'],
  deliberating: ['backToReviewing', 'cancel'],
  noticing: ['backToDeliberating'],
};
const forward = new Set(['open', 'close', 'screen', 'review']);
const reasoned = new Set([
  'cancel',
  'reopen',
  'backToScreening',
  'backToReviewing',
  'backToDeliberating',
]);

/** A round for its officers: its steps, its applications, and the one that is being screened. */
export function Component() {
  const { round, applications, next } = useLoaderData<RoundData>();
  const { revalidate } = useRevalidator();
  const [query] = useSearchParams();
  const of = query.get('of');
  const chosen = applications.find((one) => one.id === of);
  const early = round.state === 'open' && round.receiving;
  const labels: Readonly<Record<string, string>> = {
    screen: m.selection_do_screen(),
    review: m.selection_do_review(),
    backToScreening: m.selection_do_back(),
    backToReviewing: m.selection_do_back_to_review(),
    backToDeliberating: m.selection_do_back_to_deliberation(),
  };
  const move =
    (command: string) =>
    async (reason: string): Promise<void> => {
      await call('POST', `/operator/selection/rounds/${round.id}/moves/${command}`, {
        revision: round.revision,
        ...(reason === '' ? {} : { reason }),
      });
      await revalidate();
    };
  return (
    <div className="max-w-5xl space-y-9">
      <header>
        <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <Badge tone={round.receiving ? 'solid' : 'neutral'}>{roundStateLabel(round.state)}</Badge>
          <span>{round.programme.code}</span>
          <span className="tabular">
            {m.selection_deadline({ at: formatDeadline(round.closesAt) })}
          </span>
          <Link className="link" to={`/selection/rounds/${round.id}`}>
            {m.selection_public_page()}
          </Link>
        </p>
        <h2 className="mt-1 text-xl">{pick(round.title.zh, round.title.en)}</h2>
        <div className="mt-4 flex flex-wrap gap-3">
          {(steps[round.state] ?? []).map((command, index) => {
            const needs = reasoned.has(command) || (command === 'close' && early);
            return (
              <ConfirmButton
                key={command}
                label={labels[command] ?? commandLabel(command)}
                look={
                  index === 0 && forward.has(command)
                    ? 'primary'
                    : command === 'cancel'
                      ? 'danger'
                      : 'plain'
                }
                ask={m.selection_move_ask()}
                {...(needs ? { reasonLabel: m.dataset_reason() } : {})}
                act={move(command)}
              />
            );
          })}
          {round.state === 'open' && <Extend round={round} />}
        </div>
      </header>
      <NextStep round={round} next={next} />
      <Counts counts={round.counts ?? {}} />
      <div className={chosen ? 'grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]' : ''}>
        <Section title={m.selection_applications()}>
          {applications.length === 0 ? (
            <Empty icon="file" title={m.selection_none_here()} />
          ) : (
            <ul className="card divide-y divide-line">
              {applications.map((item) => (
                <ApplicationRow key={item.id} item={item} to={`?of=${item.id}`} />
              ))}
            </ul>
          )}
        </Section>
        {chosen && <ScreeningPanel key={chosen.id} id={chosen.id} form={round.ruleSet.form} />}
      </div>
      <Section title={m.selection_record()}>
        <Timeline events={round.events} />
      </Section>
    </div>
  );
}

function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const entries = Object.entries(counts);
  if (entries.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-4">
      {entries.map(([state, n]) => (
        <div key={state} className="card flex flex-col-reverse px-5 py-3">
          <dt className="text-sm text-muted">
            {stateLabel(state as ApplicationSummaryBody['state'])}
          </dt>
          <dd className="tabular text-xl font-semibold">{n}</dd>
        </div>
      ))}
    </dl>
  );
}

function Extend({ round }: { readonly round: RoundViewBody }) {
  const { revalidate } = useRevalidator();
  const [day, setDay] = useState(round.closesOn);
  return (
    <ConfirmButton
      label={commandLabel('extend')}
      ask={
        <TextField
          label={m.selection_closes_on()}
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      }
      reasonLabel={m.dataset_reason()}
      act={async (reason) => {
        const { id, revision } = round;
        await call('POST', `/operator/selection/rounds/${id}/extend`, {
          revision,
          reason,
          closesOn: day,
        });
        await revalidate();
      }}
    />
  );
}
