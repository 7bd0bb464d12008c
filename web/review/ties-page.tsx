import { useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { TiePage, TieView } from '#src/review/experts/schema.ts';
import { call, load } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Queue, queueQuery, useDecide } from '../operator/queue.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { DateButton } from './date-button.tsx';

const natures: Readonly<Record<TieView['nature'], () => string>> = {
  parent: m.review_tie_parent,
  group: m.review_tie_group,
  'joint-venture': m.review_tie_joint,
  supervision: m.review_tie_supervision,
  other: m.review_nature_other,
};

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<TiePage> =>
  load(context, `/operator/review/ties?${queueQuery(request, {})}`);

/** Organisations that belong together; a stay at one binds for all of them. */
export function Component() {
  const { items, next } = useLoaderData<TiePage>();
  const decide = useDecide();
  return (
    <>
      <h2 className="text-xl">{m.review_ties()}</h2>
      <p className="mt-1 mb-5 max-w-prose text-sm text-muted">{m.review_ties_hint()}</p>
      <TieForm />
      <Queue items={items} next={next} icon="building" emptyTitle={m.review_ties_none()}>
        {(tie) => (
          <li key={tie.id} className="card flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-4">
            <span className="font-medium">{tie.a.name}</span>
            <Badge>{natures[tie.nature]()}</Badge>
            <span className="font-medium">{tie.b.name}</span>
            <span className="tabular text-sm text-muted">
              {tie.from} – {tie.to ?? m.review_present()}
            </span>
            {tie.to === null && (
              <span className="ml-auto">
                <DateButton
                  label={m.review_tie_end()}
                  ask={m.review_tie_end_ask({ a: tie.a.name, b: tie.b.name })}
                  dateLabel={m.review_last_day()}
                  type="date"
                  min={tie.from}
                  act={(to) =>
                    decide(`/operator/review/ties/${tie.id}/end`, { revision: tie.revision, to })
                  }
                />
              </span>
            )}
          </li>
        )}
      </Queue>
    </>
  );
}

function TieForm() {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [a, setA] = useState('');
  const [b, setB] = useState('');
  const [nature, setNature] = useState('parent');
  const [from, setFrom] = useState('');
  return (
    <form
      className="card mb-6 grid max-w-4xl gap-4 p-5 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run(async () => {
          const parties = { a: { name: a.trim() }, b: { name: b.trim() } };
          await call('POST', '/operator/review/ties', { ...parties, nature, note: '', from });
          setA('');
          setB('');
          await revalidate();
        });
      }}
    >
      <TextField
        label={m.review_tie_a()}
        required
        maxLength={200}
        value={a}
        onChange={(e) => setA(e.target.value)}
      />
      <TextField
        label={m.review_tie_b()}
        required
        maxLength={200}
        value={b}
        onChange={(e) => setB(e.target.value)}
      />
      <SelectField
        label={m.review_nature()}
        value={nature}
        onChange={(e) => setNature(e.target.value)}
      >
        {Object.entries(natures).map(([key, word]) => (
          <option key={key} value={key}>
            {word()}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.review_from()}
        type="date"
        required
        value={from}
        onChange={(e) => setFrom(e.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live className="sm:col-span-2">
          {submit.message}
        </Notice>
      )}
      <div className="sm:col-span-2">
        <Button type="submit" look="primary" size="sm" busy={submit.busy}>
          {m.review_add()}
        </Button>
      </div>
    </form>
  );
}
