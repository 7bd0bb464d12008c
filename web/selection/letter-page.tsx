import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { LetterViewBody } from '#src/selection/letter/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatNumber } from '../i18n/format.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Badge } from '../ui/badge.tsx';
import { buttonClass, ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { outcomeWords, resultLabel, resultTone } from './labels.ts';

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<LetterViewBody> {
  await requireSession(context, request);
  return load(context, `/selection/applications/${params['id'] ?? ''}/letter`);
}

export const handle: PageHandle<LetterViewBody> = {
  head: ({ title }) => ({ title: `${m.selection_letter()} · ${title}`, noindex: true }),
};

/** What became of an application, why, and how to object. */
export function Component() {
  const letter = useLoaderData<LetterViewBody>();
  const { application, outcome, round, reason, counterfactual } = letter;
  const at = `/selection/applications/${application}`;
  return (
    <div className="page max-w-4xl space-y-9 pt-8 pb-16">
      <header>
        <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <Badge tone={outcome === 'selected' ? 'solid' : 'neutral'}>
            {outcomeWords[outcome]()}
          </Badge>
          <Link className="tabular link" to={at}>
            {letter.number}
          </Link>
          <span>{pick(round.title.zh, round.title.en)}</span>
        </p>
        <h1 className="mt-2 text-2xl">{m.selection_letter()}</h1>
        <p className="mt-1">
          {letter.title} <span className="text-muted">·</span>{' '}
          <span className="text-muted">{pick(letter.organisation.zh, letter.organisation.en)}</span>
        </p>
      </header>
      <p className="flex flex-wrap gap-3">
        <a
          href={`/api/v1${at}/letter.pdf?lang=${language()}`}
          className={buttonClass('primary', 'md')}
        >
          <Icon name="download" size={18} />
          {m.selection_letter_pdf()}
        </a>
        <ButtonLink to={at}>{m.selection_to_application()}</ButtonLink>
      </p>
      {reason !== undefined && (
        <Section title={m.dataset_reason()}>
          <p className="card p-5 whitespace-pre-line">{reason}</p>
        </Section>
      )}
      {letter.rules.length > 0 && (
        <Section title={m.selection_letter_rules()}>
          <ul className="card divide-y divide-line">
            {letter.rules.map((rule) => (
              <li key={rule.rule} className="px-5 py-3">
                <p className="flex flex-wrap items-center gap-x-3">
                  <Badge tone={resultTone(rule.result as 'fail')}>
                    {resultLabel(rule.result as 'fail')}
                  </Badge>
                  <span className="font-medium">{pick(rule.title.zh, rule.title.en)}</span>
                </p>
                <p className="mt-1 text-sm text-muted">{rule.clause}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {counterfactual && (
        <Notice title={m.selection_letter_change()}>
          {pick(counterfactual.zh, counterfactual.en)}
        </Notice>
      )}
      <Scores letter={letter} />
      <Objecting letter={letter} />
    </div>
  );
}

function Scores({ letter }: { readonly letter: LetterViewBody }) {
  const { merit, criteria } = letter;
  if (!merit) return null;
  const figures = [
    [m.directory_rank(), merit.rank],
    [m.directory_raw(), merit.raw],
    [m.directory_adjusted(), merit.adjusted],
  ] as const;
  return (
    <Section title={m.selection_letter_scores()} hint={m.selection_letter_scores_hint()}>
      <dl className="tabular mb-5 flex flex-wrap gap-4">
        {figures.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label} className="card flex flex-col-reverse px-5 py-3">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-xl font-semibold">{formatNumber(value, 4)}</dd>
            </div>
          ),
        )}
      </dl>
      {criteria.length > 0 && (
        <ul className="card divide-y divide-line">
          {criteria.map((criterion) => (
            <li
              key={criterion.key}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 px-5 py-3 sm:grid-cols-[minmax(0,1fr)_12rem_6rem]"
            >
              <span>
                {pick(criterion.title.zh, criterion.title.en)}{' '}
                <span className="tabular text-sm text-muted">{criterion.weight}%</span>
              </span>
              <progress
                className="meter hidden w-full sm:block"
                max={criterion.max}
                value={criterion.mean}
                aria-label={pick(criterion.title.zh, criterion.title.en)}
              />
              <span className="tabular text-right">
                <span className="font-semibold">{formatNumber(criterion.mean, 4)}</span>
                <span className="text-muted"> / {criterion.max}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** By name and with evidence, at the notice, until its last day. */
function Objecting({ letter }: { readonly letter: LetterViewBody }) {
  const { notice } = letter;
  return (
    <Section title={m.notice_object_title()}>
      {notice ? (
        <>
          <p>
            {notice.running && notice.lastDay !== undefined
              ? m.selection_letter_object({ day: notice.lastDay })
              : m.selection_letter_object_over()}
          </p>
          <p className="mt-4">
            <ButtonLink to={`/notices/${notice.id}`} look={notice.running ? 'primary' : 'plain'}>
              {notice.running ? m.notice_object_title() : m.directory_notice()}
            </ButtonLink>
          </p>
        </>
      ) : (
        <p>{m.selection_letter_object_later()}</p>
      )}
    </Section>
  );
}
