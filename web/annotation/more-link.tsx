import { Link, useSearchParams } from 'react-router';
import { m } from '../i18n/messages.ts';
import { buttonClass } from '../ui/button.tsx';

/** The next page of a keyset list; nothing on the last. */
export function MoreLink({ next }: { readonly next: string | undefined }) {
  const [search] = useSearchParams();
  const first = search.get('cursor') === null;
  const to = (cursor: string | undefined): string => {
    const query = new URLSearchParams(search);
    if (cursor === undefined) query.delete('cursor');
    else query.set('cursor', cursor);
    return `?${query.toString()}`;
  };
  if (first && next === undefined) return null;
  return (
    <p className="mt-5 flex gap-3">
      {!first && (
        <Link to={to(undefined)} className={buttonClass('plain', 'md')}>
          {m.annotation_first_page()}
        </Link>
      )}
      {next !== undefined && (
        <Link to={to(next)} className={buttonClass('plain', 'md')}>
          {m.annotation_next_page()}
        </Link>
      )}
    </p>
  );
}

/** The cursor and the named filters of the address, for the API. */
export function queryOf(request: Request, names: readonly string[] = []): string {
  const asked = new URL(request.url).searchParams;
  const query = new URLSearchParams();
  for (const name of ['cursor', ...names]) {
    const value = asked.get(name);
    if (value !== null && value !== '') query.set(name, value);
  }
  return query.toString();
}
