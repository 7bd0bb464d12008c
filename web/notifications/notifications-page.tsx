import type { MouseEvent } from 'react';
import {
  Link,
  useLoaderData,
  useNavigate,
  useRevalidator,
  useSearchParams,
  type LoaderFunctionArgs,
} from 'react-router';
import type { NoticePage } from '#src/notify/schema.ts';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatCount, formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

type Page = typeof NoticePage.infer;

export async function loader({ context, request }: LoaderFunctionArgs): Promise<Page> {
  await requireSession(context, request);
  const asked = new URL(request.url).searchParams;
  const query = new URLSearchParams();
  const cursor = asked.get('cursor');
  if (cursor) query.set('cursor', cursor);
  if (asked.get('unread') === 'true') query.set('unread', 'true');
  return load(context, `/notifications?${query}`);
}

export const handle: PageHandle<Page> = {
  head: () => ({ title: m.notify_title(), noindex: true }),
};

/** What the person was told, newest first. */
export function Component() {
  const { items, unread, next } = useLoaderData<Page>();
  const [query] = useSearchParams();
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const onlyUnread = query.get('unread') === 'true';
  const newest = items[0];
  const readAll = () =>
    submit.run(async () => {
      await call('POST', '/notifications/read-all', { upTo: newest?.id });
      await revalidate();
    });
  return (
    <div className="page max-w-3xl pt-8">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-2xl">{m.notify_title()}</h1>
          <p className="mt-1 text-muted">{m.notify_unread({ count: formatCount(unread) })}</p>
        </div>
        {unread > 0 && newest && !query.has('cursor') && (
          <Button busy={submit.busy} icon="check" onClick={() => void readAll()}>
            {m.notify_read_all()}
          </Button>
        )}
      </div>
      <p className="mt-4 flex flex-wrap gap-4 text-sm">
        <Link to={onlyUnread ? '/notifications' : '?unread=true'} className="link">
          {onlyUnread ? m.notify_show_all() : m.notify_show_unread()}
        </Link>
        <Link to="/account/notifications" className="link">
          {m.notify_choose()}
        </Link>
      </p>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-3">
          {submit.message}
        </Notice>
      )}
      <div className="mt-4">
        {items.length === 0 ? (
          <Empty icon="bell" title={m.notify_none()}>
            {m.notify_none_hint()}
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        )}
      </div>
      {next !== undefined && (
        <p className="mt-4 text-center">
          <Link
            to={`?${new URLSearchParams({ cursor: next, ...(onlyUnread ? { unread: 'true' } : {}) })}`}
            className={buttonClass('plain', 'md')}
          >
            {m.search_next()}
          </Link>
        </p>
      )}
    </div>
  );
}

function Line({ item }: { readonly item: Page['items'][number] }) {
  const { revalidate } = useRevalidator();
  const navigate = useNavigate();
  // Marked first, so that the bell of the next page counts right; a failure is no reason to stay.
  const opened = async (event: MouseEvent): Promise<void> => {
    if (item.read) return;
    const inOtherTab = event.metaKey || event.ctrlKey || event.shiftKey;
    if (!inOtherTab) event.preventDefault();
    await call('POST', '/notifications/read', { ids: [item.id] }).catch(() => undefined);
    await (inOtherTab ? revalidate() : navigate(item.href));
  };
  return (
    <li className="flex gap-3 px-5 py-4">
      <span
        aria-hidden
        className={`mt-2 size-2 shrink-0 rounded-full ${item.read ? 'bg-transparent' : 'bg-accent'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link
            to={item.href}
            className={`link ${item.read ? '' : 'font-semibold'}`}
            onClick={(event) => void opened(event)}
          >
            {pick(item.title.zh, item.title.en)}
          </Link>
          {!item.read && <span className="sr-only">{m.notify_is_unread()}</span>}
          <span className="tabular text-sm text-faint">{formatInstant(item.createdAt)}</span>
        </p>
        <p className="mt-1 text-sm whitespace-pre-line text-muted">
          {pick(item.text.zh, item.text.en)}
        </p>
      </div>
    </li>
  );
}
