import { useEffect, useRef } from 'react';
import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { SearchReply } from '#src/catalog/search-schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { DatasetRow } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { ActiveFilters } from './active-filters.tsx';
import { markedSummary, markedTitle } from './highlights.tsx';
import { Facets } from './facets.tsx';
import { NothingFound } from './nothing-found.tsx';
import { SearchBox } from './search-box.tsx';
import { readSearch, searchHref, writeSearch, type SearchState } from './search-state.ts';
import { SortLinks } from './sort-links.tsx';

interface SearchData {
  readonly state: SearchState;
  readonly reply: SearchReply;
}

export async function loader({ request, context }: LoaderFunctionArgs): Promise<SearchData> {
  const state = readSearch(new URL(request.url).searchParams);
  const query = writeSearch(state);
  return { state, reply: await load<SearchReply>(context, `/search?${query}`) };
}

export const handle: PageHandle<SearchData> = {
  ownSearch: true,
  head: ({ state }) => ({
    title: state.q === '' ? m.search_title() : m.search_title_for({ query: state.q }),
    description: m.home_description(),
    canonical: searchHref({ ...state, cursor: undefined }),
    // Combinations without end are for people; crawlers follow the datasets themselves.
    noindex: state.filters.length > 1 || state.cursor !== undefined,
  }),
};

export function Component() {
  const { state, reply } = useLoaderData<SearchData>();
  const drawer = useRef<HTMLDialogElement>(null);
  const query = writeSearch(state);
  const keep = new URLSearchParams(writeSearch({ ...state, q: '', cursor: undefined }));
  useEffect(() => drawer.current?.close(), [query]);
  const facets = <Facets state={state} facets={reply.facets} />;
  return (
    <div className="page pt-6 sm:pt-8">
      <h1 className="sr-only">
        {state.q === '' ? m.search_title() : m.search_title_for({ query: state.q })}
      </h1>
      <SearchBox key={state.q} defaultValue={state.q} keep={[...keep]} />
      <div className="mt-6 gap-10 lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
        <aside aria-label={m.search_filters()} className="hidden lg:block noscript:block">
          {facets}
        </aside>
        <div>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line pb-3">
            <p aria-live="polite" className="font-semibold">
              <Total reply={reply} />
            </p>
            <div className="flex items-center gap-3">
              <SortLinks state={state} />
              <Button
                size="sm"
                icon="filter"
                className="lg:hidden noscript:hidden"
                onClick={() => drawer.current?.showModal()}
              >
                {state.filters.length > 0
                  ? m.search_filters_count({ count: state.filters.length })
                  : m.search_filters()}
              </Button>
            </div>
          </div>
          <ActiveFilters state={state} facets={reply.facets} />
          {reply.corrected !== undefined && (
            <Notice className="mt-4">
              {m.search_corrected({ typed: state.q, searched: reply.corrected })}
            </Notice>
          )}
          {reply.items.length === 0 ? (
            <NothingFound state={state} loosen={reply.loosen} facets={reply.facets} />
          ) : (
            <Results reply={reply} state={state} />
          )}
        </div>
      </div>
      <dialog
        ref={drawer}
        aria-label={m.search_filters()}
        className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-[min(22rem,88vw)] max-w-none flex-col bg-canvas shadow-pop backdrop:bg-black/45 open:flex"
        onClick={(event) => {
          if (event.target === event.currentTarget) event.currentTarget.close();
        }}
      >
        <div className="flex items-center justify-between border-b border-line px-4 py-2.5">
          <h2 className="text-lg">{m.search_filters()}</h2>
          <button
            type="button"
            aria-label={m.close()}
            className="grid size-10 place-items-center rounded-md hover:bg-hover"
            onClick={() => drawer.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        <div className="flex-1 overflow-y-auto px-4 pb-6">{facets}</div>
      </dialog>
    </div>
  );
}

function Total({ reply }: { readonly reply: SearchReply }) {
  const count = formatCount(reply.total);
  if (!reply.totalIsExact) return m.search_total_more({ count });
  return reply.total === 1 ? m.search_total_one() : m.search_total({ count });
}

function Results({ reply, state }: { readonly reply: SearchReply; readonly state: SearchState }) {
  return (
    <>
      <div className="divide-y divide-line">
        {reply.items.map((hit) => (
          <DatasetRow
            key={hit.id}
            dataset={hit}
            title={markedTitle(hit)}
            summary={markedSummary(hit)}
          />
        ))}
      </div>
      {(reply.next !== undefined || state.cursor !== undefined) && (
        <nav
          aria-label={m.search_paging()}
          className="mt-4 flex justify-between gap-3 border-t border-line pt-5"
        >
          {state.cursor === undefined ? (
            <span />
          ) : (
            <Link
              to={searchHref({ ...state, cursor: undefined })}
              className={buttonClass('quiet', 'md')}
            >
              {m.search_first()}
            </Link>
          )}
          {reply.next !== undefined && (
            <Link
              to={searchHref({ ...state, cursor: reply.next })}
              rel="next"
              className={buttonClass('plain', 'md')}
            >
              {m.search_next()}
              <Icon name="chevron" size={16} />
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
