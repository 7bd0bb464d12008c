import type { ReactNode } from 'react';
import { Link, useRevalidator, useSearchParams } from 'react-router';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { buttonClass } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';

interface QueueProps<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
  readonly icon: IconName;
  readonly emptyTitle: string;
  readonly children: (item: T) => ReactNode;
}

/** Cases that wait, one card each, with the next page as a link. */
export function Queue<T>({ items, next, icon, emptyTitle, children }: QueueProps<T>) {
  const [query] = useSearchParams();
  const after = new URLSearchParams(query);
  if (next !== undefined) after.set('cursor', next);
  if (items.length === 0) return <Empty icon={icon} title={emptyTitle} />;
  return (
    <>
      <ul className="max-w-4xl space-y-4">{items.map(children)}</ul>
      {next !== undefined && (
        <p className="mt-5">
          <Link to={`?${after.toString()}`} className={buttonClass('plain', 'md')}>
            {m.operator_next()}
          </Link>
        </p>
      )}
    </>
  );
}

/** Sends a decision and looks at the queue again. */
export function useDecide(): (path: string, body: unknown) => Promise<void> {
  const { revalidate } = useRevalidator();
  return async (path, body) => {
    await call('POST', path, body);
    await revalidate();
  };
}

/** The query of a queue's loader: its fixed part and the cursor of the address. */
export function queueQuery(request: Request, fixed: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(fixed);
  const cursor = new URL(request.url).searchParams.get('cursor');
  if (cursor !== null) query.set('cursor', cursor);
  return query.toString();
}
