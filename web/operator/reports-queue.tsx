import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ReportList } from '#src/catalog/moderation/schema.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { reportKinds } from '../ui/labels.ts';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof ReportList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/reports?${queueQuery(request, { state: 'open' })}`);

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="flag" emptyTitle={m.operator_reports_none()}>
      {(report) => {
        const { org, name } = report.dataset;
        const send = (decision: string, uphold: boolean) =>
          decide(`/operator/reports/${report.id}/decide`, { decision, uphold, suspend: uphold });
        return (
          <li key={report.id} className="card p-5">
            <h2 className="flex flex-wrap items-center gap-2.5 text-lg">
              <Link to={`/d/${org}/${name}`} className="text-ink hover:underline">
                {org}/{name}
              </Link>
              <Badge tone="danger">{reportKinds[report.kind]()}</Badge>
            </h2>
            <p className="tabular text-sm text-faint">
              {report.email === null
                ? m.operator_reporter_unknown()
                : m.operator_reporter({ email: report.email })}
              {' · '}
              {m.operator_waiting_since({ at: formatInstant(report.createdAt) })}
            </p>
            <p className="mt-2 whitespace-pre-line">{report.text}</p>
            <div className="mt-4 flex flex-wrap gap-2">
              <ConfirmButton
                label={m.operator_uphold()}
                look="danger"
                ask={m.operator_uphold_ask()}
                reasonLabel={m.operator_decision()}
                reasonHint={m.decide_reason_hint()}
                act={(reason) => send(reason, true)}
              />
              <ConfirmButton
                label={m.operator_dismiss()}
                ask={m.operator_dismiss_ask()}
                reasonLabel={m.operator_decision()}
                act={(reason) => send(reason, false)}
              />
            </div>
          </li>
        );
      }}
    </Queue>
  );
}
