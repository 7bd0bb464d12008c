import { NavLink } from 'react-router';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { useBase } from './dataset-data.ts';

/** Sections with addresses of their own: links, not ARIA tabs. */
export function DatasetTabs({ page }: { readonly page: DatasetPage }) {
  const base = useBase();
  const hasFiles = page.files.fileCount > 0;
  const tabs = [
    { to: base, label: m.tab_overview(), end: true },
    ...(hasFiles
      ? [
          { to: `${base}/viewer`, label: m.tab_viewer() },
          { to: `${base}/files`, label: m.tab_files(), count: page.files.fileCount },
        ]
      : []),
    ...(page.version
      ? [
          { to: `${base}/quality`, label: m.quality_tab() },
          { to: `${base}/versions`, label: m.tab_versions(), count: page.versions.length },
          { to: `${base}/use`, label: m.tab_use() },
        ]
      : []),
  ];
  return (
    <nav
      aria-label={m.dataset_tabs()}
      className="mt-6 -mb-px flex flex-wrap gap-x-1 border-b border-line max-sm:gap-x-0"
    >
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end={tab.end ?? false}
          preventScrollReset
          className={({ isActive }) =>
            `flex min-h-11 items-center gap-1.5 border-b-2 px-3 text-[0.9375rem] max-sm:px-2.5 whitespace-nowrap no-underline ${isActive ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted hover:border-line hover:text-ink'}`
          }
        >
          {tab.label}
          {'count' in tab && tab.count !== undefined && (
            <span className="tabular rounded-full bg-sunken px-1.5 text-xs text-muted max-sm:hidden">
              {formatCount(tab.count)}
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
