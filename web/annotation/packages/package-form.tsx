import { useState, type FormEvent } from 'react';
import type { PackageMode } from '#src/annotation/packages/schema.ts';
import { m } from '../../i18n/messages.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { packageModes } from '../annotation-paths.ts';
import { wrongTerms, type TermsField, type TermsForm } from './package-terms.ts';
import { MoneyTerms } from './money-terms.tsx';
import { QualityTerms } from './quality-terms.tsx';

export interface TermsProps {
  readonly form: TermsForm;
  readonly edit: (part: Partial<TermsForm>) => void;
  readonly error: (field: TermsField) => string | undefined;
}

interface PackageFormProps {
  readonly title: string;
  readonly first: TermsForm;
  /** Tasks and mode are chosen once, with a new package. */
  readonly fresh: boolean;
  readonly done: string;
  readonly cancelTo: string;
  readonly send: (form: TermsForm) => Promise<void>;
}

/** The terms of a package: which tasks, who may take them, and for what. */
export function PackageForm({ title, first, fresh, done, cancelTo, send }: PackageFormProps) {
  const submit = useSubmit();
  const [form, setForm] = useState<TermsForm>(first);
  const [checked, setChecked] = useState(false);
  const wrong = wrongTerms(form);
  const edit = (part: Partial<TermsForm>): void => setForm((now) => ({ ...now, ...part }));
  const error = (field: TermsField): string | undefined => {
    if (!checked || !wrong.includes(field)) return submit.problem?.fieldError(field);
    return field === 'title' ? m.field_required() : m.annotation_terms_wrong();
  };
  const create = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (wrong.length > 0) return;
    void submit.run(() => send(form));
  };
  const paid = form.mode !== 'own_team';
  return (
    <form noValidate onSubmit={create} className="max-w-3xl space-y-10">
      <Section title={title}>
        <div className="card space-y-5 p-5 sm:p-7">
          <TextField
            label={m.annotation_package_title()}
            maxLength={200}
            value={form.title}
            error={error('title')}
            onChange={(event) => edit({ title: event.target.value })}
          />
          <TextArea
            label={m.annotation_project_description()}
            rows={3}
            maxLength={5000}
            value={form.description}
            onChange={(event) => edit({ description: event.target.value })}
          />
          {fresh && (
            <fieldset>
              <legend className="mb-1 text-[0.9375rem] font-medium">
                {m.annotation_package_tasks()}
              </legend>
              <p className="mb-1.5 text-sm text-muted">{m.annotation_package_tasks_hint()}</p>
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField
                  label={m.annotation_package_from()}
                  inputMode="numeric"
                  value={form.from}
                  error={error('from')}
                  onChange={(event) => edit({ from: event.target.value })}
                />
                <TextField
                  label={m.annotation_package_to()}
                  inputMode="numeric"
                  value={form.to}
                  error={error('to')}
                  onChange={(event) => edit({ to: event.target.value })}
                />
              </div>
            </fieldset>
          )}
        </div>
      </Section>
      {fresh && (
        <Section title={m.annotation_package_mode()}>
          <Modes mode={form.mode} choose={(mode) => edit({ mode })} />
        </Section>
      )}
      {paid && <MoneyTerms form={form} edit={edit} error={error} />}
      <QualityTerms form={form} edit={edit} error={error} />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {checked && wrong.length > 0 && (
        <Notice tone="bad" live>
          {m.annotation_terms_check()}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button look="primary" size="lg" type="submit" busy={submit.busy}>
          {done}
        </Button>
        <ButtonLink size="lg" to={cancelTo}>
          {m.cancel()}
        </ButtonLink>
      </div>
    </form>
  );
}

interface ModesProps {
  readonly mode: PackageMode;
  readonly choose: (mode: PackageMode) => void;
}

function Modes({ mode, choose }: ModesProps) {
  return (
    <fieldset>
      <legend className="sr-only">{m.annotation_package_mode()}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(Object.keys(packageModes) as PackageMode[]).map((key) => (
          <label
            key={key}
            className={`card flex items-start gap-3 p-4 has-focus-visible:outline-2 has-focus-visible:outline-accent ${mode === key ? 'border-accent! bg-accent-soft!' : 'hover:bg-hover'}`}
          >
            <input
              type="radio"
              name="mode"
              value={key}
              checked={mode === key}
              onChange={() => choose(key)}
              className="mt-1.5 size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="block font-medium">{packageModes[key].name()}</span>
              <span className="block text-sm text-muted">{packageModes[key].hint()}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
