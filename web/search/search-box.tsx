import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Form, useNavigate } from 'react-router';
import type { SuggestReply } from '#src/catalog/search-schema.ts';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';

/** One line under the box: a dataset opens its page, a word becomes the query. */
type SuggestionItem = SuggestReply['items'][number];

const hrefOf = (item: SuggestionItem): string | undefined =>
  item.org !== undefined && item.name !== undefined ? `/d/${item.org}/${item.name}` : undefined;

interface SearchBoxProps {
  readonly size?: 'sm' | 'lg';
  readonly defaultValue?: string;
  /** Other query parameters that stay when the words change. */
  readonly keep?: readonly (readonly [string, string])[];
  readonly autoFocus?: boolean;
}

/** A GET form that works alone; with JavaScript a combobox with suggestions (ARIA 1.2 pattern). */
export function SearchBox({ size = 'lg', defaultValue = '', keep = [] }: SearchBoxProps) {
  const id = useId();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(defaultValue);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const items = useSuggestions(text, open);
  const shown = open && items.length > 0;

  const choose = (item: SuggestionItem): void => {
    setOpen(false);
    const href = hrefOf(item);
    if (href !== undefined) void navigate(href);
    else {
      setText(item.text);
      void navigate(`/search?${new URLSearchParams({ q: item.text }).toString()}`);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setOpen(false);
    if (!shown) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + step + items.length + 1) % (items.length + 1));
    }
    const chosen = items[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      choose(chosen);
    }
  };

  const large = size === 'lg';
  return (
    <Form
      ref={form}
      role="search"
      action="/search"
      className="relative"
      onSubmit={() => setOpen(false)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      {keep.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <div
        className={`flex items-center rounded-lg border border-edge bg-surface focus-within:border-accent focus-within:outline-2 focus-within:outline-accent ${large ? 'h-14 pr-2 pl-4' : 'h-10 pr-1 pl-3'}`}
      >
        <Icon name="search" className="text-faint" size={large ? 22 : 18} />
        <input
          type="search"
          name="q"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label={m.search_label()}
          aria-expanded={shown}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={
            shown && active >= 0 && active < items.length ? `${id}${active}` : undefined
          }
          autoComplete="off"
          maxLength={1000}
          placeholder={large ? m.search_placeholder() : m.search_placeholder_short()}
          className={`min-w-0 flex-1 bg-transparent text-ellipsis outline-none [&::-webkit-search-cancel-button]:hidden ${large ? 'px-3 text-lg' : 'px-2 text-[0.9375rem]'}`}
        />
        <button
          type="submit"
          className={`rounded-md bg-accent font-medium text-on-accent hover:bg-accent-strong ${large ? 'h-10 px-5' : 'h-8 px-3 text-sm'}`}
        >
          {m.nav_search()}
        </button>
      </div>
      <ul
        id={`${id}list`}
        role="listbox"
        aria-label={m.search_suggestions()}
        hidden={!shown}
        className="absolute inset-x-0 top-full z-40 mt-1.5 max-h-96 overflow-y-auto rounded-lg border border-line bg-raised p-1.5 text-left shadow-pop"
      >
        {items.map((item, index) => (
          <li
            key={`${item.kind}${item.text}${hrefOf(item) ?? ''}`}
            id={`${id}${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(item)}
            className={`flex cursor-pointer items-center gap-2.5 rounded-md px-3 py-2 text-[0.9375rem] ${index === active ? 'bg-accent-soft' : 'hover:bg-hover'}`}
          >
            <Icon
              name={item.kind === 'dataset' ? 'table' : 'search'}
              size={16}
              className="text-faint"
            />
            <span className="min-w-0 flex-1 truncate">{item.text}</span>
            {item.kind === 'dataset' && (
              <span className="text-xs text-faint">{m.search_suggestion_dataset()}</span>
            )}
          </li>
        ))}
      </ul>
    </Form>
  );
}

const noItems: readonly SuggestionItem[] = [];

/** Asks 120 ms after the last key; an answer that comes late is dropped. */
function useSuggestions(text: string, wanted: boolean): readonly SuggestionItem[] {
  const [found, setFound] = useState<{ readonly items: readonly SuggestionItem[] }>();
  const prefix = text.trim();
  useEffect(() => {
    if (!wanted || prefix === '') return;
    let current = true;
    const timer = setTimeout(() => {
      const query = encodeURIComponent(prefix.slice(0, 100));
      // Suggestions are a convenience; without them the search still works.
      void call<SuggestReply>('GET', `/search/suggest?q=${query}`)
        .catch(() => ({ items: noItems }))
        .then((answer) => current && setFound(answer));
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [prefix, wanted]);
  return prefix === '' ? noItems : (found?.items ?? noItems);
}
