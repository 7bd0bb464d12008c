import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { DisputePage } from '#src/annotation/settlement/schema.ts';
import { AmountButton } from '../annotation/money/amount-button.tsx';
import { DisputeCard } from '../annotation/money/disputes.tsx';
import { load } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof DisputePage.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/annotation-disputes?${queueQuery(request, {})}`);

/** Disputes of settlements that the two sides have not ended themselves. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="finance" emptyTitle={m.operator_disputes_none()}>
      {(one) => (
        <li key={one.id}>
          <h2 className="text-lg">
            <Link
              to={`/annotation/awards/${one.awardId}/statement`}
              className="text-ink hover:underline"
            >
              {one.package} · {m.statement_settlement({ number: String(one.settlement) })}
            </Link>
          </h2>
          <p className="mb-2 text-sm text-muted">
            {pick(one.demand.name.zh, one.demand.name.en)} →{' '}
            {pick(one.vendor.name.zh, one.vendor.name.en)}
          </p>
          <DisputeCard of={one}>
            <div className="mt-3">
              <AmountButton
                label={m.dispute_decide()}
                look="primary"
                ask={m.dispute_decide_ask()}
                amountLabel={m.dispute_adjustment()}
                reasonLabel={m.operator_decision()}
                zeroAllowed
                act={(adjustment, decision) =>
                  decide(`/operator/annotation-disputes/${one.id}/decide`, { adjustment, decision })
                }
              />
            </div>
          </DisputeCard>
        </li>
      )}
    </Queue>
  );
}
