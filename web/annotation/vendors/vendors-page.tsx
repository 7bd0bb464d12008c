import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { VendorPage } from '#src/annotation/vendors/schema.ts';
import { load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatList } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { useRootData } from '../../shell/root-data.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/notice.tsx';
import { MoreLink, queryOf } from '../more-link.tsx';
import { PublicBar } from '../public-bar.tsx';
import { modalityName, vendorModalities } from './vendor-words.ts';

type Page = typeof VendorPage.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `/annotation/vendors?${queryOf(request, ['modality'])}`);

export const handle: PageHandle<Page> = {
  head: () => ({
    title: m.vendors_title(),
    description: m.vendors_lead(),
    canonical: '/annotation/vendors',
  }),
};

/** Approved vendors with what they can do. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const [search] = useSearchParams();
  const chosen = search.get('modality') ?? '';
  return (
    <div className="page pt-8 pb-16">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-2xl">{m.vendors_title()}</h1>
        <OwnProfiles />
      </div>
      <PublicBar />
      <p className="mt-6 max-w-3xl text-muted">{m.vendors_lead()}</p>
      <nav aria-label={m.vendor_modalities()} className="mt-4 flex flex-wrap gap-1">
        {['', ...Object.keys(vendorModalities)].map((name) => (
          <Link
            key={name}
            to={name === '' ? '?' : `?modality=${name}`}
            aria-current={name === chosen ? 'page' : undefined}
            className={`rounded-md px-3 py-1.5 text-sm no-underline hover:bg-hover ${name === chosen ? 'bg-accent-soft font-semibold text-ink' : 'text-muted'}`}
          >
            {name === '' ? m.vendors_all() : modalityName(name)}
          </Link>
        ))}
      </nav>
      <div className="mt-5 max-w-4xl">
        {items.length === 0 ? (
          <Empty icon="labour" title={m.vendors_none()}>
            {m.vendors_none_hint()}
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((one) => (
              <li key={one.organisation.slug}>
                <Link
                  to={`/annotation/vendors/${one.organisation.slug}`}
                  className="flex flex-wrap items-center gap-x-5 gap-y-1.5 px-5 py-4 text-ink no-underline hover:bg-hover"
                >
                  <span className="min-w-0 flex-1 basis-60">
                    <span className="block font-medium">
                      {pick(one.organisation.name.zh, one.organisation.name.en)}
                    </span>
                    <span className="block text-sm text-muted">{formatList(one.languages)}</span>
                  </span>
                  <span className="flex flex-wrap gap-1">
                    {one.modalities.map((name) => (
                      <Badge key={name}>{modalityName(name)}</Badge>
                    ))}
                  </span>
                  <span className="tabular text-sm whitespace-nowrap text-muted">
                    {m.vendor_people({ count: formatCount(one.headcount) })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        <MoreLink next={next} />
      </div>
    </div>
  );
}

/** For managers: the way to the own profile. */
function OwnProfiles() {
  const organisations = useRootData()?.session?.organisations ?? [];
  const vendors = organisations.filter((org) => org.status === 'approved' && org.role !== 'member');
  return (
    <p className="flex flex-wrap gap-2">
      {vendors.map((org) => (
        <ButtonLink key={org.slug} size="sm" to={`/annotation/vendors/${org.slug}/profile`}>
          {m.vendor_own_profile({ name: pick(org.name.zh, org.name.en) })}
        </ButtonLink>
      ))}
    </p>
  );
}
