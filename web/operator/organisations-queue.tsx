import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { OrganisationPage } from '#src/identity/schema.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { organisationKinds } from '../ui/labels.ts';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof OrganisationPage.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/organisations?${queueQuery(request, { status: 'pending' })}`);

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="building" emptyTitle={m.operator_organisations_none()}>
      {(org) => {
        const name = pick(org.name.zh, org.name.en);
        const at = `/operator/organisations/${org.slug}`;
        return (
          <li key={org.id} className="card p-5">
            <h2 className="text-lg">
              <Link to={`/o/${org.slug}`} className="text-ink hover:underline">
                {name}
              </Link>
            </h2>
            <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
              <span>{organisationKinds[org.kind]()}</span>
              {org.private && <span className="font-mono">{org.private.uscc}</span>}
              {org.website && (
                <a href={org.website} rel="noopener nofollow" className="link">
                  {org.website}
                </a>
              )}
              <span className="tabular text-faint">
                {m.operator_waiting_since({ at: formatInstant(org.createdAt) })}
              </span>
            </p>
            {pick(org.about.zh, org.about.en) !== '' && (
              <p className="mt-2 whitespace-pre-line">{pick(org.about.zh, org.about.en)}</p>
            )}
            <div className="mt-4 flex gap-2">
              <ConfirmButton
                label={m.decide_approve()}
                look="primary"
                ask={m.operator_approve_org_ask({ name })}
                act={() => decide(`${at}/approve`, { revision: org.revision })}
              />
              <ConfirmButton
                label={m.decide_refuse()}
                look="danger"
                ask={m.operator_refuse_org_ask({ name })}
                reasonLabel={m.dataset_reason()}
                reasonHint={m.decide_reason_hint()}
                act={(reason) => decide(`${at}/refuse`, { revision: org.revision, reason })}
              />
            </div>
          </li>
        );
      }}
    </Queue>
  );
}
