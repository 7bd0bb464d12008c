import { Link, useLoaderData, useRouteLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { WorklistView } from '#src/catalog/moderation/schema.ts';
import type { HomePage } from '#src/catalog/search-schema.ts';
import { load } from '../api.ts';
import { formatCount, formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';

export const loader = ({ context }: LoaderFunctionArgs): Promise<HomePage> =>
  load(context, '/home');

const icons: Readonly<Record<WorklistView['items'][number]['kind'], IconName>> = {
  organisation: 'building',
  'first-version': 'table',
  report: 'flag',
  appeal: 'shield',
  'damaged-file': 'warning',
  vendor: 'labour',
  'register-entry': 'table',
  dispute: 'finance',
};

/** What waits, oldest first, and how the hub stands. */
export function Component() {
  const { counts } = useLoaderData<HomePage>();
  const items = useRouteLoaderData<WorklistView>('operator/operator-frame.tsx')?.items ?? [];
  const figures = [
    [counts.datasets, m.home_figure_datasets()],
    [counts.organisations, m.home_figure_organisations()],
    [counts.files, m.home_figure_files()],
    [counts.downloads, m.home_figure_downloads()],
  ] as const;
  return (
    <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_16rem]">
      {items.length === 0 ? (
        <Empty icon="check" title={m.operator_none()}>
          {m.operator_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((item) => (
            <li key={`${item.kind}${item.href}`}>
              <Link
                to={item.href}
                className="flex flex-wrap items-center gap-x-4 px-5 py-3.5 text-ink no-underline hover:bg-hover"
              >
                <Icon name={icons[item.kind]} className="text-accent" />
                <span className="min-w-0 flex-1 font-medium max-sm:basis-3/4">
                  {pick(item.title.zh, item.title.en)}
                </span>
                <span className="tabular text-sm text-faint max-sm:w-full max-sm:pl-9">
                  {m.operator_waiting_since({ at: formatInstant(item.since) })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <section aria-label={m.operator_figures()}>
        <h2 className="eyebrow border-b border-line pb-2">{m.operator_figures()}</h2>
        <ul className="mt-3 grid grid-cols-2 gap-4 lg:grid-cols-1">
          {figures.map(([value, label]) => (
            <li key={label} className="text-sm text-muted">
              <strong className="tabular block text-xl font-semibold text-ink">
                {formatCount(value)}
              </strong>
              {label}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
