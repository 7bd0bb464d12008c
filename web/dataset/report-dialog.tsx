import { useState, type FormEvent } from 'react';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { api } from '../paths.ts';
import { useRootData } from '../shell/root-data.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { reportKinds } from '../ui/labels.ts';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

interface ReportProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly org: string;
  readonly name: string;
}

/** Anyone may report; an operator decides. */
export function ReportDialog(props: ReportProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={m.report_title()}>
      <ReportForm {...props} />
    </Dialog>
  );
}

function ReportForm({ onClose, org, name }: ReportProps) {
  const signedIn = (useRootData()?.session ?? null) !== null;
  const [kind, setKind] = useState<keyof typeof reportKinds>('personal-data');
  const [text, setText] = useState('');
  const [email, setEmail] = useState('');
  const [checked, setChecked] = useState(false);
  const [sent, setSent] = useState(false);
  const submit = useSubmit();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (text.trim() === '') return;
    void submit.run(async () => {
      await call('POST', api.reports(org, name), {
        kind,
        text: text.trim(),
        ...(email === '' ? {} : { email }),
      });
      setSent(true);
    });
  };
  if (sent)
    return (
      <div className="space-y-5">
        <Notice tone="good" live>
          {m.report_sent()}
        </Notice>
        <div className="flex justify-end">
          <Button onClick={onClose}>{m.close()}</Button>
        </div>
      </div>
    );
  return (
    <form noValidate onSubmit={send} className="space-y-5">
      <p className="text-sm text-muted">{m.report_hint()}</p>
      <SelectField
        label={m.report_kind()}
        value={kind}
        onChange={(event) => setKind(event.target.value as keyof typeof reportKinds)}
      >
        {Object.entries(reportKinds).map(([value, label]) => (
          <option key={value} value={value}>
            {label()}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={m.report_text()}
        hint={m.report_text_hint()}
        error={
          checked && text.trim() === ''
            ? m.report_text_required()
            : submit.problem?.fieldError('text')
        }
        value={text}
        maxLength={4000}
        required
        onChange={(event) => setText(event.target.value)}
      />
      {!signedIn && (
        <TextField
          type="email"
          label={m.report_email()}
          autoComplete="email"
          value={email}
          error={submit.problem?.fieldError('email')}
          onChange={(event) => setEmail(event.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.report_send()}
        </Button>
      </div>
    </form>
  );
}
