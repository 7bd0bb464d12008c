import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { HomePage } from '#src/catalog/search-schema.ts';
import type { DatasetSummary } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatCount, formatShort } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { SearchBox } from '../search/search-box.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { CompactRow } from './compact-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { domains } from '../ui/labels.ts';
import { Empty } from '../ui/notice.tsx';

export const loader = ({ context }: LoaderFunctionArgs): Promise<HomePage> =>
  load(context, '/home');

export const handle: PageHandle<HomePage> = {
  ownSearch: true,
  head: (_data, { origin }) => ({
    title: m.home_title(),
    description: m.home_description(),
    canonical: '/',
    jsonLd: {
      '@context': 'https://schema.org',
      '@type': 'DataCatalog',
      name: m.site_name(),
      description: m.home_description(),
      url: `${origin}/`,
    },
  }),
};

export function Component() {
  const home = useLoaderData<HomePage>();
  return (
    <>
      <section className="border-b border-line bg-surface">
        <div className="page grid items-end gap-x-16 gap-y-8 py-12 sm:py-16 lg:grid-cols-[minmax(0,1fr)_auto]">
          <div className="max-w-3xl">
            <h1 className="text-3xl font-bold tracking-tight">{m.home_heading()}</h1>
            <p className="mt-3 text-lg text-muted">{m.home_lead()}</p>
            <div className="mt-7">
              <SearchBox />
            </div>
          </div>
          <Figures counts={home.counts} />
        </div>
      </section>
      <div className="page mt-12">
        {home.recommended && <Recommended of={home.recommended} />}
        <Domains counts={home.domains} />
        {home.newest.length === 0 ? (
          <div className="mt-14">
            <Empty icon="table" title={m.home_empty()} action={<PublishLink />}>
              {m.home_empty_hint()}
            </Empty>
          </div>
        ) : (
          <div className="mt-14 grid grid-cols-1 gap-x-14 gap-y-12 lg:grid-cols-2">
            <Listing
              title={m.home_newest()}
              items={home.newest}
              more="/search?sort=newest"
              moreLabel={m.home_all_newest()}
            />
            <Listing
              title={m.home_most_used()}
              items={home.mostUsed}
              more="/search?sort=downloads"
              moreLabel={m.home_all_used()}
            />
          </div>
        )}
        <section className="mt-16 flex flex-wrap items-center justify-between gap-6 rounded-lg border border-accent-line bg-accent-soft px-6 py-7 sm:px-8">
          <div className="max-w-2xl">
            <h2 className="text-xl">{m.home_publish_heading()}</h2>
            <p className="mt-1 text-muted">{m.home_publish_body()}</p>
          </div>
          <PublishLink />
        </section>
      </div>
    </>
  );
}

const PublishLink = () => (
  <ButtonLink look="primary" icon="upload" to="/publish">
    {m.home_publish_action()}
  </ButtonLink>
);

/** The hub's real size; figures that are zero are left out. */
function Figures({ counts }: { readonly counts: HomePage['counts'] }) {
  const figures = [
    { value: counts.datasets, label: m.home_figure_datasets() },
    { value: counts.organisations, label: m.home_figure_organisations() },
    { value: counts.files, label: m.home_figure_files() },
    { value: counts.downloads, label: m.home_figure_downloads() },
  ].filter((figure) => figure.value > 0);
  return (
    <ul
      aria-label={m.home_figures()}
      className="flex flex-wrap gap-x-10 gap-y-4 border-line lg:grid lg:grid-cols-2 lg:gap-x-12 lg:border-l lg:pl-12"
    >
      {figures.map((figure) => (
        <li key={figure.label} className="text-sm text-muted">
          <strong className="tabular block text-2xl leading-tight font-semibold text-ink">
            {formatShort(figure.value)}
          </strong>
          {figure.label}
        </li>
      ))}
    </ul>
  );
}

/** The year's datasets of the province's directory. */
function Recommended({
  of: { year, items },
}: {
  readonly of: NonNullable<HomePage['recommended']>;
}) {
  return (
    <section aria-labelledby="recommended" className="mb-14">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="recommended" className="text-xl">
          {m.home_recommended({ year: String(year) })}
        </h2>
        <Link to={`/directory/${year}`} className="link text-sm">
          {m.home_recommended_all()}
        </Link>
      </div>
      <p className="mt-1 max-w-prose text-sm text-muted">{m.home_recommended_hint()}</p>
      <ul className="mt-4 grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {items.map((dataset) => (
          <li key={dataset.id} className="card px-4">
            <CompactRow dataset={dataset} recommended={false} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Domains({ counts }: { readonly counts: HomePage['domains'] }) {
  const countOf = new Map(counts.map(({ domain, count }) => [domain, count]));
  return (
    <section aria-labelledby="domains">
      <h2 id="domains" className="text-xl">
        {m.home_domains()}
      </h2>
      <ul className="mt-4 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5">
        {Object.entries(domains).map(([domain, { name, icon }]) => {
          const count = countOf.get(domain as keyof typeof domains) ?? 0;
          return (
            <li key={domain}>
              <Link
                to={`/search?domain=${domain}`}
                className="card flex min-h-13 items-center gap-3 px-3.5 py-2.5 text-ink no-underline transition-colors hover:border-accent-line hover:bg-accent-soft"
              >
                <Icon name={icon} size={22} className="text-accent" />
                <span className="min-w-0 flex-1 text-[0.9375rem] leading-tight font-medium">
                  {name()}
                </span>
                <span className="tabular text-sm text-faint">{formatCount(count)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Listing({ title, items, more, moreLabel }: ListingProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <div className="flex items-baseline justify-between border-b border-line pb-2">
        <h2 className="text-xl">{title}</h2>
        <Link to={more} className="link text-sm">
          {moreLabel}
        </Link>
      </div>
      <div className="divide-y divide-line">
        {items.map((dataset) => (
          <CompactRow key={dataset.id} dataset={dataset} />
        ))}
      </div>
    </section>
  );
}

interface ListingProps {
  readonly title: string;
  readonly items: readonly DatasetSummary[];
  readonly more: string;
  readonly moreLabel: string;
}
