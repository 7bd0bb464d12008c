import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { ExpertView } from '#src/review/experts/schema.ts';
import { call } from '../api.ts';
import { formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { useDecide } from '../operator/queue.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { DateButton } from './date-button.tsx';
import { AddAffiliation, AddRelation } from './declare-forms.tsx';
import { Declarations } from './declarations.tsx';
import { ExpertForm } from './expert-form.tsx';
import { expertWords, reviewApi } from './review-words.ts';

/** An expert's own entry: the invitation, fields and load, affiliations, ties. */
export function OwnEntry({ expert }: { readonly expert: ExpertView }) {
  const [state, tone] = expertWords[expert.state];
  const decide = useDecide();
  const [adding, setAdding] = useState<'affiliation' | 'relation' | 'fields'>();
  return (
    <Section
      title={
        <span className="flex flex-wrap items-center gap-3">
          {m.review_own_entry()} <Badge tone={tone}>{state()}</Badge>
        </span>
      }
      hint={m.review_term({ from: expert.term.from, to: expert.term.to })}
    >
      {expert.state === 'invited' && <Invitation expert={expert} />}
      {expert.state === 'registered' && (
        <Notice className="mb-5">{m.review_waits_for_approval()}</Notice>
      )}
      {expert.state !== 'invited' && expert.state !== 'declined' && (
        <div className="card space-y-6 p-5">
          {adding === 'fields' ? (
            <ExpertForm expert={expert} path={reviewApi.expert} done={() => setAdding(undefined)} />
          ) : (
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="text-sm">
                <span className="text-muted">{m.review_fields()}</span>{' '}
                {expert.fields.length === 0 ? '–' : formatList(expert.fields)}
                <span className="ml-4 text-muted">{m.review_limit()}</span> {expert.loadLimit}
              </p>
              <Button size="sm" onClick={() => setAdding('fields')}>
                {m.review_change_fields()}
              </Button>
            </div>
          )}
          <Declarations
            of={expert}
            actOn={(kind, entry) =>
              kind === 'affiliation' && 'to' in entry && entry.to === null ? (
                <DateButton
                  label={m.review_affiliation_end()}
                  look="quiet"
                  ask={m.review_affiliation_end_ask({ name: entry.name })}
                  dateLabel={m.review_last_day()}
                  type="date"
                  min={entry.from}
                  act={(to) => decide(`${reviewApi.expert}/affiliations/end`, { id: entry.id, to })}
                />
              ) : null
            }
          />
          <div className="flex flex-wrap gap-2">
            <Button icon="plus" size="sm" onClick={() => setAdding('affiliation')}>
              {m.review_add_affiliation()}
            </Button>
            <Button icon="plus" size="sm" onClick={() => setAdding('relation')}>
              {m.review_add_relation()}
            </Button>
          </div>
          {adding === 'affiliation' && <AddAffiliation done={() => setAdding(undefined)} />}
          {adding === 'relation' && <AddRelation done={() => setAdding(undefined)} />}
          <p className="text-sm text-muted">{m.review_entries_stay()}</p>
        </div>
      )}
    </Section>
  );
}

function Invitation({ expert }: { readonly expert: ExpertView }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const answer = (accept: boolean) =>
    submit.run(async () => {
      await call('POST', `${reviewApi.expert}/answer`, { revision: expert.revision, accept });
      await revalidate();
    });
  return (
    <div className="card space-y-4 p-5">
      <p>{m.review_expert_invitation()}</p>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" busy={submit.busy} onClick={() => void answer(true)}>
          {m.review_join()}
        </Button>
        <Button busy={submit.busy} onClick={() => void answer(false)}>
          {m.review_not_join()}
        </Button>
      </div>
    </div>
  );
}
