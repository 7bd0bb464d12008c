import { useState } from 'react';
import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { NoticeViewBody } from '#src/notice/notices/schema.ts';
import { Markdown } from '../annotation/markdown.tsx';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { NoticeState } from '../notice/notice-state.tsx';
import { TextFields, type TextParts } from '../notice/text-fields.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useDecide } from './queue.tsx';

export const loader = ({ context, params }: LoaderFunctionArgs): Promise<NoticeViewBody> =>
  load<NoticeViewBody>(context, `/notices/${params['id']}`);

/** A public notice as its operators keep it: open, extend, amend, close, settle. */
export function Component() {
  const notice = useLoaderData<NoticeViewBody>();
  const { state, ended } = notice;
  const amends = state === 'draft' || ((state === 'open' || state === 'extended') && !ended);
  return (
    <div className="max-w-4xl space-y-9 pb-16">
      <header>
        <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
          <Link to="/operator/notices/list" className="link">
            {m.notice_list_title()}
          </Link>
          <span>{notice.number}</span>
          {state !== 'draft' && (
            <Link to={`/notices/${notice.id}`} className="link">
              {m.selection_public_page()}
            </Link>
          )}
        </p>
        <h2 className="mt-1 flex flex-wrap items-baseline gap-x-3 text-xl">
          {pick(notice.title.zh, notice.title.en)} <NoticeState notice={notice} />
        </h2>
      </header>
      <Standing notice={notice} />
      <Section title={m.notice_preview()}>
        <article className="card p-5">
          <div className="prose">
            <Markdown text={pick(notice.body.zh, notice.body.en)} />
          </div>
          {notice.list.length > 0 && (
            <ol className="mt-4 list-decimal space-y-1 pl-6">
              {notice.list.map((item) => (
                <li key={item.subject.id}>{pick(item.title.zh, item.title.en)}</li>
              ))}
            </ol>
          )}
        </article>
        {amends && <Amend key={notice.revision} notice={notice} />}
      </Section>
      {notice.extensions.length + notice.versions.length > 1 && (
        <Section title={m.selection_record()}>
          <ul className="card divide-y divide-line text-sm">
            {notice.versions.map((one) => (
              <li key={one.version} className="px-5 py-3">
                {m.notice_version({ number: String(one.version) })}{' '}
                <span className="tabular text-muted">{formatInstant(one.publishedAt)}</span>
                {one.reason !== undefined && <span className="block">{one.reason}</span>}
              </li>
            ))}
            {notice.extensions.map((one) => (
              <li key={one.lastDay} className="px-5 py-3">
                {m.notice_extensions()}{' '}
                <span className="tabular">{`${one.formerDay} → ${one.lastDay}`}</span>
                <span className="block">{one.reason}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

/** Until when it runs, what is objected, and the step that follows. */
function Standing({ notice }: { readonly notice: NoticeViewBody }) {
  const decide = useDecide();
  const { state, ended, objections, lastDay, revision } = notice;
  const at = `/operator/notices/${notice.id}`;
  const runs = state === 'open' || state === 'extended';
  const waits = !runs
    ? undefined
    : objections.open > 0
      ? m.notice_waits_objections({ count: objections.open })
      : ended
        ? undefined
        : m.notice_waits_end({ day: lastDay ?? '' });
  return (
    <div className="card space-y-4 p-5">
      <p className="tabular flex flex-wrap gap-x-6 gap-y-1 text-muted">
        <span>{m.notice_working_days({ count: String(notice.workingDays) })}</span>
        {lastDay !== undefined && <span>{m.notice_end_of_day({ day: lastDay })}</span>}
        <span>{m.notice_objections_count({ count: String(objections.total) })}</span>
      </p>
      {waits !== undefined && <Notice>{waits}</Notice>}
      <div className="flex flex-wrap gap-3">
        {state === 'draft' && (
          <ConfirmButton
            label={m.notice_do_open()}
            look="primary"
            size="md"
            ask={m.notice_do_open_ask({ count: String(notice.workingDays) })}
            act={() => decide(`${at}/open`, { revision })}
          />
        )}
        {runs && ended && objections.open === 0 && (
          <ConfirmButton
            label={m.notice_do_close()}
            look="primary"
            size="md"
            ask={m.notice_do_close_ask()}
            act={() => decide(`${at}/close`, { revision })}
          />
        )}
        {state === 'closed' && (
          <ConfirmButton
            label={m.notice_do_confirm()}
            look="primary"
            size="md"
            ask={m.notice_do_confirm_ask()}
            act={() => decide(`${at}/confirm`, { revision })}
          />
        )}
        {runs && !ended && <Extend notice={notice} />}
        <ButtonLink to="/operator/notices">{m.notice_queue()}</ButtonLink>
      </div>
    </div>
  );
}

function Extend({ notice }: { readonly notice: NoticeViewBody }) {
  const decide = useDecide();
  const [days, setDays] = useState('3');
  return (
    <ConfirmButton
      label={m.notice_do_extend()}
      size="md"
      ask={
        <TextField
          label={m.notice_extend_days()}
          type="number"
          min={1}
          max={60}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      }
      reasonLabel={m.dataset_reason()}
      act={(reason) =>
        decide(`/operator/notices/${notice.id}/extend`, {
          revision: notice.revision,
          workingDays: Number(days),
          reason,
        })
      }
    />
  );
}

/** Another text, with the reason; the former one stays public. */
function Amend({ notice }: { readonly notice: NoticeViewBody }) {
  const decide = useDecide();
  const submit = useSubmit();
  const [reason, setReason] = useState('');
  const [text, setText] = useState<TextParts>({
    titleZh: notice.title.zh,
    titleEn: notice.title.en,
    bodyZh: notice.body.zh,
    bodyEn: notice.body.en,
    workingDays: '',
  });
  const send = (): void =>
    void submit.run(() =>
      decide(`/operator/notices/${notice.id}/amend`, {
        revision: notice.revision,
        title: { zh: text.titleZh.trim(), en: text.titleEn.trim() },
        body: { zh: text.bodyZh.trim(), en: text.bodyEn.trim() },
        reason: reason.trim(),
      }),
    );
  return (
    <details className="mt-4">
      <summary className="cursor-pointer font-medium">{m.notice_amend()}</summary>
      <form
        noValidate
        className="card mt-3 space-y-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextFields text={text} setText={setText} problem={submit.problem} />
        <TextField
          label={m.notice_amend_reason()}
          hint={m.notice_amend_hint()}
          maxLength={500}
          value={reason}
          error={submit.problem?.fieldError('reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.notice_amend()}
        </Button>
      </form>
    </details>
  );
}
