import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { LetterViewBody } from '#src/selection/letter/schema.ts';
import type { ApplicationViewBody, EligibilityBody, RoundViewBody } from '#src/selection/schema.ts';
import { call, load, loadOptional } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline, formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { useRootData } from '../shell/root-data.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { AnswerList } from './answer-list.tsx';
import { EligibilityList } from './eligibility-list.tsx';
import { outcomeWords, stateLabel, stateTone } from './labels.ts';
import { Timeline } from './timeline.tsx';

interface ApplicationData {
  readonly application: ApplicationViewBody;
  readonly eligibility: EligibilityBody;
  readonly round: RoundViewBody;
  /** Once the outcome is public. */
  readonly letter?: LetterViewBody;
  readonly sent: boolean;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<ApplicationData> {
  await requireSession(context, request);
  const at = `/selection/applications/${params['id'] ?? ''}`;
  const application = await load<ApplicationViewBody>(context, at);
  const [eligibility, round, letter] = await Promise.all([
    load<EligibilityBody>(context, `${at}/eligibility`),
    load<RoundViewBody>(context, `/selection/rounds/${application.round.id}`),
    loadOptional<LetterViewBody>(context, `${at}/letter`),
  ]);
  const sent = new URL(request.url).searchParams.has('sent');
  return { application, eligibility, round, sent, ...(letter ? { letter } : {}) };
}

export const handle: PageHandle<ApplicationData> = {
  head: ({ application }) => ({
    title: application.title || m.selection_untitled(),
    noindex: true,
  }),
};

const final = new Set([
  'withdrawn',
  'ineligible',
  'not_selected',
  'selected',
  'revoked',
  'noticed',
]);

/** One application: where it stands, its check, what was submitted and everything that happened. */
export function Component() {
  const { application, eligibility, round, sent, letter } = useLoaderData<ApplicationData>();
  const { revalidate } = useRevalidator();
  const at = `/selection/applications/${application.id}`;
  const editing = application.state === 'draft' || application.state === 'returned';
  const edits = application.can.includes('edit');
  // The letter tells it before the record does.
  const state = letter?.outcome === 'not_selected' ? letter.outcome : application.state;
  const withdraw = async (reason: string): Promise<void> => {
    const { revision } = application;
    await call('POST', `${at}/withdraw`, { revision, ...(reason === '' ? {} : { reason }) });
    await revalidate();
  };
  return (
    <div className="page max-w-4xl space-y-9 pt-8">
      <header>
        <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <Badge tone={stateTone(state)}>{stateLabel(state)}</Badge>
          <span className="tabular">{application.number}</span>
          <span>{pick(application.round.title.zh, application.round.title.en)}</span>
        </p>
        <h1 className="mt-2 text-2xl">{application.title || m.selection_untitled()}</h1>
        <p className="text-muted">{pick(application.lead.name.zh, application.lead.name.en)}</p>
      </header>
      {sent && application.number !== undefined && (
        <Notice tone="good" live title={m.selection_sent()}>
          {m.selection_sent_number({ number: application.number })}
        </Notice>
      )}
      {letter && (
        <Notice title={outcomeWords[letter.outcome]()}>
          <Link className="link" to={`${at}/letter`}>
            {m.selection_letter_read()}
          </Link>
        </Notice>
      )}
      {application.state === 'returned' && application.due !== undefined && (
        <Notice tone="warn" title={m.selection_due({ at: formatDeadline(application.due) })}>
          {application.reason}
        </Notice>
      )}
      {application.state !== 'returned' && application.reason !== undefined && (
        <Notice>{application.reason}</Notice>
      )}
      {edits && (
        <div className="flex flex-wrap gap-3">
          {editing && (
            <ButtonLink look="primary" to={`/selection/apply/${application.id}`}>
              {m.selection_continue()}
            </ButtonLink>
          )}
          {!letter && !final.has(application.state) && (
            <ConfirmButton
              label={m.selection_withdraw()}
              look="danger"
              size="md"
              ask={m.selection_withdraw_ask()}
              reasonLabel={m.dataset_reason()}
              reasonOptional
              act={withdraw}
            />
          )}
        </div>
      )}
      <Invitation application={application} />
      <Section title={m.selection_eligibility()}>
        <EligibilityList eligibility={eligibility} form={round.ruleSet.form} />
      </Section>
      <Section title={m.selection_answers()}>
        <AnswerList application={application} form={round.ruleSet.form} />
      </Section>
      {application.versions.length > 0 && (
        <Section title={m.selection_versions()} hint={m.selection_versions_hint()}>
          <ul className="card divide-y divide-line">
            {application.versions.map((version) => (
              <li key={version.version} className="tabular px-5 py-3 text-sm">
                <a className="link" href={`/api/v1${at}/versions/${version.version}`}>
                  {m.selection_version({ n: version.version })}
                </a>{' '}
                <span className="text-muted">{formatInstant(version.submittedAt)}</span>
                <span className="mt-1 block break-all text-muted">sha256 {version.sha256}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.selection_record()}>
        <Timeline events={application.timeline} />
      </Section>
    </div>
  );
}

/** For an organisation that was asked to apply jointly. */
function Invitation({ application }: { readonly application: ApplicationViewBody }) {
  const session = useRootData()?.session ?? null;
  const { revalidate } = useRevalidator();
  const own = (session?.organisations ?? []).filter((org) => org.role !== 'member');
  const asked = application.joint.find(
    (j) => j.state === 'invited' && own.some((org) => org.slug === j.organisation.slug),
  );
  if (!asked) return null;
  const { slug, name } = asked.organisation;
  const answer = (what: 'confirm' | 'decline') => async (): Promise<void> => {
    await call('POST', `/selection/applications/${application.id}/joint/${slug}/answer`, {
      answer: what,
    });
    await revalidate();
  };
  return (
    <div className="card space-y-4 p-5">
      <p className="font-medium">{m.selection_joint_asked({ name: pick(name.zh, name.en) })}</p>
      <div className="flex gap-3">
        <ConfirmButton
          label={m.selection_joint_confirm()}
          look="primary"
          ask={m.selection_joint_confirm_ask()}
          act={answer('confirm')}
        />
        <ConfirmButton
          label={m.selection_joint_decline()}
          ask={m.selection_joint_decline_ask()}
          act={answer('decline')}
        />
      </div>
    </div>
  );
}
