import { useEffect, useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { api } from '../paths.ts';
import { useRootData } from '../shell/root-data.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckField, SelectField, TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

interface AskAccessProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly org: string;
  readonly name: string;
}

export function AskAccessDialog(props: AskAccessProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={m.access_ask()}>
      <AskAccessForm {...props} />
    </Dialog>
  );
}

interface Terms {
  readonly text: string;
  readonly digest: string;
}

/** The terms as they are now, the purpose, and on whose behalf; the digest proves what was accepted. */
function AskAccessForm({ onClose, org, name }: AskAccessProps) {
  const orgs = useRootData()?.session?.organisations ?? [];
  const { revalidate } = useRevalidator();
  const [terms, setTerms] = useState<Terms>();
  const [purpose, setPurpose] = useState('');
  const [behalf, setBehalf] = useState('');
  const [accepted, setAccepted] = useState(false);
  const [checked, setChecked] = useState(false);
  const submit = useSubmit();
  const { run } = submit;
  useEffect(() => {
    void call<Terms>('GET', api.accessTerms(org, name)).then(setTerms, () =>
      setTerms({ text: '', digest: '' }),
    );
  }, [org, name]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (purpose.trim() === '' || !accepted || !terms) return;
    void run(async () => {
      await call('POST', api.accessRequests(org, name), {
        purpose: purpose.trim(),
        termsDigest: terms.digest,
        ...(behalf === '' ? {} : { org: behalf }),
      });
      await revalidate();
      onClose();
    });
  };
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <div>
        <h3 className="mb-1 text-[0.9375rem] font-medium">{m.access_terms()}</h3>
        {terms ? (
          <div
            tabIndex={0}
            role="region"
            aria-label={m.access_terms()}
            className="scroll-thin max-h-52 overflow-y-auto rounded-md border border-line bg-sunken px-4 py-3 text-sm whitespace-pre-wrap"
          >
            {terms.text}
          </div>
        ) : (
          <div className="skeleton h-32" role="status" aria-label={m.loading()} />
        )}
      </div>
      <TextArea
        label={m.access_purpose()}
        hint={m.access_purpose_hint()}
        error={
          checked && purpose.trim() === ''
            ? m.access_purpose_required()
            : submit.problem?.fieldError('purpose')
        }
        value={purpose}
        maxLength={2000}
        required
        onChange={(event) => setPurpose(event.target.value)}
      />
      {orgs.length > 0 && (
        <SelectField
          label={m.access_org()}
          value={behalf}
          onChange={(event) => setBehalf(event.target.value)}
        >
          <option value="">{m.access_org_self()}</option>
          {orgs.map((one) => (
            <option key={one.slug} value={one.slug}>
              {pick(one.name.zh, one.name.en)}
            </option>
          ))}
        </SelectField>
      )}
      <CheckField
        label={m.access_accept()}
        checked={accepted}
        error={checked && !accepted ? m.access_accept_required() : undefined}
        onChange={(event) => setAccepted(event.target.checked)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy} disabled={!terms}>
          {m.access_send()}
        </Button>
      </div>
    </form>
  );
}
