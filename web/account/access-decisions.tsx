import { Link, useRevalidator } from 'react-router';
import type { AccessRequestList, AccessRequestView } from '#src/catalog/access/schema.ts';
import { call, loadOptional } from '../api.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Section } from '../ui/section.tsx';

export type Decisions = readonly AccessRequestView[];

/** Requests for the organisation's gated data that wait for an answer. */
export async function loadDecisions(context: unknown, slug: string): Promise<Decisions> {
  const list = await loadOptional<typeof AccessRequestList.infer>(
    context,
    `/organisations/${slug}/access-requests?state=pending&limit=100`,
  );
  return list?.items ?? [];
}

/** Approve or refuse, each with its reason; the person is told. */
export function AccessDecisions({ decisions }: { readonly decisions: Decisions }) {
  const { revalidate } = useRevalidator();
  if (decisions.length === 0) return null;
  const decide = async (id: string, verb: 'approve' | 'refuse', reason: string): Promise<void> => {
    await call('POST', `/access-requests/${id}/${verb}`, reason === '' ? {} : { reason });
    await revalidate();
  };
  return (
    <Section title={m.decisions_title()}>
      <ul className="space-y-4">
        {decisions.map((request) => (
          <li key={request.id} className="card p-5">
            <p className="flex flex-wrap items-center gap-x-3">
              <strong className="font-semibold">{request.user.name}</strong>
              {request.org && (
                <span className="text-muted">{pick(request.org.name.zh, request.org.name.en)}</span>
              )}
              <Link to={`/d/${request.dataset.org}/${request.dataset.name}`} className="link">
                {request.dataset.org}/{request.dataset.name}
              </Link>
              <span className="tabular text-sm text-faint">{formatDay(request.createdAt)}</span>
            </p>
            <p className="mt-2 whitespace-pre-line">{request.purpose}</p>
            <div className="mt-4 flex gap-2">
              <ConfirmButton
                label={m.decide_approve()}
                look="primary"
                ask={m.decisions_approve_ask({ name: request.user.name })}
                reasonLabel={m.decide_note()}
                reasonOptional
                act={(reason) => decide(request.id, 'approve', reason)}
              />
              <ConfirmButton
                label={m.decide_refuse()}
                look="danger"
                ask={m.decisions_refuse_ask({ name: request.user.name })}
                reasonLabel={m.dataset_reason()}
                reasonHint={m.decide_reason_hint()}
                act={(reason) => decide(request.id, 'refuse', reason)}
              />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
