import { useState, type FormEvent } from 'react';
import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { safeNext } from '../shell/require-session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall, loadProviders, type SignInProvider } from './auth-call.ts';
import { AuthFrame } from './auth-frame.tsx';
import { OtherSignIn } from './other-sign-in.tsx';
import { SecondStep } from './second-step.tsx';

export const loader = ({ context }: LoaderFunctionArgs): Promise<readonly SignInProvider[]> =>
  loadProviders(context);

export const handle: PageHandle<readonly SignInProvider[]> = {
  head: () => ({ title: m.sign_in_title(), noindex: true }),
};

export function Component() {
  const providers = useLoaderData<readonly SignInProvider[]>();
  const [query] = useSearchParams();
  const next = safeNext(query.get('next'));
  const [secondStep, setSecondStep] = useState(false);
  // A fresh start, so that every loader sees who is there.
  const enter = (): void => window.location.assign(next);
  if (secondStep)
    return (
      <AuthFrame title={m.two_factor_title()}>
        <SecondStep onDone={enter} />
      </AuthFrame>
    );
  return (
    <AuthFrame
      title={m.sign_in_title()}
      footer={
        <>
          {m.sign_in_no_account()}{' '}
          <Link to={`/sign-up?next=${encodeURIComponent(next)}`} className="link">
            {m.nav_sign_up()}
          </Link>
        </>
      }
    >
      {query.has('error') && (
        <Notice tone="warn" className="mb-5">
          {m.sign_in_failed_oidc()}
        </Notice>
      )}
      <PasswordStep onDone={enter} onSecondStep={() => setSecondStep(true)} />
      {providers.includes('oidc') && <OtherSignIn next={next} />}
    </AuthFrame>
  );
}

interface PasswordStepProps {
  readonly onDone: () => void;
  readonly onSecondStep: () => void;
}

function PasswordStep({ onDone, onSecondStep }: PasswordStepProps) {
  const submit = useSubmit();
  const [checked, setChecked] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const missing = (value: string) => (checked && value === '' ? m.field_required() : undefined);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (email === '' || password === '') return;
    void submit.run(async () => {
      const answer = await authCall<{ twoFactorRedirect?: boolean }>('sign-in/email', {
        email: email.trim(),
        password,
      });
      if (answer.twoFactorRedirect === true) onSecondStep();
      else onDone();
    });
  };
  return (
    <form method="post" noValidate onSubmit={send} className="space-y-5">
      <TextField
        type="email"
        name="email"
        label={m.sign_in_email()}
        autoComplete="username"
        value={email}
        error={missing(email) ?? submit.problem?.fieldError('email')}
        onChange={(event) => setEmail(event.target.value)}
      />
      <div>
        <TextField
          type="password"
          name="password"
          label={m.sign_in_password()}
          autoComplete="current-password"
          value={password}
          error={missing(password) ?? submit.problem?.fieldError('password')}
          onChange={(event) => setPassword(event.target.value)}
        />
        <p className="mt-2 text-right text-sm">
          <Link to="/forgot-password" className="link">
            {m.sign_in_forgot()}
          </Link>
        </p>
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" size="lg" type="submit" busy={submit.busy} className="w-full">
        {m.sign_in_action()}
      </Button>
    </form>
  );
}
