import { Link, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import type { BidList, InvitationList } from '#src/annotation/packages/distribution-schema.ts';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { QualificationView } from '#src/annotation/qualification/schema.ts';
import type { VendorPage } from '#src/annotation/vendors/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { annotationApi, packageModes, packageStates } from '../annotation-paths.ts';
import { ConfigPreview } from '../labels/config-preview.tsx';
import { sampleTask } from '../labels/sample-task.ts';
import { Markdown } from '../markdown.tsx';
import { PackageFigures } from '../quality/package-figures.tsx';
import { Awards } from './awards.tsx';
import { Distribution } from './distribution.tsx';
import { ClaimBox } from './claim-box.tsx';
import { TestBox } from './test-box.tsx';
import { PackageFacts } from './package-facts.tsx';

type Vendors = typeof VendorPage.infer;
type Invitations = typeof InvitationList.infer;
type Bids = typeof BidList.infer;

export interface PackageData {
  readonly of: PackageView;
  /** Approved vendors, where the reader may invite or award. */
  readonly vendors: Vendors['items'];
  readonly invitations: Invitations['items'];
  /** All of them for the demand side after the deadline, else one's own. */
  readonly bids: Bids['items'];
  /** Where the reader stands with the package's test, if it has one. */
  readonly test: QualificationView | undefined;
}

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<PackageData> {
  await requireSession(context, request);
  const at = annotationApi.package(params['id'] ?? '');
  const of = await load<PackageView>(context, at);
  const gives = of.may.distribute && of.state === 'open' && of.mode !== 'own_team';
  const [vendors, invitations, bids, test] = await Promise.all([
    gives && of.mode !== 'open_claim'
      ? load<Vendors>(context, '/annotation/vendors?limit=100')
      : undefined,
    gives ? load<Invitations>(context, `${at}/invitations`) : undefined,
    of.mode === 'sealed_bids' ? load<Bids>(context, `${at}/bids`) : undefined,
    of.qualification !== null && !of.may.edit
      ? load<QualificationView>(context, `${at}/qualification`)
      : undefined,
  ]);
  return {
    of,
    vendors: vendors?.items ?? [],
    invitations: invitations?.items ?? [],
    bids: bids?.items ?? [],
    test,
  };
}

export const handle: PageHandle<PackageData> = {
  head: ({ of }) => ({ title: of.title, noindex: true }),
};

/** A package as both sides see it: the work, its terms, and what the reader may do with it. */
export function Component() {
  const data = useLoaderData<PackageData>();
  const { of } = data;
  const state = packageStates[of.state];
  const { config } = parseConfig(of.project.labelConfig);
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        {of.may.edit ? (
          <Link to={`/annotation/projects/${of.project.id}/packages`} className="link">
            {of.project.title}
          </Link>
        ) : (
          <Link to="/annotation/market" className="link">
            {m.annotation_nav_market()}
          </Link>
        )}
      </p>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-2xl">{of.title}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
            <Badge tone={state.tone}>{state.name()}</Badge>
            {pick(of.org.nameZh, of.org.nameEn)} · {packageModes[of.mode].name()}
            <span className="tabular text-faint">#{of.number}</span>
          </p>
        </div>
        <Commands of={of} />
      </div>
      <div className="mt-8 grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="order-2 min-w-0 space-y-10 lg:order-1">
          {of.description !== '' && <Markdown text={of.description} />}
          {(of.may.edit || of.may.label) && <PackageFigures packageId={of.id} />}
          <Section title={m.annotation_package_work()} hint={m.annotation_package_work_hint()}>
            <div className="rounded-lg border border-line bg-sunken p-4">
              {config ? (
                <ConfigPreview config={config} data={sampleTask(config)} />
              ) : (
                <Notice tone="warn">{m.annotation_config_unreadable()}</Notice>
              )}
            </div>
          </Section>
          {of.project.instructions.trim() !== '' && (
            <Section title={m.annotation_tab_instructions()}>
              <div className="card p-5 sm:p-7">
                <Markdown text={of.project.instructions} />
              </div>
            </Section>
          )}
          {of.may.distribute && of.state === 'open' && <Distribution key={of.revision} {...data} />}
          {of.awards.length > 0 && <Awards awards={of.awards} />}
        </div>
        <div className="order-1 space-y-5 lg:order-2">
          <TestBox of={of} test={data.test} />
          <ClaimBox of={of} bids={data.bids} />
          <PackageFacts of={of} />
        </div>
      </div>
    </div>
  );
}

/** What the demand side does with a package, and the way to the workbench. */
function Commands({ of }: { readonly of: PackageView }) {
  const { revalidate } = useRevalidator();
  const send = async (command: 'publish' | 'close' | 'cancel'): Promise<void> => {
    const at = `${annotationApi.package(of.id)}/${command}`;
    await call('POST', at, { revision: of.revision });
    await revalidate();
  };
  const { distribute, label } = of.may;
  return (
    <div className="flex flex-wrap gap-2">
      {distribute && of.state === 'draft' && (
        <ConfirmButton
          label={m.annotation_publish()}
          look="primary"
          size="md"
          ask={m.annotation_publish_ask()}
          act={() => send('publish')}
        />
      )}
      {distribute && of.state === 'draft' && (
        <ButtonLink to={`/annotation/packages/${of.id}/edit`}>
          {m.annotation_edit_package()}
        </ButtonLink>
      )}
      {distribute && (of.state === 'draft' || of.state === 'open') && (
        <ConfirmButton
          label={m.annotation_cancel_package()}
          look="danger"
          size="md"
          ask={m.annotation_cancel_package_ask()}
          act={() => send('cancel')}
        />
      )}
      {distribute && (of.state === 'open' || of.state === 'working') && (
        <ConfirmButton
          label={m.annotation_close_package()}
          size="md"
          ask={m.annotation_close_package_ask()}
          act={() => send('close')}
        />
      )}
      {label && (of.state === 'open' || of.state === 'working') && (
        <ButtonLink look="primary" to={`/annotation/packages/${of.id}/label`} reloadDocument>
          {m.annotation_start_labelling()}
        </ButtonLink>
      )}
    </div>
  );
}
