import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ScorecardBody, VendorViewBody } from '#src/annotation/vendors/schema.ts';
import { load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount, formatList } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Certificates } from './certificates.tsx';
import { Scorecard } from './scorecard.tsx';
import { modalityName, vendorStates } from './vendor-words.ts';

interface VendorData {
  readonly vendor: VendorViewBody;
  readonly scorecard: ScorecardBody;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<VendorData> {
  const at = `/annotation/vendors/${encodeURIComponent(params['org'] ?? '')}`;
  const [vendor, scorecard] = await Promise.all([
    load<VendorViewBody>(context, at),
    load<ScorecardBody>(context, `${at}/scorecard`),
  ]);
  return { vendor, scorecard };
}

const nameOf = ({ organisation }: VendorViewBody): string =>
  pick(organisation.name.zh, organisation.name.en);

export const handle: PageHandle<VendorData> = {
  head: ({ vendor }) => ({
    title: nameOf(vendor),
    canonical: `/annotation/vendors/${vendor.organisation.slug}`,
    ...(vendor.state === 'approved' ? {} : { noindex: true }),
  }),
};

/** A vendor: what it can do, its certificates, and how it has worked. */
export function Component() {
  const { vendor, scorecard } = useLoaderData<VendorData>();
  const state = vendorStates[vendor.state];
  const { slug } = vendor.organisation;
  const about = pick(vendor.about.zh, vendor.about.en);
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to="/annotation/vendors" className="link">
          {m.vendors_title()}
        </Link>
      </p>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-2xl">{nameOf(vendor)}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
            <Badge tone={state.tone}>{state.name()}</Badge>
            <Link to={`/o/${slug}`} className="link">
              {m.vendor_organisation()}
            </Link>
          </p>
        </div>
        {vendor.role !== undefined && (
          <div className="flex flex-wrap gap-2">
            <ButtonLink size="sm" icon="users" to={`/annotation/vendors/${slug}/team`}>
              {m.vendor_team()}
            </ButtonLink>
            <ButtonLink size="sm" to={`/annotation/vendors/${slug}/profile`}>
              {m.vendor_profile()}
            </ButtonLink>
          </div>
        )}
      </div>
      {vendor.reason !== undefined && (
        <Notice tone="warn" className="mt-5 max-w-4xl" title={state.name()}>
          {vendor.reason}
        </Notice>
      )}
      <div className="mt-8 grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-10">
          {about !== '' && <p className="max-w-[46rem] whitespace-pre-line">{about}</p>}
          <Scorecard of={scorecard} />
          <Section title={m.vendor_certificates()}>
            <Certificates of={vendor.certificates} slug={slug} />
          </Section>
        </div>
        <section aria-labelledby="can" className="card p-5">
          <h2 id="can" className="text-[0.9375rem] font-semibold">
            {m.vendor_abilities()}
          </h2>
          <dl className="mt-2 divide-y divide-line text-sm">
            <Fact name={m.vendor_modalities()}>
              {formatList(vendor.modalities.map(modalityName))}
            </Fact>
            <Fact name={m.vendor_languages()}>{formatList(vendor.languages)}</Fact>
            <Fact name={m.vendor_headcount()}>{formatCount(vendor.headcount)}</Fact>
          </dl>
        </section>
      </div>
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: string }) => (
  <div className="flex items-baseline justify-between gap-4 py-2">
    <dt className="text-muted">{name}</dt>
    <dd className="text-right">{children}</dd>
  </div>
);
