import { useState, type FormEvent } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { CheckField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';

/** The authenticator's digits, or one of the backup codes. */
export function SecondStep({ onDone }: { readonly onDone: () => void }) {
  const submit = useSubmit();
  const [backup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const [trust, setTrust] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await authCall(backup ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp', {
        code: code.trim(),
        trustDevice: trust,
      });
      onDone();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <TextField
        label={backup ? m.two_factor_backup() : m.two_factor_code()}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <CheckField
        label={m.two_factor_trust()}
        checked={trust}
        onChange={(event) => setTrust(event.target.checked)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" size="lg" type="submit" busy={submit.busy} className="w-full">
        {m.two_factor_confirm()}
      </Button>
      <p className="text-center text-sm">
        <button
          type="button"
          className="link"
          onClick={() => {
            setBackup(!backup);
            setCode('');
          }}
        >
          {backup ? m.two_factor_use_app() : m.two_factor_use_backup()}
        </button>
      </p>
    </form>
  );
}
