import { Link, useSearchParams } from 'react-router';
import { m } from '../i18n/messages.ts';

type States = readonly (readonly [string, () => string])[];

/** The state of the address, the first one unless it names another. */
export const stateIn = (url: string, states: States): string =>
  chosen(new URL(url).searchParams, states);

const chosen = (query: URLSearchParams, states: States): string => {
  const asked = query.get('state');
  return states.find(([value]) => value === asked)?.[0] ?? states[0]?.[0] ?? '';
};

/** Links to the lists of one queue, by state. */
export function StateFilter({ states }: { readonly states: States }) {
  const [query] = useSearchParams();
  const now = chosen(query, states);
  return (
    <nav aria-label={m.operator_state_filter()} className="mb-5 flex flex-wrap gap-1">
      {states.map(([value, label]) => (
        <Link
          key={value}
          to={`?state=${value}`}
          aria-current={value === now ? 'page' : undefined}
          className={`rounded-md px-3 py-1.5 text-sm no-underline hover:bg-hover ${value === now ? 'bg-accent-soft font-semibold text-ink' : 'text-muted'}`}
        >
          {label()}
        </Link>
      ))}
    </nav>
  );
}
