import { Link } from 'react-router';
import { m } from '../i18n/messages.ts';
import { searchHref, sorts, type SearchState } from './search-state.ts';

/** The three orders as links; relevance needs words to be relevant to. */
export function SortLinks({ state }: { readonly state: SearchState }) {
  const names = {
    relevance: m.sort_relevance(),
    newest: m.sort_newest(),
    downloads: m.sort_downloads(),
  };
  const current = state.sort ?? 'relevance';
  return (
    <nav aria-label={m.search_sort()} className="flex flex-wrap items-center gap-0.5 text-sm">
      {sorts.map((sort) => (
        <Link
          key={sort}
          to={searchHref({
            ...state,
            sort: sort === 'relevance' ? undefined : sort,
            cursor: undefined,
          })}
          aria-current={sort === current ? 'true' : undefined}
          className={`rounded-md px-2.5 py-1 whitespace-nowrap no-underline hover:bg-hover ${sort === current ? 'bg-sunken font-semibold text-ink' : 'text-muted'}`}
        >
          {names[sort]}
        </Link>
      ))}
    </nav>
  );
}
