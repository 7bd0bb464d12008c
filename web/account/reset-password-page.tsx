import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { AuthFrame } from './auth-frame.tsx';

export const loader = (): null => null;

export const handle: PageHandle<null> = {
  head: () => ({ title: m.reset_title(), noindex: true }),
};

export function Component() {
  const [query] = useSearchParams();
  const token = query.get('token') ?? '';
  const submit = useSubmit();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await authCall('reset-password', { token, newPassword: password });
      setDone(true);
    });
  };
  if (token === '' || done)
    return (
      <AuthFrame title={m.reset_title()}>
        <Notice tone={done ? 'good' : 'warn'} live={done}>
          {done ? m.reset_done() : m.reset_no_token()}
        </Notice>
        <ButtonLink
          look="primary"
          to={done ? '/sign-in' : '/forgot-password'}
          className="mt-6 w-full"
        >
          {done ? m.nav_sign_in() : m.forgot_title()}
        </ButtonLink>
      </AuthFrame>
    );
  return (
    <AuthFrame title={m.reset_title()}>
      <form method="post" noValidate onSubmit={send} className="space-y-5">
        <TextField
          type="password"
          name="password"
          label={m.reset_new()}
          hint={m.sign_up_password_hint()}
          autoComplete="new-password"
          value={password}
          error={submit.problem?.fieldError('newPassword')}
          onChange={(event) => setPassword(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        <Button look="primary" size="lg" type="submit" busy={submit.busy} className="w-full">
          {m.reset_action()}
        </Button>
      </form>
    </AuthFrame>
  );
}
