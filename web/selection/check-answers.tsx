import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { questionsOf, type FormStep } from '#src/selection/forms/form-schema.ts';
import type { ApplicationViewBody, EligibilityBody } from '#src/selection/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { AnswerList } from './answer-list.tsx';
import { EligibilityList } from './eligibility-list.tsx';
import type { FormSave } from './use-form-save.ts';

/** Everything on one page: what is missing, what the rules say of it now, and the button. */
export function CheckAnswers({ save, form }: CheckAnswersProps) {
  const navigate = useNavigate();
  const submit = useSubmit();
  const [eligibility, setEligibility] = useState<EligibilityBody>();
  const { view } = save;
  const at = `/selection/applications/${view.id}`;
  useEffect(() => {
    let there = true;
    void call<EligibilityBody>('GET', `${at}/eligibility`).then(
      (found) => there && setEligibility(found),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, [at, view.revision]);
  const send = (): void =>
    void submit.run(async () => {
      if (!(await save.flush())) return;
      await call<ApplicationViewBody>('POST', `${at}/submit`, { revision: view.revision });
      await navigate(`${at}?sent`);
    });
  return (
    <>
      {view.problems.length > 0 && (
        <Notice tone="warn" title={m.selection_missing()}>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {view.problems.map((problem) => (
              <li key={problem.field}>
                <Link className="link" to={`?step=${stepOf(form, problem.field)}`}>
                  {nameOf(form, problem.field)}
                </Link>
                {problem.code === 'missing' ? '' : ` · ${m.selection_not_fitting()}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title={m.selection_answers()}>
        <AnswerList application={view} form={form} />
      </Section>
      <Section title={m.selection_eligibility()} hint={m.selection_eligibility_hint()}>
        {eligibility && <EligibilityList eligibility={eligibility} />}
      </Section>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <p className="text-sm text-muted">{m.selection_submit_hint()}</p>
      <Button
        look="primary"
        size="lg"
        busy={submit.busy}
        disabled={view.problems.length > 0}
        onClick={send}
      >
        {m.selection_submit()}
      </Button>
    </>
  );
}

const answerOf = (field: string): string => (field.startsWith('answers/') ? field.slice(8) : '');

const stepOf = (form: readonly FormStep[], field: string): string =>
  form.find((step) => Object.hasOwn(step.schema.properties, answerOf(field)))?.key ?? 'nomination';

function nameOf(form: readonly FormStep[], field: string): string {
  const question = questionsOf(form).find(([name]) => name === answerOf(field))?.[1];
  if (question) return pick(question.title, question['x-title-en']);
  if (field === 'title') return m.selection_title_of();
  return field === 'joint' ? m.selection_joint() : m.selection_dataset();
}

interface CheckAnswersProps {
  readonly save: FormSave;
  readonly form: readonly FormStep[];
}
