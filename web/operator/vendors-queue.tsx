import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { VendorPage } from '#src/annotation/vendors/schema.ts';
import { modalityName } from '../annotation/vendors/vendor-words.ts';
import { load } from '../api.ts';
import { formatCount, formatInstant, formatList } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';
import { StateFilter, stateIn } from './state-filter.tsx';

type Page = typeof VendorPage.infer;
const states = [
  ['submitted', m.vendor_state_submitted],
  ['approved', m.vendor_state_approved],
  ['suspended', m.vendor_state_suspended],
] as const;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(
    context,
    `/operator/vendors?${queueQuery(request, { state: stateIn(request.url, states) })}`,
  );

/** Vendors that wait for approval, and those that were approved or stopped. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <>
      <StateFilter states={states} />
      <Queue items={items} next={next} icon="labour" emptyTitle={m.operator_vendors_none()}>
        {(vendor) => {
          const name = pick(vendor.organisation.name.zh, vendor.organisation.name.en);
          const at = `/operator/vendors/${vendor.organisation.slug}`;
          const { revision, state } = vendor;
          return (
            <li key={vendor.organisation.slug} className="card p-5">
              <h2 className="flex flex-wrap items-center gap-2.5 text-lg">
                <Link
                  to={`/annotation/vendors/${vendor.organisation.slug}`}
                  className="text-ink hover:underline"
                >
                  {name}
                </Link>
                {vendor.changedSince === true && (
                  <Badge tone="amber">{m.vendor_changed_since()}</Badge>
                )}
              </h2>
              <p className="tabular mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
                <span>{formatList(vendor.modalities.map(modalityName))}</span>
                <span>{formatList(vendor.languages)}</span>
                <span>{m.vendor_people({ count: formatCount(vendor.headcount) })}</span>
                {vendor.submittedAt !== undefined && state === 'submitted' && (
                  <span className="text-faint">
                    {m.operator_waiting_since({ at: formatInstant(vendor.submittedAt) })}
                  </span>
                )}
              </p>
              <div className="mt-4 flex flex-wrap gap-2">
                {(state === 'submitted' || vendor.changedSince === true) && (
                  <ConfirmButton
                    label={m.decide_approve()}
                    look="primary"
                    ask={m.operator_approve_vendor_ask({ name })}
                    act={() => decide(`${at}/approve`, { revision })}
                  />
                )}
                {state === 'submitted' && (
                  <ConfirmButton
                    label={m.decide_refuse()}
                    look="danger"
                    ask={m.operator_refuse_vendor_ask({ name })}
                    reasonLabel={m.dataset_reason()}
                    reasonHint={m.decide_reason_hint()}
                    act={(reason) => decide(`${at}/refuse`, { revision, reason })}
                  />
                )}
                {state === 'approved' && (
                  <ConfirmButton
                    label={m.operator_suspend_vendor()}
                    look="danger"
                    ask={m.operator_suspend_vendor_ask({ name })}
                    reasonLabel={m.dataset_reason()}
                    act={(reason) => decide(`${at}/suspend`, { revision, reason })}
                  />
                )}
                {state === 'suspended' && (
                  <ConfirmButton
                    label={m.operator_lift()}
                    look="primary"
                    ask={m.operator_restore_vendor_ask({ name })}
                    act={() => decide(`${at}/restore`, { revision })}
                  />
                )}
              </div>
            </li>
          );
        }}
      </Queue>
    </>
  );
}
