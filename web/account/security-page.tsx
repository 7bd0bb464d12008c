import { useState, type FormEvent } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { SessionViewBody } from '#src/identity/schema.ts';
import { call, load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { FactLine } from '../ui/fact-line.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { deviceName } from './device-name.ts';
import { TwoFactor } from './two-factor.tsx';

interface SessionsData {
  readonly items: readonly SessionViewBody[];
}

export const loader = ({ context }: LoaderFunctionArgs): Promise<SessionsData> =>
  load(context, '/me/sessions');

export function Component() {
  return (
    <>
      <Section title={m.security_password()} hint={m.security_password_hint()}>
        <PasswordForm />
      </Section>
      <TwoFactor />
      <Sessions />
    </>
  );
}

function PasswordForm() {
  const submit = useSubmit();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [done, setDone] = useState(false);
  const change = (event: FormEvent): void => {
    event.preventDefault();
    setDone(false);
    void submit.run(async () => {
      await authCall('change-password', { currentPassword: current, newPassword: next });
      setDone(true);
      setCurrent('');
      setNext('');
    });
  };
  return (
    <form noValidate onSubmit={change} className="max-w-md space-y-5">
      <TextField
        type="password"
        label={m.security_current()}
        autoComplete="current-password"
        value={current}
        error={submit.problem?.fieldError('currentPassword')}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        type="password"
        label={m.reset_new()}
        hint={m.sign_up_password_hint()}
        autoComplete="new-password"
        value={next}
        error={submit.problem?.fieldError('newPassword')}
        onChange={(event) => setNext(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {done && (
        <Notice tone="good" live>
          {m.security_changed()}
        </Notice>
      )}
      <Button type="submit" busy={submit.busy}>
        {m.security_password()}
      </Button>
    </form>
  );
}

function Sessions() {
  const { items } = useLoaderData<SessionsData>();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const revoke = (path: string): void =>
    void submit.run(async () => {
      await call('DELETE', path);
      await revalidate();
    });
  return (
    <Section
      title={m.security_sessions()}
      action={
        items.length > 1 && (
          <Button size="sm" busy={submit.busy} onClick={() => revoke('/me/sessions')}>
            {m.security_revoke_others()}
          </Button>
        )
      }
    >
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mb-3">
          {submit.message}
        </Notice>
      )}
      <ul className="card divide-y divide-line">
        {items.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {deviceName(session.userAgent) ?? m.security_unknown_device()}
                {session.current && <Badge tone="accent">{m.security_session_current()}</Badge>}
              </p>
              <FactLine
                className="text-faint"
                facts={[
                  ...(session.ip === undefined ? [] : [session.ip]),
                  m.security_session_since({ at: formatInstant(session.createdAt) }),
                ]}
              />
            </div>
            {!session.current && (
              <Button
                size="sm"
                busy={submit.busy}
                onClick={() => revoke(`/me/sessions/${session.id}`)}
              >
                {m.security_revoke()}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
