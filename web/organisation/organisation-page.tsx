import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { DatasetList } from '#src/catalog/schema.ts';
import type { OrganisationViewBody } from '#src/identity/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDay } from '../i18n/format.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink, buttonClass } from '../ui/button.tsx';
import { DatasetRow } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { organisationKinds, organisationStatuses } from '../ui/labels.ts';
import { Empty } from '../ui/notice.tsx';

interface OrganisationData {
  readonly org: OrganisationViewBody;
  readonly datasets: DatasetList;
}

export async function loader({
  params,
  request,
  context,
}: LoaderFunctionArgs): Promise<OrganisationData> {
  const slug = params['org'] ?? '';
  const query = new URLSearchParams({ org: slug, sort: 'newest' });
  const cursor = new URL(request.url).searchParams.get('cursor');
  if (cursor !== null) query.set('cursor', cursor);
  const [org, datasets] = await Promise.all([
    load<OrganisationViewBody>(context, `/organisations/${encodeURIComponent(slug)}`),
    load<DatasetList>(context, `/datasets?${query.toString()}`),
  ]);
  return { org, datasets };
}

const nameOf = (org: OrganisationViewBody): string => pick(org.name.zh, org.name.en);

export const handle: PageHandle<OrganisationData> = {
  head: ({ org }, { origin }) => {
    const about = pick(org.about.zh, org.about.en);
    return {
      title: nameOf(org),
      ...(about === '' ? {} : { description: about.slice(0, 200) }),
      canonical: `/o/${org.slug}`,
      jsonLd: {
        '@context': 'https://schema.org',
        '@type': 'Organization',
        name: nameOf(org),
        url: `${origin}/o/${org.slug}`,
        ...(org.website ? { sameAs: org.website } : {}),
      },
    };
  },
};

export function Component() {
  const { org, datasets } = useLoaderData<OrganisationData>();
  const about = pick(org.about.zh, org.about.en);
  const other = language() === 'zh' ? org.name.en : org.name.zh;
  return (
    <div className="page pt-8">
      <header className="flex flex-wrap items-start gap-5 border-b border-line pb-7">
        <span
          aria-hidden
          className="grid size-16 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent"
        >
          <Icon name="building" size={32} />
        </span>
        <div className="min-w-0 flex-1">
          <h1 className="text-2xl">{nameOf(org)}</h1>
          {other !== '' && other !== nameOf(org) && (
            <p className="text-muted" lang={language() === 'zh' ? 'en' : 'zh-CN'}>
              {other}
            </p>
          )}
          <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-faint">
            <span>{organisationKinds[org.kind]()}</span>
            {org.status !== 'approved' && (
              <Badge tone={organisationStatuses[org.status].tone}>
                {organisationStatuses[org.status].name()}
              </Badge>
            )}
            <span className="tabular">{m.org_since({ day: formatDay(org.createdAt) })}</span>
            {org.website && (
              <a
                href={org.website}
                rel="noopener nofollow"
                className="link inline-flex items-center gap-1"
              >
                <Icon name="external" size={14} />
                {m.org_website()}
              </a>
            )}
            {org.contact && <span>{org.contact}</span>}
          </p>
        </div>
        {org.role !== undefined && (
          <ButtonLink icon="users" to={`/account/organisations/${org.slug}`}>
            {m.org_manage()}
          </ButtonLink>
        )}
      </header>
      {about !== '' && <p className="mt-6 max-w-[46rem] whitespace-pre-line">{about}</p>}
      <section aria-labelledby="datasets" className="mt-8">
        <h2 id="datasets" className="border-b border-line pb-2 text-xl">
          {m.org_datasets()}
        </h2>
        {datasets.items.length === 0 ? (
          <div className="mt-6">
            <Empty icon="table" title={m.org_datasets_none()} />
          </div>
        ) : (
          <div className="max-w-4xl divide-y divide-line">
            {datasets.items.map((dataset) => (
              <DatasetRow key={dataset.id} dataset={dataset} level="h3" />
            ))}
          </div>
        )}
        {datasets.next !== undefined && (
          <p className="mt-5">
            <Link
              to={`?cursor=${encodeURIComponent(datasets.next)}`}
              className={buttonClass('plain', 'md')}
            >
              {m.org_more()}
            </Link>
          </p>
        )}
      </section>
    </div>
  );
}
