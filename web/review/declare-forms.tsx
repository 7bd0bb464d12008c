import { useState, type ReactNode } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { natureWords, reviewApi } from './review-words.ts';

interface FormProps {
  readonly done: () => void;
}

/** Sends what is filled in, then shows the entry afresh. */
function EntryForm({
  path,
  body,
  done,
  children,
}: FormProps & { readonly path: string; readonly body: object; readonly children: ReactNode }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  return (
    <form
      className="grid gap-4 rounded-md border border-line p-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          await call('POST', `${reviewApi.expert}/${path}`, body);
          await revalidate();
          done();
        });
      }}
    >
      {children}
      {submit.message !== undefined && (
        <Notice tone="bad" live className="sm:col-span-2">
          {submit.message}
        </Notice>
      )}
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" look="primary" size="sm" busy={submit.busy}>
          {m.review_add()}
        </Button>
        <Button size="sm" onClick={done}>
          {m.review_cancel()}
        </Button>
      </div>
    </form>
  );
}

/** Where the expert works or worked; without a last day: still there. */
export function AddAffiliation({ done }: FormProps) {
  const [name, setName] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const body = { name: name.trim(), from, ...(to === '' ? {} : { to }) };
  return (
    <EntryForm path="affiliations" body={body} done={done}>
      <TextField
        label={m.review_organisation()}
        className="sm:col-span-2"
        required
        maxLength={200}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <TextField
        label={m.review_from()}
        type="date"
        required
        value={from}
        onChange={(e) => setFrom(e.target.value)}
      />
      <TextField
        label={m.review_to()}
        type="date"
        value={to}
        onChange={(e) => setTo(e.target.value)}
      />
    </EntryForm>
  );
}

/** A tie to an organisation or a person that makes a review improper. */
export function AddRelation({ done }: FormProps) {
  const [kind, setKind] = useState('organisation');
  const [nature, setNature] = useState('co-author');
  const [name, setName] = useState('');
  return (
    <EntryForm path="relations" body={{ kind, nature, name: name.trim() }} done={done}>
      <SelectField label={m.review_tie_to()} value={kind} onChange={(e) => setKind(e.target.value)}>
        <option value="organisation">{m.review_organisation()}</option>
        <option value="person">{m.review_person()}</option>
      </SelectField>
      <SelectField
        label={m.review_nature()}
        value={nature}
        onChange={(e) => setNature(e.target.value)}
      >
        {Object.entries(natureWords).map(([key, word]) => (
          <option key={key} value={key}>
            {word()}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.review_name()}
        className="sm:col-span-2"
        required
        maxLength={200}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
    </EntryForm>
  );
}
