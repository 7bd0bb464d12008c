import { Link } from 'react-router';
import type { Facet, SearchReply } from '#src/catalog/search-schema.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { buttonClass } from '../ui/button.tsx';
import { facetLabels } from '../ui/labels.ts';
import { Empty } from '../ui/notice.tsx';
import { facetValueLabel } from './facet-value.ts';
import { searchHref, withoutWord, type SearchState } from './search-state.ts';

interface NothingFoundProps {
  readonly state: SearchState;
  readonly loosen: SearchReply['loosen'];
  readonly facets: readonly Facet[];
}

/** Says which condition to drop and how much would then be found; each is a link that does it. */
export function NothingFound({ state, loosen, facets }: NothingFoundProps) {
  const ways = loosen.map((way) => {
    if (way.drop === 'word')
      return {
        label: way.word,
        href: searchHref({ ...state, q: withoutWord(state.q, way.word), cursor: undefined }),
        total: way.total,
      };
    const values = state.filters
      .filter(([name]) => name === way.facet)
      .map(([name, value]) => facetValueLabel(name, value, facets));
    const filters = state.filters.filter(([name]) => name !== way.facet);
    return {
      label: [facetLabels[way.facet](), ...values].join(' '),
      href: searchHref({ ...state, filters, cursor: undefined }),
      total: way.total,
    };
  });
  return (
    <div className="mt-8">
      <Empty
        icon="search"
        title={m.search_empty_title()}
        action={ways.map((way) => (
          <Link key={way.href} to={way.href} className={buttonClass('plain', 'md')}>
            {m.search_loosen({ drop: way.label, count: formatCount(way.total) })}
          </Link>
        ))}
      >
        {ways.length > 0 ? m.search_empty_hint() : m.search_empty_none()}
      </Empty>
    </div>
  );
}
