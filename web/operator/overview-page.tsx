import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { WorklistView } from '#src/app/worklist-schema.ts';
import type { HomePage } from '#src/catalog/search-schema.ts';
import { load } from '../api.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Worklist } from '../worklist/worklist.tsx';

interface Overview {
  readonly home: HomePage;
  readonly list: WorklistView;
  readonly now: number;
}

export async function loader({ context }: LoaderFunctionArgs): Promise<Overview> {
  const [home, list] = await Promise.all([
    load<HomePage>(context, '/home'),
    load<WorklistView>(context, '/worklist'),
  ]);
  return { home, list, now: Date.now() };
}

/** The same list as everybody's, and how the hub stands. */
export function Component() {
  const { home, list, now } = useLoaderData<Overview>();
  const { counts } = home;
  const figures = [
    [counts.datasets, m.home_figure_datasets()],
    [counts.organisations, m.home_figure_organisations()],
    [counts.files, m.home_figure_files()],
    [counts.downloads, m.home_figure_downloads()],
  ] as const;
  return (
    <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_16rem]">
      <Worklist list={list} now={now} />
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
