import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { NoticePage, NoticeSummaryBody } from '#src/notice/notices/schema.ts';
import { MoreLink, queryOf } from '../annotation/more-link.tsx';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatCount } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { FactLine } from '../ui/fact-line.tsx';
import { Empty } from '../ui/notice.tsx';
import { NoticeState } from './notice-state.tsx';

type Page = typeof NoticePage.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load<Page>(context, `/notices?${queryOf(request)}`);

export const handle: PageHandle<Page> = {
  head: () => ({
    title: m.notice_list_title(),
    description: m.notice_list_lead(),
    canonical: '/notices',
  }),
};

/** Public notices, newest first. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">{m.notice_list_title()}</h1>
      <p className="mt-2 max-w-3xl text-muted">{m.notice_list_lead()}</p>
      <div className="mt-6 max-w-4xl">
        {items.length === 0 ? (
          <Empty icon="info" title={m.notice_none()} />
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
        <MoreLink next={next} />
      </div>
    </div>
  );
}

function NoticeRow({ notice }: { readonly notice: NoticeSummaryBody }) {
  const { objections } = notice;
  return (
    <li className="px-5 py-4">
      <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg">
        <Link to={`/notices/${notice.id}`} className="link">
          {pick(notice.title.zh, notice.title.en)}
        </Link>
        <NoticeState notice={notice} />
      </h2>
      <FactLine
        className="mt-1 text-muted"
        facts={[
          notice.number,
          ...(notice.lastDay === undefined ? [] : [m.notice_until({ day: notice.lastDay })]),
          m.notice_items({ count: formatCount(notice.items) }),
          m.notice_objections_count({ count: formatCount(objections.total) }),
        ]}
      />
    </li>
  );
}
