import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { CertificateViewBody } from '#src/selection/directory/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { EntryFacts } from './entry-facts.tsx';

export const loader = ({ context, params }: LoaderFunctionArgs): Promise<CertificateViewBody> =>
  load<CertificateViewBody>(context, `/selection/certificates/${params['number']}`);

export const handle: PageHandle<CertificateViewBody> = {
  head: ({ number }) => ({
    title: m.directory_verify_title({ number }),
    canonical: `/certificates/${number}`,
  }),
};

/** What a certificate says today: the page its code opens. */
export function Component() {
  const { number, valid, entry } = useLoaderData<CertificateViewBody>();
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">{m.directory_verify_title({ number })}</h1>
      <div className="mt-5 max-w-3xl space-y-8">
        <Notice
          tone={valid ? 'good' : 'bad'}
          title={valid ? m.directory_certificate_valid() : m.directory_certificate_invalid()}
        >
          {entry.revokedReason ??
            (entry.state === 'expired' ? m.directory_valid_to({ day: entry.validTo }) : null)}
        </Notice>
        <h2 className="text-xl">
          <Link to={`/directory/entries/${entry.id}`} className="link">
            {pick(entry.title.zh, entry.title.en)}
          </Link>
        </h2>
        <EntryFacts entry={entry} />
      </div>
    </div>
  );
}
