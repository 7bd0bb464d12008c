import { useState, type FormEvent } from 'react';
import type { CreateOrganisationBody } from '#src/identity/schema.ts';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { organisationKinds } from '../ui/labels.ts';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

interface RegisterFormProps {
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** Registers an organisation; an operator approves it before it may publish. */
export function RegisterForm({ onCancel, onDone }: RegisterFormProps) {
  const submit = useSubmit();
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [slug, setSlug] = useState('');
  const [uscc, setUscc] = useState('');
  const [kind, setKind] = useState<CreateOrganisationBody['kind']>('enterprise');
  const [checked, setChecked] = useState(false);
  const missing = (value: string) =>
    checked && value.trim() === '' ? m.field_required() : undefined;
  const error = (field: string) => submit.problem?.fieldError(field);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if ([zh, en, slug, uscc].some((value) => value.trim() === '')) return;
    void submit.run(async () => {
      const body: CreateOrganisationBody = {
        slug: slug.trim(),
        name: { zh: zh.trim(), en: en.trim() },
        uscc: uscc.trim().toUpperCase(),
        kind,
      };
      await call('POST', '/organisations', body);
      await onDone();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <TextField
        label={m.orgs_name_zh()}
        maxLength={120}
        value={zh}
        error={missing(zh) ?? error('name/zh')}
        onChange={(event) => setZh(event.target.value)}
      />
      <TextField
        label={m.orgs_name_en()}
        maxLength={120}
        value={en}
        error={missing(en) ?? error('name/en')}
        onChange={(event) => setEn(event.target.value)}
      />
      <TextField
        label={m.orgs_slug()}
        hint={m.orgs_slug_hint()}
        maxLength={64}
        value={slug}
        spellCheck={false}
        error={missing(slug) ?? error('slug')}
        onChange={(event) => setSlug(event.target.value.toLowerCase())}
      />
      <TextField
        label={m.orgs_uscc()}
        hint={m.orgs_uscc_hint()}
        maxLength={18}
        value={uscc}
        spellCheck={false}
        error={missing(uscc) ?? error('uscc')}
        onChange={(event) => setUscc(event.target.value)}
      />
      <SelectField
        label={m.orgs_kind()}
        value={kind}
        onChange={(event) => setKind(event.target.value as CreateOrganisationBody['kind'])}
      >
        {Object.entries(organisationKinds).map(([value, label]) => (
          <option key={value} value={value}>
            {label()}
          </option>
        ))}
      </SelectField>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onCancel}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.orgs_create()}
        </Button>
      </div>
    </form>
  );
}
