import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { WaitingVersionList } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import { filesCount, formatBytes, formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { datasetHref, orgName, titleOf } from '../ui/dataset-row.tsx';
import { visibilities } from '../ui/labels.ts';
import { Queue, queueQuery, useDecide } from './queue.tsx';

type Page = typeof WaitingVersionList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/operator/versions?${queueQuery(request, {})}`);

export function Component() {
  const { items, next } = useLoaderData<Page>();
  const decide = useDecide();
  return (
    <Queue items={items} next={next} icon="table" emptyTitle={m.operator_versions_none()}>
      {({ id, dataset, version }) => (
        <li key={id} className="card p-5">
          <h2 className="flex flex-wrap items-center gap-2.5 text-lg">
            <Link to={datasetHref(dataset)} className="text-ink hover:underline">
              {titleOf(dataset)}
            </Link>
            <span className="font-mono text-sm font-normal">v{version.semver}</span>
            <Badge tone="amber" icon={visibilities[dataset.visibility].icon}>
              {visibilities[dataset.visibility].name()}
            </Badge>
          </h2>
          <p className="tabular mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
            <span>{orgName(dataset.org)}</span>
            <span>{filesCount(version.fileCount)}</span>
            <span>{formatBytes(version.sizeBytes)}</span>
            <span className="text-faint">
              {m.operator_waiting_since({ at: formatInstant(version.publishedAt) })}
            </span>
          </p>
          {version.notes !== '' && <p className="mt-2 whitespace-pre-line">{version.notes}</p>}
          <div className="mt-4 flex gap-2">
            <ConfirmButton
              label={m.decide_approve()}
              look="primary"
              ask={m.operator_approve_version_ask()}
              act={() => decide(`/operator/versions/${id}/approve`, {})}
            />
            <ConfirmButton
              label={m.decide_refuse()}
              look="danger"
              ask={m.operator_refuse_version_ask()}
              reasonLabel={m.dataset_reason()}
              reasonHint={m.decide_reason_hint()}
              act={(reason) => decide(`/operator/versions/${id}/refuse`, { reason })}
            />
          </div>
        </li>
      )}
    </Queue>
  );
}
