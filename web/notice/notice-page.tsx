import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { NoticeViewBody } from '#src/notice/notices/schema.ts';
import { Markdown } from '../annotation/markdown.tsx';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { NoticeState } from './notice-state.tsx';
import { objectionStates } from './objection-states.ts';
import { ObjectionForm } from './objection-form.tsx';

export const loader = ({ context, params }: LoaderFunctionArgs): Promise<NoticeViewBody> =>
  load<NoticeViewBody>(context, `/notices/${params['id']}`);

export const handle: PageHandle<NoticeViewBody> = {
  head: (notice) => ({
    title: pick(notice.title.zh, notice.title.en),
    description: pick(notice.body.zh, notice.body.en).slice(0, 160),
    canonical: `/notices/${notice.id}`,
  }),
};

/** A public notice: what it says, until when, and what became of objections. */
export function Component() {
  const notice = useLoaderData<NoticeViewBody>();
  const session = useRootData()?.session ?? null;
  const running = (notice.state === 'open' || notice.state === 'extended') && !notice.ended;
  return (
    <article className="page pt-8 pb-16">
      <p className="tabular text-sm text-muted">
        <Link to="/notices" className="link">
          {m.notice_list_title()}
        </Link>{' '}
        · {notice.number}
      </p>
      <h1 className="mt-1 flex flex-wrap items-baseline gap-x-3 text-2xl">
        {pick(notice.title.zh, notice.title.en)} <NoticeState notice={notice} />
      </h1>
      <div className="mt-6 grid grid-cols-1 gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-10">
          <div className="prose">
            <Markdown text={pick(notice.body.zh, notice.body.en)} />
          </div>
          {notice.list.length > 0 && (
            <Section title={m.notice_items_title()}>
              <ol className="card divide-y divide-line">
                {notice.list.map((item, n) => (
                  <li key={item.subject.id} className="flex gap-4 px-5 py-3">
                    <span className="tabular text-faint">{n + 1}</span>
                    <span className="min-w-0 break-words">
                      {pick(item.title.zh, item.title.en)}
                    </span>
                  </li>
                ))}
              </ol>
            </Section>
          )}
          <Heard notice={notice} />
          {running && (
            <Section title={m.notice_object_title()} hint={m.notice_object_hint()}>
              {session ? (
                <ObjectionForm notice={notice} />
              ) : (
                <Notice>
                  <Link to={`/sign-in?next=/notices/${notice.id}`} className="link">
                    {m.notice_sign_in()}
                  </Link>
                </Notice>
              )}
            </Section>
          )}
        </div>
        <Facts notice={notice} />
      </div>
    </article>
  );
}

function Facts({ notice }: { readonly notice: NoticeViewBody }) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    [m.notice_opened_at(), notice.openedAt && formatInstant(notice.openedAt)],
    [m.notice_ends_at(), notice.lastDay && m.notice_end_of_day({ day: notice.lastDay })],
    [m.notice_length(), m.notice_working_days({ count: String(notice.workingDays) })],
    [m.notice_closed_at(), notice.closedAt && formatInstant(notice.closedAt)],
    [m.notice_confirmed_at(), notice.confirmedAt && formatInstant(notice.confirmedAt)],
  ];
  return (
    <aside aria-label={m.notice_facts()} className="space-y-6 text-sm">
      <dl className="space-y-3">
        {rows.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label}>
              <dt className="text-muted">{label}</dt>
              <dd className="tabular">{value}</dd>
            </div>
          ),
        )}
        <div>
          <dt className="text-muted">{m.notice_hash()}</dt>
          <dd className="font-mono text-xs break-all">{notice.sha256}</dd>
        </div>
      </dl>
      {notice.extensions.length > 0 && (
        <div>
          <h2 className="text-base">{m.notice_extensions()}</h2>
          <ul className="mt-2 space-y-2">
            {notice.extensions.map((e) => (
              <li key={e.lastDay}>
                <span className="tabular">{`${e.formerDay} → ${e.lastDay}`}</span>
                <span className="block text-muted">{e.reason}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h2 className="text-base">{m.notice_versions()}</h2>
        <ul className="mt-2 space-y-2">
          {notice.versions.map((v) => (
            <li key={v.version}>
              <a className="link" href={`/api/v1/notices/${notice.id}/versions/${v.version}`}>
                {m.notice_version({ number: String(v.version) })}
              </a>
              <span className="tabular block text-muted">{formatInstant(v.publishedAt)}</span>
              {v.reason !== undefined && <span className="block text-muted">{v.reason}</span>}
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}

function Heard({ notice }: { readonly notice: NoticeViewBody }) {
  return (
    <Section title={m.notice_heard()} hint={m.notice_heard_hint()}>
      {notice.heard.length === 0 ? (
        <p className="text-muted">{m.notice_heard_none()}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {notice.heard.map((objection) => {
            const item = objection.item === undefined ? undefined : notice.list[objection.item];
            return (
              <li key={objection.number} className="px-5 py-4">
                <h3 className="flex flex-wrap items-baseline gap-x-3 text-base">
                  {m.notice_objection_number({ number: String(objection.number) })}
                  <Badge tone={objection.state === 'upheld' ? 'amber' : 'neutral'}>
                    {objectionStates[objection.state]()}
                  </Badge>
                </h3>
                <p className="tabular text-sm text-muted">
                  {formatInstant(objection.filedAt)}
                  {item && ` · ${pick(item.title.zh, item.title.en)}`}
                </p>
                {objection.answer !== undefined && (
                  <p className="mt-2 whitespace-pre-line">{objection.answer}</p>
                )}
                {objection.outcome !== undefined && (
                  <p className="mt-2 font-medium whitespace-pre-line">{objection.outcome}</p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
