import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { VendorViewBody } from '#src/annotation/vendors/schema.ts';
import type { OrganisationViewBody } from '#src/identity/schema.ts';
import { call, load, loadOptional } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatInstant } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { CertificateForm } from './certificate-form.tsx';
import { Certificates } from './certificates.tsx';
import { ProfileForm } from './profile-form.tsx';
import { vendorStates } from './vendor-words.ts';

interface ProfileData {
  readonly org: OrganisationViewBody;
  readonly vendor: VendorViewBody | undefined;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<ProfileData> {
  await requireSession(context, request);
  const slug = encodeURIComponent(params['org'] ?? '');
  const [org, vendor] = await Promise.all([
    load<OrganisationViewBody>(context, `/organisations/${slug}`),
    loadOptional<VendorViewBody>(context, `/annotation/vendors/${slug}`, [404]),
  ]);
  return { org, vendor };
}

export const handle: PageHandle<ProfileData> = {
  head: () => ({ title: m.vendor_profile(), noindex: true }),
};

/** The vendor's own profile: written, laid before the operator, and where it stands. */
export function Component() {
  const { org, vendor } = useLoaderData<ProfileData>();
  const manages = vendor
    ? vendor.role === 'manager'
    : org.role === 'owner' || org.role === 'manager';
  const writable = vendor?.state !== 'submitted' && vendor?.state !== 'suspended';
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to={vendor ? `/annotation/vendors/${org.slug}` : `/o/${org.slug}`} className="link">
          {pick(org.name.zh, org.name.en)}
        </Link>
      </p>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <h1 className="text-2xl">{m.vendor_profile()}</h1>
        {vendor && (
          <ButtonLink size="sm" icon="users" to={`/annotation/vendors/${org.slug}/team`}>
            {m.vendor_team()}
          </ButtonLink>
        )}
      </div>
      <div className="mt-6 max-w-3xl space-y-10">
        {org.kind !== 'annotation-vendor' || !manages ? (
          <Notice tone="info">
            {manages ? m.vendor_other_kind() : m.vendor_profile_managers()}
          </Notice>
        ) : (
          <>
            {vendor && <Standing of={vendor} />}
            {writable ? (
              <ProfileForm key={vendor?.revision ?? 0} slug={org.slug} vendor={vendor} />
            ) : null}
            {vendor && (
              <Section title={m.vendor_certificates()} hint={m.vendor_certificates_hint()}>
                <OwnCertificates of={vendor} />
              </Section>
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** Where the profile stands, and the step that can be taken now. */
function Standing({ of }: { readonly of: VendorViewBody }) {
  const { revalidate } = useRevalidator();
  const state = vendorStates[of.state];
  const send = async (command: 'submit' | 'withdraw'): Promise<void> => {
    const at = `/annotation/vendors/${of.organisation.slug}/${command}`;
    await call('POST', at, { revision: of.revision });
    await revalidate();
  };
  const said = {
    draft: m.vendor_said_draft(),
    submitted: m.vendor_said_submitted(),
    approved: m.vendor_said_approved(),
    refused: m.vendor_said_refused(),
    suspended: m.vendor_said_suspended(),
  }[of.state];
  return (
    <section aria-label={m.vendor_standing()} className="card p-5">
      <p className="flex flex-wrap items-center gap-3">
        <Badge tone={state.tone}>{state.name()}</Badge>
        {of.state === 'submitted' && of.submittedAt !== undefined && (
          <span className="tabular text-sm text-faint">{formatInstant(of.submittedAt)}</span>
        )}
      </p>
      <p className="mt-2">{said}</p>
      {of.reason !== undefined && (
        <Notice tone="warn" className="mt-3" title={m.dataset_reason()}>
          {of.reason}
        </Notice>
      )}
      <div className="mt-4 flex gap-2">
        {(of.state === 'draft' || of.state === 'refused') && (
          <ConfirmButton
            label={m.vendor_submit()}
            look="primary"
            size="md"
            ask={m.vendor_submit_ask()}
            act={() => send('submit')}
          />
        )}
        {of.state === 'submitted' && (
          <ConfirmButton
            label={m.vendor_withdraw()}
            ask={m.vendor_withdraw_ask()}
            act={() => send('withdraw')}
          />
        )}
      </div>
    </section>
  );
}

function OwnCertificates({ of }: { readonly of: VendorViewBody }) {
  const { revalidate } = useRevalidator();
  const at = `/annotation/vendors/${of.organisation.slug}/certificates`;
  return (
    <>
      <Certificates
        of={of.certificates}
        slug={of.organisation.slug}
        action={(one) => (
          <ConfirmButton
            label={m.vendor_certificate_remove()}
            look="danger"
            ask={`${one.name} · ${one.number}`}
            act={async () => {
              await call('DELETE', `${at}/${one.id}`);
              await revalidate();
            }}
          />
        )}
      />
      <CertificateForm at={at} />
    </>
  );
}
