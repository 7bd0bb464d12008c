import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { reviewApi } from './review-words.ts';

/** Comes before the item: whether anything ties the expert to the applicants. */
export function Declaration({ of }: { readonly of: AssignmentView }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [tie, setTie] = useState<'none' | 'tied'>();
  const [reason, setReason] = useState('');
  if (!of.may.declare)
    return <Notice className="mt-8 max-w-2xl">{m.review_no_longer_yours()}</Notice>;
  const names = of.applicants && [
    ...of.applicants.organisations.map((o) => pick(o.zh, o.en)),
    ...of.applicants.people,
  ];
  const told = reason.trim();
  return (
    <form
      className="card mt-8 max-w-2xl space-y-5 p-6"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          await call('POST', `${reviewApi.assignment(of.id)}/declare`, {
            revision: of.revision,
            tie,
            ...(tie === 'tied' && told !== '' ? { reason: told } : {}),
          });
          await revalidate();
        });
      }}
    >
      <div>
        <h2 className="text-lg">{m.review_declare_title()}</h2>
        <p className="mt-1 text-sm text-muted">{m.review_declare_hint()}</p>
      </div>
      {names ? (
        <ul className="list-disc space-y-0.5 pl-5">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ) : (
        <Notice>{m.review_double_blind()}</Notice>
      )}
      <fieldset className="space-y-3">
        <legend className="sr-only">{m.review_declare_title()}</legend>
        {(['none', 'tied'] as const).map((value) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-3 rounded-md border border-line px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="tie"
              required
              className="mt-1 size-4.5 shrink-0"
              checked={tie === value}
              onChange={() => setTie(value)}
            />
            {value === 'none' ? m.review_declare_none() : m.review_declare_tied()}
          </label>
        ))}
      </fieldset>
      {tie === 'tied' && (
        <TextArea
          label={m.review_declare_reason()}
          value={reason}
          maxLength={500}
          onChange={(e) => setReason(e.target.value)}
        />
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button type="submit" look="primary" busy={submit.busy} disabled={tie === undefined}>
        {tie === 'tied' ? m.review_recuse() : m.review_declare_and_open()}
      </Button>
    </form>
  );
}
