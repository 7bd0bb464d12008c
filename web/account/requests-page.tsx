import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { AccessRequestList, AccessRequestView } from '#src/catalog/access/schema.ts';
import { load } from '../api.ts';
import { formatDay } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink, buttonClass } from '../ui/button.tsx';
import { requestStates } from '../ui/labels.ts';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';

type Requests = typeof AccessRequestList.infer;

export function loader({ context, request }: LoaderFunctionArgs): Promise<Requests> {
  const cursor = new URL(request.url).searchParams.get('cursor');
  return load(
    context,
    `/me/access-requests${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
  );
}

/** What the person asked for and what became of it. */
export function Component() {
  const { items, next } = useLoaderData<Requests>();
  return (
    <Section title={m.account_requests()}>
      {items.length === 0 ? (
        <Empty
          icon="lock"
          title={m.requests_none()}
          action={<ButtonLink to="/search?visibility=gated">{m.go_search()}</ButtonLink>}
        >
          {m.requests_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
      {next !== undefined && (
        <p className="mt-4 text-center">
          <Link to={`?cursor=${encodeURIComponent(next)}`} className={buttonClass('plain', 'md')}>
            {m.search_next()}
          </Link>
        </p>
      )}
    </Section>
  );
}

function Request({ request }: { readonly request: AccessRequestView }) {
  const state = requestStates[request.state];
  return (
    <li className="px-5 py-4">
      <p className="flex flex-wrap items-center gap-2.5">
        <Link to={`/d/${request.dataset.org}/${request.dataset.name}`} className="link font-medium">
          {request.dataset.org}/{request.dataset.name}
        </Link>
        <Badge tone={state.tone}>{state.name()}</Badge>
        <span className="tabular text-sm text-faint">{formatDay(request.createdAt)}</span>
      </p>
      <p className="mt-1 text-sm whitespace-pre-line text-muted">{request.purpose}</p>
      {request.reason !== null && (
        <p className="mt-2 rounded-md bg-sunken px-3 py-2 text-sm">{request.reason}</p>
      )}
    </li>
  );
}
