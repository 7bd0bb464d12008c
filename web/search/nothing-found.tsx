import { Link } from 'react-router';
import type { Facet, SearchReply } from '#src/catalog/search-schema.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { buttonClass } from '../ui/button.tsx';
import { facetLabels } from '../ui/labels.ts';
import { Empty } from '../ui/notice.tsx';
import { facetValueLabel } from './facet-value.ts';
import { facetOrder, searchHref, type SearchState } from './search-state.ts';

interface NothingFoundProps {
  readonly state: SearchState;
  readonly loosen: SearchReply['loosen'];
  readonly facets: readonly Facet[];
}

/** Says which condition to drop and how much would then be found; each is a link that does it. */
export function NothingFound({ state, loosen, facets }: NothingFoundProps) {
  const ways = loosen.map(({ drop, found }) => {
    const facet = facetOrder.find((name) => name === drop);
    const next: SearchState = facet
      ? { ...state, filters: state.filters.filter(([name]) => name !== facet), cursor: undefined }
      : { ...state, q: withoutWord(state.q, drop), cursor: undefined };
    const values = state.filters
      .filter(([name]) => name === facet)
      .map(([name, value]) => facetValueLabel(name, value, facets));
    const label = facet ? [facetLabels[facet](), ...values].join(' ') : drop;
    return { key: drop, label, href: searchHref(next), found };
  });
  return (
    <div className="mt-8">
      <Empty
        icon="search"
        title={m.search_empty_title()}
        action={ways.map((way) => (
          <Link key={way.key} to={way.href} className={buttonClass('plain', 'md')}>
            {m.search_loosen({ drop: way.label, count: formatCount(way.found) })}
          </Link>
        ))}
      >
        {ways.length > 0 ? m.search_empty_hint() : m.search_empty_none()}
      </Empty>
    </div>
  );
}

/** The query without one of its words. */
export function withoutWord(query: string, word: string): string {
  return query.replace(word, ' ').replaceAll(/\s+/gu, ' ').trim();
}
