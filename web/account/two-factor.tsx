import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';
import { QrCode } from './qr-code.tsx';
import { useAccount } from './use-account.ts';

type Step = 'enable' | 'disable' | 'generate-backup-codes';

/** On or off, and the ways between; every change asks for the password. */
export function TwoFactor() {
  const { twoFactor } = useAccount();
  const [step, setStep] = useState<Step>();
  const titles: Record<Step, string> = {
    enable: m.security_two_factor(),
    disable: m.security_disable(),
    'generate-backup-codes': m.security_new_codes(),
  };
  return (
    <Section title={m.security_two_factor()}>
      <div className="card flex flex-wrap items-center gap-x-6 gap-y-3 p-5">
        <p className="min-w-0 flex-1">
          {twoFactor ? m.security_two_factor_on() : m.security_two_factor_off()}{' '}
          {twoFactor && <Badge tone="accent">TOTP</Badge>}
        </p>
        {twoFactor ? (
          <div className="flex gap-2">
            <Button size="sm" onClick={() => setStep('generate-backup-codes')}>
              {m.security_new_codes()}
            </Button>
            <Button size="sm" look="danger" onClick={() => setStep('disable')}>
              {m.security_disable()}
            </Button>
          </div>
        ) : (
          <Button look="primary" onClick={() => setStep('enable')}>
            {m.security_enable()}
          </Button>
        )}
      </div>
      <Dialog
        open={step !== undefined}
        onClose={() => setStep(undefined)}
        title={step === undefined ? '' : titles[step]}
      >
        {step !== undefined && <Change step={step} onClose={() => setStep(undefined)} />}
      </Dialog>
    </Section>
  );
}

interface Secrets {
  readonly totpURI?: string;
  readonly backupCodes?: readonly string[];
}

function Change({ step, onClose }: { readonly step: Step; readonly onClose: () => void }) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [password, setPassword] = useState('');
  const [secrets, setSecrets] = useState<Secrets>();
  if (secrets?.totpURI !== undefined)
    return <Setup uri={secrets.totpURI} codes={secrets.backupCodes ?? []} onClose={onClose} />;
  if (secrets) return <BackupCodes codes={secrets.backupCodes ?? []} />;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      const answer = await authCall<Secrets>(`two-factor/${step}`, { password });
      if (step === 'disable') {
        await revalidate();
        onClose();
      } else setSecrets(answer);
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <TextField
        type="password"
        label={m.security_current()}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.two_factor_confirm()}
        </Button>
      </div>
    </form>
  );
}

interface SetupProps {
  readonly uri: string;
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** The key as QR code, as text and as a link the device's authenticator opens; a code proves it was added. */
function Setup({ uri, codes, onClose }: SetupProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [code, setCode] = useState('');
  const [on, setOn] = useState(false);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    void submit.run(async () => {
      await authCall('two-factor/verify-totp', { code: code.trim() });
      setOn(true);
      await revalidate();
    });
  };
  if (on)
    return (
      <div className="space-y-5">
        <BackupCodes codes={codes} />
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {m.close()}
          </Button>
        </div>
      </div>
    );
  return (
    <form noValidate onSubmit={confirm} className="space-y-5">
      <div>
        <p>{m.security_setup_scan()}</p>
        <div className="my-4 flex justify-center">
          <QrCode text={uri} label={m.security_setup_qr()} />
        </div>
        <CodeBlock what={m.security_setup_key()} text={secret.replaceAll(/(.{4})(?=.)/gu, '$1 ')} />
        <p className="mt-2 text-sm">
          <a href={uri} className="link">
            {m.security_setup_open()}
          </a>
        </p>
      </div>
      <TextField
        label={m.security_setup_confirm()}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={submit.busy} className="w-full">
        {m.two_factor_confirm()}
      </Button>
    </form>
  );
}

function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div>
      <p className="mb-2 text-sm text-muted">{m.security_backup_hint()}</p>
      <CodeBlock what={m.security_backup_codes()} text={codes.join('\n')} />
    </div>
  );
}
