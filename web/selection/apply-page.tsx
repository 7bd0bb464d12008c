import { useState } from 'react';
import {
  Link,
  useLoaderData,
  useNavigate,
  useSearchParams,
  type LoaderFunctionArgs,
} from 'react-router';
import type { FormStep } from '#src/selection/forms/form-schema.ts';
import type { ApplicationViewBody, RoundViewBody } from '#src/selection/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { AttachmentField } from './attachment-field.tsx';
import { CheckAnswers } from './check-answers.tsx';
import { NominationStep, type Nominee } from './nomination-step.tsx';
import { QuestionField } from './question-field.tsx';
import { useFormSave, type FormSave } from './use-form-save.ts';

interface ApplyData {
  readonly application: ApplicationViewBody;
  readonly round: RoundViewBody;
  readonly nominees: readonly Nominee[];
}

export async function loader({ params, context, request }: LoaderFunctionArgs): Promise<ApplyData> {
  await requireSession(context, request);
  const application = await load<ApplicationViewBody>(
    context,
    `/selection/applications/${params['id'] ?? ''}`,
  );
  const orgs = [application.lead, ...application.joint.map((j) => j.organisation)];
  const [round, ...lists] = await Promise.all([
    load<RoundViewBody>(context, `/selection/rounds/${application.round.id}`),
    ...orgs.map((org) =>
      load<{ items: Nominee[] }>(context, `/datasets?org=${org.slug}&limit=100`),
    ),
  ]);
  return { application, round, nominees: lists.flatMap((list) => list.items) };
}

export const handle: PageHandle<ApplyData> = {
  head: ({ round }) => ({ title: pick(round.title.zh, round.title.en), noindex: true }),
};

/** The application by steps, saved as one goes; the last step checks and submits. */
export function Component() {
  const { application, round, nominees } = useLoaderData<ApplyData>();
  const save = useFormSave(application);
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const form = round.ruleSet.form as FormStep[];
  const steps = [
    { key: 'nomination', title: m.selection_step_nomination() },
    ...form.map((step) => ({ key: step.key, title: pick(step.title.zh, step.title.en) })),
    { key: 'check', title: m.selection_step_check() },
  ];
  const at = Math.max(
    0,
    steps.findIndex((step) => step.key === query.get('step')),
  );
  const current = steps[at]?.key ?? 'nomination';
  const formStep = form.find((step) => step.key === current);
  const editable = application.state === 'draft' || application.state === 'returned';
  if (!editable || !application.can.includes('edit'))
    return (
      <div className="page max-w-3xl space-y-5 pt-8">
        <Notice>{m.selection_not_editable()}</Notice>
        <ButtonLink to={`/selection/applications/${application.id}`}>
          {m.selection_to_application()}
        </ButtonLink>
      </div>
    );
  const go = async (key: string): Promise<void> => {
    if (await save.flush()) await navigate(`?step=${key}`);
  };
  const next = steps[at + 1];
  return (
    <div className="page max-w-3xl pt-8">
      <p className="text-sm text-muted">
        {pick(round.title.zh, round.title.en)} ·{' '}
        {pick(application.lead.name.zh, application.lead.name.en)}
      </p>
      <h1 className="text-2xl">{save.view.title || m.selection_untitled()}</h1>
      <p className="tabular text-sm text-muted">
        {m.selection_deadline({ at: formatDeadline(application.due ?? round.closesAt) })}
      </p>
      <nav aria-label={m.selection_steps()} className="mt-5">
        <ol className="flex flex-wrap gap-2">
          {steps.map((step, index) => (
            <li key={step.key}>
              <Link
                to={`?step=${step.key}`}
                aria-current={index === at ? 'step' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  void go(step.key);
                }}
                className={`flex min-h-10 items-center gap-2 rounded-full border px-3.5 text-sm no-underline ${index === at ? 'border-accent bg-accent-soft font-semibold text-ink' : 'border-line text-muted hover:bg-hover'}`}
              >
                <span className="tabular grid size-5 place-items-center rounded-full bg-sunken text-xs">
                  {index + 1}
                </span>
                {step.title}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <SaveLine save={save} />
      <div className="mt-6 space-y-6">
        {current === 'nomination' && (
          <NominationStep save={save} nominees={nominees} subject={round.programme.subject} />
        )}
        {formStep && <Questions key={formStep.key} step={formStep} save={save} />}
        {current === 'check' && <CheckAnswers save={save} form={form} />}
        {next && (
          <Button look="primary" onClick={() => void go(next.key)}>
            {m.selection_next()}
          </Button>
        )}
      </div>
    </div>
  );
}

function Questions({ step, save }: { readonly step: FormStep; readonly save: FormSave }) {
  const [answers, setAnswers] = useState(save.view.answers);
  return Object.entries(step.schema.properties).map(([name, question]) =>
    question.type === 'array' && question['x-widget'] === 'file' ? (
      <AttachmentField key={name} name={name} question={question} save={save} />
    ) : (
      <QuestionField
        key={name}
        question={question}
        value={answers[name]}
        required={step.schema.required.includes(name)}
        error={undefined}
        onChange={(value) => {
          const mine = { [name]: typeof value === 'object' ? [...value] : value };
          setAnswers((now) => ({ ...now, ...mine }));
          save.change({ answers: mine });
        }}
      />
    ),
  );
}

/** Whether everything is saved, and the choice when another tab saved first. */
function SaveLine({ save }: { readonly save: FormSave }) {
  if (save.state === 'conflict')
    return (
      <Notice tone="warn" live className="mt-4" title={m.selection_conflict()}>
        <p>{m.selection_conflict_hint()}</p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button size="sm" look="primary" onClick={() => void save.keepMine()}>
            {m.selection_keep_mine()}
          </Button>
          <Button size="sm" onClick={() => void save.takeTheirs().then(() => location.reload())}>
            {m.selection_take_theirs()}
          </Button>
        </div>
      </Notice>
    );
  if (save.state === 'failed')
    return (
      <Notice tone="bad" live className="mt-4">
        {save.problem}{' '}
        <Button size="sm" onClick={() => void save.flush()}>
          {m.retry()}
        </Button>
      </Notice>
    );
  const said = {
    clean: m.selection_saves_itself(),
    dirty: m.selection_saving(),
    saving: m.selection_saving(),
    saved: m.selection_saved(),
  }[save.state];
  return (
    <p role="status" className="mt-3 text-sm text-muted">
      {said}
    </p>
  );
}
