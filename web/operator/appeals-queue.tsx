import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { AppealList } from '#src/catalog/moderation/schema.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof AppealList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/appeals?${queueQuery(request, { state: 'open' })}`);

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="shield" emptyTitle={m.operator_appeals_none()}>
      {(appeal) => {
        const { org, name } = appeal.dataset;
        const send = (decision: string, grant: boolean) =>
          decide(`/operator/appeals/${appeal.id}/decide`, { decision, grant });
        return (
          <li key={appeal.id} className="card p-5">
            <h2 className="text-lg">
              <Link to={`/d/${org}/${name}`} className="text-ink hover:underline">
                {org}/{name}
              </Link>
            </h2>
            <p className="tabular text-sm text-faint">
              {m.operator_waiting_since({ at: formatInstant(appeal.createdAt) })}
            </p>
            {appeal.suspension !== null && (
              <p className="mt-2 text-sm text-muted">
                {m.operator_suspension_reason({ reason: appeal.suspension })}
              </p>
            )}
            <p className="mt-2 whitespace-pre-line">{appeal.text}</p>
            <div className="mt-4 flex flex-wrap gap-2">
              <ConfirmButton
                label={m.operator_grant()}
                look="primary"
                ask={m.operator_grant_ask()}
                reasonLabel={m.operator_decision()}
                act={(reason) => send(reason, true)}
              />
              <ConfirmButton
                label={m.operator_refuse_appeal()}
                look="danger"
                ask={m.operator_refuse_appeal_ask()}
                reasonLabel={m.operator_decision()}
                reasonHint={m.decide_reason_hint()}
                act={(reason) => send(reason, false)}
              />
            </div>
          </li>
        );
      }}
    </Queue>
  );
}
