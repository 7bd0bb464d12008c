import { useState } from 'react';
import { useLoaderData, useNavigate, type LoaderFunctionArgs } from 'react-router';
import { questionsOf, type FormStep } from '#src/selection/forms/form-schema.ts';
import type { ApplicationViewBody, RoundViewBody } from '#src/selection/schema.ts';
import { Markdown } from '../annotation/markdown.tsx';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline, formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { clauseOf, roundStateLabel } from './labels.ts';
import { Timeline } from './timeline.tsx';

interface RuleView {
  readonly key: string;
  readonly clause: string;
  readonly basis: 'text' | 'default';
  readonly title: { readonly zh: string; readonly en: string };
}
interface Criterion {
  readonly key: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly help: { readonly zh: string; readonly en: string };
  readonly weight: number;
}

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<RoundViewBody> =>
  load(context, `/selection/rounds/${params['id'] ?? ''}`);

export const handle: PageHandle<RoundViewBody> = {
  head: (round) => ({
    title: pick(round.title.zh, round.title.en),
    canonical: `/selection/rounds/${round.id}`,
    noindex: round.state === 'draft',
  }),
};

/** One call: guide, timetable, who can apply, and the rules with their clauses. */
export function Component() {
  const round = useLoaderData<RoundViewBody>();
  const { ruleSet } = round;
  const rules = ruleSet.rules as RuleView[];
  const rubric = (ruleSet.settings as { rubric: Criterion[] }).rubric;
  const questions = questionsOf(ruleSet.form as FormStep[]);
  const guide = pick(round.guide.zh, round.guide.en);
  return (
    <div className="page max-w-4xl space-y-10 pt-8">
      <header>
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <Badge tone={round.receiving ? 'solid' : 'neutral'}>{roundStateLabel(round.state)}</Badge>
          {pick(round.programme.name.zh, round.programme.name.en)}
        </p>
        <h1 className="mt-2 text-2xl">{pick(round.title.zh, round.title.en)}</h1>
        {round.stateReason !== undefined && (
          <Notice tone="warn" className="mt-3">
            {round.stateReason}
          </Notice>
        )}
      </header>
      <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="card p-5">
          <dl className="grid content-start gap-4 sm:grid-cols-2">
            <Fact name={m.selection_opens()} value={formatInstant(round.opensAt)} />
            <Fact name={m.selection_closes()} value={formatDeadline(round.closesAt)} />
            <Fact
              name={m.selection_places()}
              value={m.selection_places_most({ n: round.capacity })}
            />
            <Fact
              name={m.selection_rules_of()}
              value={`${ruleSet.sourceClause} · v${ruleSet.version}`}
            />
          </dl>
          <p className="mt-4 text-sm text-muted">{m.selection_clock()}</p>
        </div>
        <Apply round={round} />
      </div>
      {guide !== '' && (
        <Section title={m.selection_guide()}>
          <Markdown text={guide} />
        </Section>
      )}
      <Section title={m.selection_who()} hint={m.selection_who_hint()}>
        {ruleSet.sourceStatus === 'consultation-draft' && (
          <Notice tone="warn" className="mb-4">
            {m.selection_consultation()}
          </Notice>
        )}
        <ol className="card divide-y divide-line">
          {rules.map((rule) => (
            <li key={rule.key} className="px-5 py-3">
              <p className="font-medium">{pick(rule.title.zh, rule.title.en)}</p>
              <p className="text-sm text-muted">{clauseOf(rule)}</p>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={m.selection_criteria()}>
        <ul className="card divide-y divide-line">
          {rubric.map((criterion) => (
            <li key={criterion.key} className="flex items-baseline gap-4 px-5 py-3">
              <span className="tabular w-12 shrink-0 text-right font-semibold">
                {criterion.weight}%
              </span>
              <span>
                <span className="block font-medium">
                  {pick(criterion.title.zh, criterion.title.en)}
                </span>
                <span className="text-sm text-muted">
                  {pick(criterion.help.zh, criterion.help.en)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.selection_what_asked()}>
        <ul className="list-disc space-y-1 pl-6 text-[0.9375rem]">
          {questions.map(([name, question]) => (
            <li key={name}>{pick(question.title, question['x-title-en'])}</li>
          ))}
        </ul>
      </Section>
      <Section title={m.selection_record()}>
        <Timeline events={round.events} />
        <p className="mt-4 text-sm break-all text-muted">
          {m.selection_frozen({ hash: ruleSet.sha256 })}
        </p>
      </Section>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="tabular font-medium">{value}</dd>
    </div>
  );
}

/** Starts an application in the name of an organisation that the person leads. */
function Apply({ round }: { readonly round: RoundViewBody }) {
  const session = useRootData()?.session ?? null;
  const navigate = useNavigate();
  const submit = useSubmit();
  const leads = (session?.organisations ?? []).filter((org) => org.role !== 'member');
  const [chosen, setChosen] = useState(leads[0]?.slug ?? '');
  if (!round.receiving)
    return <div className="card p-5 text-muted">{m.selection_not_receiving()}</div>;
  if (!session)
    return (
      <div className="card space-y-3 p-5">
        <p>{m.selection_sign_in()}</p>
        <ButtonLink look="primary" to={`/sign-in?next=/selection/rounds/${round.id}`}>
          {m.nav_sign_in()}
        </ButtonLink>
      </div>
    );
  if (leads.length === 0) return <div className="card p-5">{m.selection_no_organisation()}</div>;
  const start = (): void =>
    void submit.run(async () => {
      const made = await call<ApplicationViewBody>(
        'POST',
        `/selection/rounds/${round.id}/applications`,
        { organisation: chosen },
      );
      await navigate(`/selection/apply/${made.id}`);
    });
  return (
    <div className="card space-y-4 p-5">
      <SelectField
        label={m.selection_apply_for()}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      >
        {leads.map((org) => (
          <option key={org.slug} value={org.slug}>
            {pick(org.name.zh, org.name.en)}
          </option>
        ))}
      </SelectField>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" className="w-full" busy={submit.busy} onClick={start}>
        {m.selection_start()}
      </Button>
    </div>
  );
}
