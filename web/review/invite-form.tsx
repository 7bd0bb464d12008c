import { useState } from 'react';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { fieldsIn, reviewApi } from './review-words.ts';

/** Invites a registered person into the register. */
export function InviteForm({ done }: { readonly done: () => void }) {
  const submit = useSubmit();
  const [email, setEmail] = useState('');
  const [fields, setFields] = useState('');
  const [limit, setLimit] = useState('8');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  return (
    <form
      className="card mb-6 grid max-w-4xl gap-4 p-5 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          await call('POST', reviewApi.experts, {
            email: email.trim(),
            fields: fieldsIn(fields),
            loadLimit: Number(limit),
            term: { from, to },
          });
          done();
        });
      }}
    >
      <TextField
        label={m.review_email()}
        type="email"
        required
        value={email}
        onChange={(e) => setEmail(e.target.value)}
      />
      <TextField
        label={m.review_limit()}
        type="number"
        min={1}
        max={200}
        required
        value={limit}
        onChange={(e) => setLimit(e.target.value)}
      />
      <TextField
        label={m.review_fields()}
        hint={m.review_fields_hint()}
        className="sm:col-span-2"
        value={fields}
        onChange={(e) => setFields(e.target.value)}
      />
      <TextField
        label={m.review_term_from()}
        type="date"
        required
        value={from}
        onChange={(e) => setFrom(e.target.value)}
      />
      <TextField
        label={m.review_term_to()}
        type="date"
        required
        value={to}
        onChange={(e) => setTo(e.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live className="sm:col-span-2">
          {submit.message}
        </Notice>
      )}
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" look="primary" size="sm" busy={submit.busy}>
          {m.review_invite()}
        </Button>
        <Button size="sm" onClick={done}>
          {m.review_cancel()}
        </Button>
      </div>
    </form>
  );
}
