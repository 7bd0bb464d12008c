import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../api.ts';
import type { Language } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { useAccount } from './use-account.ts';

export function Component() {
  const account = useAccount();
  return (
    <>
      {!account.emailVerified && <UnverifiedNotice email={account.email} />}
      <Section title={m.account_profile()}>
        <ProfileForm key={account.revision} />
      </Section>
    </>
  );
}

function UnverifiedNotice({ email }: { readonly email: string }) {
  const submit = useSubmit();
  const [sent, setSent] = useState(false);
  const resend = (): void =>
    void submit.run(async () => {
      await authCall('send-verification-email', { email });
      setSent(true);
    });
  return (
    <Notice tone="warn" title={m.account_email_unverified()}>
      <p>{m.account_email_unverified_hint()}</p>
      <p className="mt-2" role="status">
        {sent ? (
          m.account_email_resent()
        ) : (
          <Button size="sm" busy={submit.busy} onClick={resend}>
            {m.account_email_resend()}
          </Button>
        )}
      </p>
      {submit.message !== undefined && <p className="mt-2 text-danger">{submit.message}</p>}
    </Notice>
  );
}

function ProfileForm() {
  const account = useAccount();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [name, setName] = useState(account.name);
  const [language, setLanguage] = useState<Language>(account.language);
  const [saved, setSaved] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await call('PATCH', '/me', { name: name.trim(), language, revision: account.revision });
      setSaved(true);
      await revalidate();
    });
  };
  return (
    <form noValidate onSubmit={save} className="max-w-md space-y-5">
      <TextField
        label={m.sign_up_name()}
        autoComplete="name"
        maxLength={80}
        value={name}
        error={submit.problem?.fieldError('name')}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={m.account_language()}
        value={language}
        onChange={(event) => setLanguage(event.target.value as Language)}
      >
        <option value="zh">{m.language_zh()}</option>
        <option value="en">{m.language_en()}</option>
      </SelectField>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex items-center gap-4">
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.save()}
        </Button>
        <span role="status" className="text-sm text-accent">
          {saved && m.saved()}
        </span>
      </div>
    </form>
  );
}
