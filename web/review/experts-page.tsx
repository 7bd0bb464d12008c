import { useState } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { ExpertPage, ExpertSummary, ExpertView } from '#src/review/experts/schema.ts';
import { call, load } from '../api.ts';
import { formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Queue, queueQuery, useDecide } from '../operator/queue.tsx';
import { StateFilter, stateIn } from '../operator/state-filter.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Declarations } from './declarations.tsx';
import { ExpertForm } from './expert-form.tsx';
import { InviteForm } from './invite-form.tsx';
import { expertWords, reviewApi } from './review-words.ts';

const states = [
  ['active', m.review_expert_active],
  ['registered', m.review_expert_registered],
  ['invited', m.review_expert_invited],
  ['suspended', m.review_expert_suspended],
] as const;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<ExpertPage> =>
  load(
    context,
    `${reviewApi.experts}?${queueQuery(request, { state: stateIn(request.url, states) })}`,
  );

/** The register as operators keep it. */
export function Component() {
  const { items, next } = useLoaderData<ExpertPage>();
  const [inviting, setInviting] = useState(false);
  const { revalidate } = useRevalidator();
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <StateFilter states={states} />
        {!inviting && (
          <Button icon="plus" look="primary" size="sm" onClick={() => setInviting(true)}>
            {m.review_invite()}
          </Button>
        )}
      </div>
      {inviting && (
        <InviteForm
          done={() => {
            setInviting(false);
            void revalidate();
          }}
        />
      )}
      <Queue items={items} next={next} icon="users" emptyTitle={m.review_experts_none()}>
        {(expert) => <ExpertCard key={expert.id} expert={expert} />}
      </Queue>
    </>
  );
}

function ExpertCard({ expert }: { readonly expert: ExpertSummary }) {
  const decide = useDecide();
  const [open, setOpen] = useState<ExpertView>();
  const [changing, setChanging] = useState(false);
  const [state, tone] = expertWords[expert.state];
  const { revision, name } = expert;
  const at = `${reviewApi.experts}/${expert.id}`;
  const toggle = async (): Promise<void> =>
    setOpen(open ? undefined : await call<ExpertView>('GET', at));
  return (
    <li className="card p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg">{name}</h2>
        <Badge tone={tone}>{state()}</Badge>
        <span className="text-sm text-muted">{expert.affiliation ?? expert.email}</span>
      </div>
      <p className="tabular mt-1 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
        <span>{expert.fields.length === 0 ? '–' : formatList(expert.fields)}</span>
        <span>{m.review_load({ load: expert.load, limit: expert.loadLimit })}</span>
        <span>{m.review_term({ from: expert.term.from, to: expert.term.to })}</span>
      </p>
      {open && (
        <div className="mt-4 border-t border-line pt-4">
          <Declarations
            of={open}
            actOn={(kind, entry) => (
              <ConfirmButton
                label={m.review_strike()}
                look="quiet"
                ask={m.review_strike_ask({ name: entry.name })}
                reasonLabel={m.dataset_reason()}
                act={async (reason) => {
                  await decide(`${at}/strike`, { kind, entryId: entry.id, reason });
                  setOpen(await call<ExpertView>('GET', at));
                }}
              />
            )}
          />
        </div>
      )}
      {changing && (
        <div className="mt-4">
          <ExpertForm expert={expert} path={at} withTerm done={() => setChanging(false)} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="sm" aria-expanded={open !== undefined} onClick={() => void toggle()}>
          {m.review_declarations()}
        </Button>
        {!changing && (
          <Button size="sm" onClick={() => setChanging(true)}>
            {m.review_change_expert()}
          </Button>
        )}
        {expert.state === 'registered' && (
          <ConfirmButton
            label={m.decide_approve()}
            look="primary"
            ask={m.review_approve_ask({ name })}
            act={() => decide(`${at}/approve`, { revision })}
          />
        )}
        {expert.state === 'active' && (
          <ConfirmButton
            label={m.review_suspend()}
            look="danger"
            ask={m.review_suspend_ask({ name })}
            reasonLabel={m.dataset_reason()}
            act={(reason) => decide(`${at}/suspend`, { revision, reason })}
          />
        )}
        {expert.state === 'suspended' && (
          <ConfirmButton
            label={m.operator_lift()}
            look="primary"
            ask={m.review_restore_ask({ name })}
            act={() => decide(`${at}/restore`, { revision })}
          />
        )}
      </div>
    </li>
  );
}
