import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { SuspensionList } from '#src/catalog/moderation/schema.ts';
import { load } from '../api.ts';
import { formatDay, formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof SuspensionList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/suspensions?${queueQuery(request, {})}`);

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="pause" emptyTitle={m.operator_suspensions_none()}>
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
  );
}
