import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { ExpertSummary } from '#src/review/experts/schema.ts';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { fieldsIn } from './review-words.ts';

interface ExpertFormProps {
  readonly expert: Pick<ExpertSummary, 'fields' | 'loadLimit' | 'term' | 'revision'>;
  readonly path: string;
  /** An operator changes the term as well. */
  readonly withTerm?: boolean;
  readonly done: () => void;
}

/** Fields and load limit of an expert, and by an operator the term. */
export function ExpertForm({ expert, path, withTerm = false, done }: ExpertFormProps) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [fields, setFields] = useState(expert.fields.join(m.review_fields_between()));
  const [limit, setLimit] = useState(String(expert.loadLimit));
  const [term, setTerm] = useState(expert.term);
  return (
    <form
      className="grid gap-4 rounded-md border border-line p-4 sm:grid-cols-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          await call('PUT', path, {
            revision: expert.revision,
            fields: fieldsIn(fields),
            loadLimit: Number(limit),
            ...(withTerm ? { term } : {}),
          });
          await revalidate();
          done();
        });
      }}
    >
      <TextField
        label={m.review_fields()}
        hint={m.review_fields_hint()}
        className="sm:col-span-3"
        value={fields}
        onChange={(e) => setFields(e.target.value)}
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
      {withTerm && (
        <>
          <TextField
            label={m.review_term_from()}
            type="date"
            required
            value={term.from}
            onChange={(e) => setTerm({ ...term, from: e.target.value })}
          />
          <TextField
            label={m.review_term_to()}
            type="date"
            required
            min={term.from}
            value={term.to}
            onChange={(e) => setTerm({ ...term, to: e.target.value })}
          />
        </>
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live className="sm:col-span-3">
          {submit.message}
        </Notice>
      )}
      <div className="flex gap-2 sm:col-span-3">
        <Button type="submit" look="primary" size="sm" busy={submit.busy}>
          {m.review_save()}
        </Button>
        <Button size="sm" onClick={done}>
          {m.review_cancel()}
        </Button>
      </div>
    </form>
  );
}
