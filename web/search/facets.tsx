import { useState } from 'react';
import { Link } from 'react-router';
import type { Facet } from '#src/catalog/search-schema.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { facetLabels } from '../ui/labels.ts';
import { facetValueLabel } from './facet-value.ts';
import { facetOrder, searchHref, toggle, type SearchState } from './search-state.ts';

interface FacetsProps {
  readonly state: SearchState;
  readonly facets: readonly Facet[];
}

const shownAtFirst = 7;

/** Every value is a link to the search with it switched, so filters work without JavaScript. */
export function Facets({ state, facets }: FacetsProps) {
  return facetOrder.map((name) => {
    const facet = facets.find((candidate) => candidate.name === name);
    return facet && facet.values.length > 0 ? (
      <FacetGroup key={name} facet={facet} state={state} facets={facets} />
    ) : null;
  });
}

function FacetGroup({ facet, state, facets }: FacetsProps & { readonly facet: Facet }) {
  const [all, setAll] = useState(false);
  const on = (value: string) => state.filters.some(([n, v]) => n === facet.name && v === value);
  const values = facet.values.filter(
    (entry, index) => all || index < shownAtFirst || on(entry.value),
  );
  const rest = facet.values.length - values.length;
  return (
    <details open className="group border-b border-line py-3 first:pt-0">
      <summary className="flex list-none items-center justify-between rounded-sm py-1 text-sm font-semibold">
        {facetLabels[facet.name]()}
        <Icon name="down" size={15} className="text-faint group-open:rotate-180" />
      </summary>
      <ul className="mt-1">
        {values.map((entry) => {
          const active = on(entry.value);
          return (
            <li key={entry.value}>
              <Link
                to={searchHref(toggle(state, facet.name, entry.value))}
                preventScrollReset
                aria-current={active ? 'true' : undefined}
                className={`flex min-h-8 items-center gap-2.5 rounded-md px-1.5 py-1 text-sm no-underline hover:bg-hover ${active ? 'font-semibold text-ink' : 'text-muted'}`}
              >
                <span
                  aria-hidden
                  className={`grid size-4 shrink-0 place-items-center rounded-sm border ${active ? 'border-accent bg-accent text-on-accent' : 'border-edge'}`}
                >
                  {active && <Icon name="check" size={12} />}
                </span>
                <span className="min-w-0 flex-1 truncate">
                  {facetValueLabel(facet.name, entry.value, facets)}
                </span>
                <span className="tabular text-xs text-faint">{formatCount(entry.count)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      {(rest > 0 || all) && facet.values.length > shownAtFirst && (
        <button
          type="button"
          onClick={() => setAll(!all)}
          className="link mt-1 rounded-sm px-1.5 py-1 text-sm noscript:hidden"
        >
          {all ? m.search_fewer_values() : m.search_more_values({ count: rest })}
        </button>
      )}
    </details>
  );
}
