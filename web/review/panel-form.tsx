import { useState } from 'react';
import type { BoardView } from '#src/review/boards/schema.ts';
import { call } from '../api.ts';
import { useRevalidator } from 'react-router';
import { dayFromNow } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { fieldsIn, reviewApi } from './review-words.ts';

/** Seats, quorum, term and fields of a panel; the hash of its seed is published with it. */
export function PanelForm({ of }: { readonly of: Pick<BoardView, 'subject' | 'title'> }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [size, setSize] = useState('7');
  const [quorum, setQuorum] = useState('5');
  const [from, setFrom] = useState(() => dayFromNow(0));
  const [to, setTo] = useState(() => dayFromNow(90));
  const [fields, setFields] = useState('');
  const tooFew = Number(quorum) > Number(size);
  return (
    <form
      className="card grid max-w-4xl gap-4 p-5 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (tooFew) return;
        void submit.run(async () => {
          await call('POST', reviewApi.panels, {
            subject: of.subject,
            title: of.title,
            fields: fieldsIn(fields),
            size: Number(size),
            quorum: Number(quorum),
            term: { from, to },
          });
          await revalidate();
        });
      }}
    >
      <TextField
        label={m.review_panel_size()}
        type="number"
        min={1}
        max={100}
        required
        value={size}
        onChange={(e) => setSize(e.target.value)}
      />
      <TextField
        label={m.review_panel_quorum()}
        type="number"
        min={1}
        max={100}
        required
        error={tooFew ? m.review_panel_quorum_over() : undefined}
        value={quorum}
        onChange={(e) => setQuorum(e.target.value)}
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
        min={from}
        value={to}
        onChange={(e) => setTo(e.target.value)}
      />
      <TextField
        label={m.review_fields()}
        hint={m.review_panel_fields_hint()}
        className="sm:col-span-2"
        value={fields}
        onChange={(e) => setFields(e.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live className="sm:col-span-2">
          {submit.message}
        </Notice>
      )}
      <div className="sm:col-span-2">
        <Button type="submit" look="primary" busy={submit.busy}>
          {m.review_panel_set_up()}
        </Button>
      </div>
    </form>
  );
}
