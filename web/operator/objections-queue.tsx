import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ObjectionPage, ObjectionViewBody } from '#src/notice/objections/schema.ts';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { objectionStates } from '../notice/objection-states.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';
import { StateFilter, stateIn } from './state-filter.tsx';

type Page = typeof ObjectionPage.infer;

const states = [
  ['waiting', m.notice_waiting],
  ['upheld', m.notice_objection_upheld],
  ['dismissed', m.notice_objection_dismissed],
  ['rejected_late', m.notice_objection_late],
] as const;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load<Page>(
    context,
    `/operator/objections?${queueQuery(request, { state: stateIn(request.url, states) })}`,
  );

/** Objections to public notices: admitted, answered, and decided by somebody else. */
export function Component() {
  const page = useLoaderData<Page>();
  return (
    <>
      <div className="mb-5 flex max-w-4xl flex-wrap items-start justify-between gap-x-3">
        <StateFilter states={states} />
        <ButtonLink size="sm" to="/operator/notices/list">
          {m.notice_keep()}
        </ButtonLink>
      </div>
      <Queue items={page.items} next={page.next} icon="info" emptyTitle={m.notice_queue_none()}>
        {(objection) => <ObjectionCard key={objection.id} objection={objection} />}
      </Queue>
    </>
  );
}

function ObjectionCard({ objection }: { readonly objection: ObjectionViewBody }) {
  const decide = useDecide();
  const at = `/operator/objections/${objection.id}`;
  const { revision, state, notice, filedBy } = objection;
  return (
    <li className="card p-5">
      <h2 className="flex flex-wrap items-baseline gap-x-3 text-lg">
        <Link to={`/operator/notices/${notice.id}`} className="link">
          {pick(notice.title.zh, notice.title.en)}
        </Link>
        <Badge>{objectionStates[state]()}</Badge>
      </h2>
      <p className="tabular text-sm text-muted">
        {m.notice_objection_number({ number: String(objection.number) })} ·{' '}
        {formatInstant(objection.filedAt)}
        {objection.item && ` · ${pick(objection.item.zh, objection.item.en)}`}
      </p>
      {filedBy && (
        <p className="mt-1 text-sm">
          {m.notice_filed_by({ name: filedBy.name, email: filedBy.email })}
        </p>
      )}
      <p className="mt-3 whitespace-pre-line">{objection.statement}</p>
      <ul className="mt-2 text-sm">
        {objection.links.map((link) => (
          <li key={link}>
            <a href={link} rel="noreferrer nofollow" className="link break-all">
              {link}
            </a>
          </li>
        ))}
        {objection.evidence.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/objections/${objection.id}/evidence/${file.id}`} className="link">
              {file.name}
            </a>
          </li>
        ))}
      </ul>
      {objection.answer !== undefined && (
        <p className="mt-3 whitespace-pre-line text-muted">{objection.answer}</p>
      )}
      {objection.outcome !== undefined && (
        <p className="mt-2 font-medium whitespace-pre-line">{objection.outcome}</p>
      )}
      {objection.concerned === true ? null : (
        <div className="mt-4 flex flex-wrap gap-2">
          {state === 'filed' && (
            <ConfirmButton
              label={m.notice_admit()}
              look="primary"
              ask={m.notice_admit_ask()}
              act={() => decide(`${at}/admit`, { revision })}
            />
          )}
          {state === 'admitted' && (
            <ConfirmButton
              label={m.notice_answer()}
              look="primary"
              ask={m.notice_answer_ask()}
              reasonLabel={m.notice_answer_text()}
              act={(answer) => decide(`${at}/answer`, { revision, answer })}
            />
          )}
          {state === 'answered' && objection.answeredByMe !== true && (
            <>
              <ConfirmButton
                label={m.notice_uphold()}
                look="danger"
                ask={m.notice_uphold_ask()}
                reasonLabel={m.notice_outcome_text()}
                act={(outcome) => decide(`${at}/uphold`, { revision, outcome })}
              />
              <ConfirmButton
                label={m.notice_dismiss()}
                ask={m.notice_dismiss_ask()}
                reasonLabel={m.notice_outcome_text()}
                act={(outcome) => decide(`${at}/dismiss`, { revision, outcome })}
              />
            </>
          )}
          {state === 'answered' && objection.answeredByMe === true && (
            <p className="text-sm text-muted">{m.notice_other_decides()}</p>
          )}
        </div>
      )}
    </li>
  );
}
