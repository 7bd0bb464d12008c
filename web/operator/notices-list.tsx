import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { NoticePage } from '#src/notice/notices/schema.ts';
import { load } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { NoticeState } from '../notice/notice-state.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { FactLine } from '../ui/fact-line.tsx';
import { Queue, queueQuery } from './queue.tsx';
import { StateFilter, stateIn } from './state-filter.tsx';

type Page = typeof NoticePage.infer;

const states = [
  ['open', m.notice_open],
  ['extended', m.notice_extended],
  ['closed', m.notice_closed],
  ['confirmed', m.notice_confirmed],
  ['draft', m.notice_draft],
] as const;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load<Page>(
    context,
    `/operator/notices?${queueQuery(request, { state: stateIn(request.url, states) })}`,
  );

/** Public notices as the operators keep them. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  return (
    <>
      <div className="mb-5 flex max-w-4xl flex-wrap items-start justify-between gap-x-3">
        <StateFilter states={states} />
        <span className="flex gap-2">
          <ButtonLink size="sm" to="/operator/notices">
            {m.notice_queue()}
          </ButtonLink>
          <ButtonLink size="sm" look="primary" to="/operator/notices/new">
            {m.notice_draft_new()}
          </ButtonLink>
        </span>
      </div>
      <Queue items={items} next={next} icon="info" emptyTitle={m.notice_none()}>
        {(notice) => (
          <li key={notice.id} className="card p-5">
            <h2 className="flex flex-wrap items-baseline gap-x-3 text-lg">
              <Link to={`/operator/notices/${notice.id}`} className="link">
                {pick(notice.title.zh, notice.title.en)}
              </Link>
              <NoticeState notice={notice} />
            </h2>
            <FactLine
              className="mt-1 text-muted"
              facts={[
                notice.number,
                ...(notice.lastDay === undefined ? [] : [m.notice_until({ day: notice.lastDay })]),
                m.notice_objections_count({ count: String(notice.objections.total) }),
              ]}
            />
          </li>
        )}
      </Queue>
    </>
  );
}
