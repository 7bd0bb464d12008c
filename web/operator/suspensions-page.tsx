import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { SuspensionList } from '#src/catalog/moderation/schema.ts';
import { load } from '../api.ts';
import { formatDay, formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof SuspensionList.infer;

/** Those in force, or with `?state=lifted` those that are over. */
const stateOf = (query: URLSearchParams): 'open' | 'lifted' =>
  query.get('state') === 'lifted' ? 'lifted' : 'open';

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> => {
  const state = stateOf(new URL(request.url).searchParams);
  return load(context, `/operator/suspensions?${queueQuery(request, { state })}`);
};

const filters = [
  ['open', m.operator_suspensions_open, '/operator/suspensions'],
  ['lifted', m.operator_suspensions_lifted, '/operator/suspensions?state=lifted'],
] as const;

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  const [query] = useSearchParams();
  const state = stateOf(query);
  return (
    <>
      <nav aria-label={m.operator_suspensions_filter()} className="mb-5 flex gap-1">
        {filters.map(([value, label, to]) => (
          <Link
            key={value}
            to={to}
            aria-current={value === state ? 'page' : undefined}
            className={`rounded-md px-3 py-1.5 text-sm no-underline hover:bg-hover ${value === state ? 'bg-accent-soft font-semibold text-ink' : 'text-muted'}`}
          >
            {label()}
          </Link>
        ))}
      </nav>
      <Queue
        items={items}
        next={next}
        icon="pause"
        emptyTitle={
          state === 'open' ? m.operator_suspensions_none() : m.operator_suspensions_lifted_none()
        }
      >
        {(suspension) => {
          const { org, name, revision } = suspension.dataset;
          return (
            <li key={suspension.id} className="card p-5">
              <h2 className="text-lg">
                <Link to={`/d/${org}/${name}`} className="text-ink hover:underline">
                  {org}/{name}
                </Link>
              </h2>
              <p className="tabular text-sm text-faint">{formatInstant(suspension.orderedAt)}</p>
              <p className="mt-2 whitespace-pre-line">{suspension.reason}</p>
              {suspension.liftedAt === null ? (
                <div className="mt-4">
                  <ConfirmButton
                    label={m.operator_lift()}
                    look="primary"
                    ask={m.operator_lift_ask()}
                    reasonLabel={m.dataset_reason()}
                    act={(reason) =>
                      decide(`/operator/datasets/${org}/${name}/restore`, { revision, reason })
                    }
                  />
                </div>
              ) : (
                <p className="mt-2 text-sm text-accent">
                  {m.operator_lifted({
                    day: formatDay(suspension.liftedAt),
                    reason: suspension.liftedReason ?? '',
                  })}
                </p>
              )}
            </li>
          );
        }}
      </Queue>
    </>
  );
}
