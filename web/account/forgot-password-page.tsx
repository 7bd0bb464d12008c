import { useState, type FormEvent } from 'react';
import type { PageHandle } from '../head.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { AuthFrame } from './auth-frame.tsx';

export const loader = (): null => null;

export const handle: PageHandle<null> = {
  head: () => ({ title: m.forgot_title(), noindex: true }),
};

/** The answer is the same whether the address is known or not. */
export function Component() {
  const submit = useSubmit();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await authCall('request-password-reset', { email: email.trim() });
      setSent(true);
    });
  };
  return (
    <AuthFrame title={m.forgot_title()}>
      {sent ? (
        <Notice tone="good" live>
          {m.forgot_sent()}
        </Notice>
      ) : (
        <form method="post" noValidate onSubmit={send} className="space-y-5">
          <TextField
            type="email"
            name="email"
            label={m.sign_in_email()}
            hint={m.forgot_hint()}
            autoComplete="username"
            value={email}
            error={submit.problem?.fieldError('email')}
            onChange={(event) => setEmail(event.target.value)}
          />
          {submit.message !== undefined && (
            <Notice tone="bad" live>
              {submit.message}
            </Notice>
          )}
          <Button look="primary" size="lg" type="submit" busy={submit.busy} className="w-full">
            {m.forgot_action()}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
