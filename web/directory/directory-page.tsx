import { Link, useLoaderData, useParams, type LoaderFunctionArgs } from 'react-router';
import type { DirectoryEntryBody, DirectoryViewBody } from '#src/selection/directory/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { language, pick } from '../i18n/language.ts';
import { formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { notFound } from '../shell/not-found.tsx';
import { buttonClass } from '../ui/button.tsx';
import { FactLine } from '../ui/fact-line.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';
import { EntryState } from './entry-state.tsx';

export function loader({ context, params }: LoaderFunctionArgs): Promise<DirectoryViewBody> {
  const { year } = params;
  if (year !== undefined && !/^20\d\d$/u.test(year)) notFound();
  return load(context, `/selection/directory${year === undefined ? '' : `?year=${year}`}`);
}

export const handle: PageHandle<DirectoryViewBody> = {
  head: (_data, { path }) => {
    const year = /^\/directory\/(\d{4})$/u.exec(path)?.[1];
    return {
      title: year === undefined ? m.directory_title() : m.directory_title_of({ year }),
      description: m.directory_lead(),
      feed: `/api/v1/selection/directory.rss?${year === undefined ? '' : `year=${year}&`}lang=${language()}`,
    };
  },
};

/** The directory of all years, or of one. */
export function Component() {
  const { years, items } = useLoaderData<DirectoryViewBody>();
  const { year } = useParams();
  const query = `${year === undefined ? '' : `year=${year}&`}lang=${language()}`;
  const files = '/api/v1/selection/directory';
  const shown = [...new Set(items.map((entry) => entry.year))];
  const tab = (to: string, label: string, here: boolean) => (
    <Link
      key={to}
      to={to}
      aria-current={here ? 'page' : undefined}
      className={`rounded-md px-3 py-1.5 text-sm no-underline hover:bg-hover ${here ? 'bg-accent-soft font-semibold text-ink' : 'text-muted'}`}
    >
      {label}
    </Link>
  );
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">
        {year === undefined ? m.directory_title() : m.directory_title_of({ year })}
      </h1>
      <p className="mt-2 max-w-3xl text-muted">{m.directory_lead()}</p>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-4">
        <nav aria-label={m.directory_years()} className="flex flex-wrap gap-1">
          {tab('/directory', m.directory_all_years(), year === undefined)}
          {years.map((one) =>
            tab(`/directory/${one.year}`, String(one.year), year === String(one.year)),
          )}
        </nav>
        <p className="flex flex-wrap gap-2">
          {['pdf', 'xlsx', 'csv', 'rss'].map((kind) => (
            <a key={kind} href={`${files}.${kind}?${query}`} className={buttonClass('plain', 'sm')}>
              <Icon name="download" size={16} />
              {kind.toUpperCase()}
            </a>
          ))}
          <a
            href={`${files}${year === undefined ? '' : `?year=${year}`}`}
            className={buttonClass('plain', 'sm')}
          >
            <Icon name="download" size={16} />
            JSON
          </a>
        </p>
      </div>
      {items.length === 0 ? (
        <div className="mt-6 max-w-4xl">
          <Empty icon="table" title={m.directory_none()}>
            {m.directory_none_hint()}
          </Empty>
        </div>
      ) : (
        shown.map((one) => (
          <section key={one} aria-labelledby={`year-${one}`} className="mt-8 max-w-4xl">
            <h2 id={`year-${one}`} className={year === undefined ? 'text-xl' : 'sr-only'}>
              {m.directory_title_of({ year: String(one) })}
            </h2>
            <ol className="card mt-3 divide-y divide-line">
              {items
                .filter((entry) => entry.year === one)
                .map((entry) => (
                  <EntryRow key={entry.id} entry={entry} />
                ))}
            </ol>
          </section>
        ))
      )}
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: DirectoryEntryBody }) {
  return (
    <li className="flex gap-4 px-5 py-4">
      <span className="tabular w-6 shrink-0 text-right text-lg text-faint">{entry.slot}</span>
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg">
          <Link
            to={`/directory/entries/${entry.id}`}
            className={entry.state === 'revoked' ? 'link line-through' : 'link'}
          >
            {pick(entry.title.zh, entry.title.en)}
          </Link>
          <EntryState state={entry.state} />
        </h3>
        <p className="text-sm text-muted">
          {formatList(entry.organisations.map((o) => pick(o.name.zh, o.name.en)))}
        </p>
        <FactLine
          className="text-faint"
          facts={[entry.certificate, m.directory_valid_to({ day: entry.validTo })]}
        />
      </div>
    </li>
  );
}
