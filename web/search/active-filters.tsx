import { Link } from 'react-router';
import type { Facet } from '#src/catalog/search-schema.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { facetLabels } from '../ui/labels.ts';
import { facetValueLabel } from './facet-value.ts';
import { searchHref, toggle, type SearchState } from './search-state.ts';

/** A chip for each filter in force; pressing it takes the filter away. */
export function ActiveFilters({ state, facets }: ActiveFiltersProps) {
  if (state.filters.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-2 pt-3">
      {state.filters.map(([name, value]) => {
        const label = facetValueLabel(name, value, facets);
        return (
          <li key={`${name}=${value}`}>
            <Link
              to={searchHref(toggle(state, name, value))}
              preventScrollReset
              className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-accent-line bg-accent-soft py-0.5 pr-2 pl-3 text-sm text-ink no-underline hover:border-accent"
            >
              <span className="sr-only">{m.search_remove_filter()}</span>
              <span className="text-muted">{facetLabels[name]()}</span>
              <span className="font-medium">{label}</span>
              <Icon name="close" size={14} />
            </Link>
          </li>
        );
      })}
      <li>
        <Link
          to={searchHref({ ...state, filters: [], cursor: undefined })}
          className="link px-1 text-sm"
        >
          {m.search_clear()}
        </Link>
      </li>
    </ul>
  );
}

interface ActiveFiltersProps {
  readonly state: SearchState;
  readonly facets: readonly Facet[];
}
