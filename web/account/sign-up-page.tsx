import { useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { safeNext } from '../shell/require-session.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { AuthFrame } from './auth-frame.tsx';

export const loader = (): null => null;

export const handle: PageHandle<null> = {
  head: () => ({ title: m.sign_up_title(), noindex: true }),
};

const passwordMin = 10;

export function Component() {
  const [query] = useSearchParams();
  const signIn = `/sign-in?next=${encodeURIComponent(safeNext(query.get('next')))}`;
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined)
    return (
      <AuthFrame title={m.sign_up_check_mail()}>
        <p>{m.sign_up_check_mail_body({ email: sentTo })}</p>
        <ButtonLink look="primary" to={signIn} className="mt-6 w-full">
          {m.nav_sign_in()}
        </ButtonLink>
      </AuthFrame>
    );
  return (
    <AuthFrame
      title={m.sign_up_title()}
      footer={
        <>
          {m.sign_up_have()}{' '}
          <Link to={signIn} className="link">
            {m.nav_sign_in()}
          </Link>
        </>
      }
    >
      <SignUpForm onSent={setSentTo} />
    </AuthFrame>
  );
}

function SignUpForm({ onSent }: { readonly onSent: (email: string) => void }) {
  const submit = useSubmit();
  const [checked, setChecked] = useState(false);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const missing = (value: string) =>
    checked && value.trim() === '' ? m.field_required() : undefined;
  const tooShort = checked && password.length < passwordMin ? m.password_too_short() : undefined;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || email.trim() === '' || password.length < passwordMin) return;
    void submit.run(async () => {
      await authCall('sign-up/email', { name: name.trim(), email: email.trim(), password });
      onSent(email.trim());
    });
  };
  return (
    <form method="post" noValidate onSubmit={send} className="space-y-5">
      <TextField
        label={m.sign_up_name()}
        name="name"
        autoComplete="name"
        maxLength={80}
        value={name}
        error={missing(name) ?? submit.problem?.fieldError('name')}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        type="email"
        name="email"
        label={m.sign_in_email()}
        autoComplete="username"
        value={email}
        error={missing(email) ?? submit.problem?.fieldError('email')}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        type="password"
        name="password"
        label={m.sign_in_password()}
        hint={m.sign_up_password_hint()}
        autoComplete="new-password"
        value={password}
        error={tooShort ?? submit.problem?.fieldError('password')}
        onChange={(event) => setPassword(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" size="lg" type="submit" busy={submit.busy} className="w-full">
        {m.sign_up_action()}
      </Button>
    </form>
  );
}
