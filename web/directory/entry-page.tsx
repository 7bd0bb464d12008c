import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { EntryViewBody } from '#src/selection/directory/schema.ts';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDay, formatNumber } from '../i18n/format.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { buttonClass } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { EntryFacts } from './entry-facts.tsx';
import { EntryState } from './entry-state.tsx';

export const loader = ({ context, params }: LoaderFunctionArgs): Promise<EntryViewBody> =>
  load<EntryViewBody>(context, `/selection/directory/entries/${params['id']}`);

export const handle: PageHandle<EntryViewBody> = {
  head: (entry) => ({
    title: pick(entry.title.zh, entry.title.en),
    description: m.directory_title_of({ year: String(entry.year) }),
    canonical: `/directory/entries/${entry.id}`,
  }),
};

/** One entry of the directory, also after it expired or was revoked. */
export function Component() {
  const entry = useLoaderData<EntryViewBody>();
  const { merit } = entry;
  return (
    <div className="page pt-8 pb-16">
      <p className="tabular text-sm text-muted">
        <Link to={`/directory/${entry.year}`} className="link">
          {m.directory_title_of({ year: String(entry.year) })}
        </Link>
      </p>
      <h1 className="mt-1 flex flex-wrap items-baseline gap-x-3 text-2xl">
        {pick(entry.title.zh, entry.title.en)} <EntryState state={entry.state} />
      </h1>
      {entry.revokedReason !== undefined && (
        <Notice tone="bad" title={m.directory_revoked_because()} className="mt-4 max-w-4xl">
          {entry.revokedReason}
        </Notice>
      )}
      <div className="mt-6 max-w-4xl space-y-10">
        <EntryFacts entry={entry} />
        <p className="flex flex-wrap gap-3">
          <a
            href={`/api/v1/selection/directory/entries/${entry.id}/certificate.pdf?lang=${language()}`}
            className={buttonClass('primary', 'md')}
          >
            <Icon name="download" size={18} />
            {m.directory_certificate_pdf()}
          </a>
          <Link to={`/certificates/${entry.certificate}`} className={buttonClass('plain', 'md')}>
            {m.directory_verify()}
          </Link>
          {entry.notice !== undefined && (
            <Link to={`/notices/${entry.notice}`} className={buttonClass('plain', 'md')}>
              {m.directory_notice()}
            </Link>
          )}
        </p>
        <Section title={m.directory_why()} hint={pick(entry.round.title.zh, entry.round.title.en)}>
          <dl className="tabular grid grid-cols-1 gap-x-8 gap-y-2 text-sm sm:grid-cols-3">
            {(
              [
                [m.directory_rank(), merit.rank],
                [m.directory_raw(), merit.raw],
                [m.directory_adjusted(), merit.adjusted],
              ] as const
            ).map(([label, value]) =>
              value === undefined ? null : (
                <div key={label}>
                  <dt className="text-muted">{label}</dt>
                  <dd>{formatNumber(value, 4)}</dd>
                </div>
              ),
            )}
          </dl>
        </Section>
        <Reviews entry={entry} />
      </div>
    </div>
  );
}

function Reviews({ entry }: { readonly entry: EntryViewBody }) {
  const session = useRootData()?.session ?? null;
  const { revalidate } = useRevalidator();
  const at = `/operator/selection/directory/entries/${entry.id}`;
  const { revision } = entry;
  const send = async (path: string, body: object) => {
    await call('POST', `${at}/${path}`, { revision, ...body });
    await revalidate();
  };
  const operates = session?.staff.includes('operator') === true;
  return (
    <Section
      title={m.directory_reviews()}
      hint={m.directory_review_due({ day: entry.reviewDue })}
      action={
        operates && entry.state === 'listed' ? (
          <span className="flex gap-2">
            <ConfirmButton
              label={m.directory_review()}
              ask={m.directory_review_ask()}
              reasonLabel={m.directory_review_note()}
              act={(note) => send('review', { note })}
            />
            <ConfirmButton
              label={m.directory_revoke()}
              look="danger"
              ask={m.directory_revoke_ask()}
              reasonLabel={m.dataset_reason()}
              act={(reason) => send('revoke', { reason })}
            />
          </span>
        ) : undefined
      }
    >
      {entry.reviews.length === 0 ? (
        <p className="text-sm text-muted">{m.directory_reviews_none()}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {entry.reviews.map((review) => (
            <li key={review.at} className="px-5 py-3 text-sm">
              <span className="tabular text-muted">{formatDay(review.at)}</span>{' '}
              <span className="whitespace-pre-line">{review.note}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
