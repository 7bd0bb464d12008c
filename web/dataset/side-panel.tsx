import { useState } from 'react';
import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { formatBytes } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { api, archiveHref } from '../paths.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { call } from '../api.ts';
import { useRevalidator } from 'react-router';
import { Button, buttonClass } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { AccessBox } from './access-box.tsx';
import { Facts } from './facts.tsx';
import { QualitySummaryCard } from './quality-summary.tsx';
import { ReportDialog } from './report-dialog.tsx';

/** Beside the content: how to get it, and the facts. */
export function SidePanel({ page, card }: { readonly page: DatasetPage; readonly card: Card }) {
  const [reporting, setReporting] = useState(false);
  return (
    <aside className="contents lg:block lg:space-y-6">
      <section aria-label={m.access_title()} className="card p-5 max-lg:order-1">
        <GetIt page={page} />
      </section>
      {page.version?.quality && <QualitySummaryCard quality={page.version.quality} />}
      <section aria-labelledby="facts" className="max-lg:order-3">
        <h2 id="facts" className="eyebrow border-b border-line pb-2">
          {m.facts_title()}
        </h2>
        <Facts page={page} card={card} />
        <Button
          look="quiet"
          size="sm"
          icon="flag"
          className="mt-4 -ml-2.5 text-muted noscript:hidden"
          onClick={() => setReporting(true)}
        >
          {m.report()}
        </Button>
        <Moderation page={page} />
      </section>
      <ReportDialog
        open={reporting}
        onClose={() => setReporting(false)}
        org={page.dataset.org.slug}
        name={page.dataset.name}
      />
    </aside>
  );
}

/** The operator's stop, and the provider's answer to it. */
function Moderation({ page: { dataset, may } }: { readonly page: DatasetPage }) {
  const { revalidate } = useRevalidator();
  const { org, name, revision } = dataset;
  const send = async (path: string, body: unknown): Promise<void> => {
    await call('POST', path, body);
    await revalidate();
  };
  return (
    <div className="mt-3 flex gap-2 empty:hidden">
      {may.moderate && dataset.state === 'published' && (
        <ConfirmButton
          label={m.dataset_suspend()}
          look="danger"
          ask={m.dataset_suspend_ask()}
          reasonLabel={m.dataset_reason()}
          reasonHint={m.decide_reason_hint()}
          act={(reason) => send(api.suspend(org.slug, name), { revision, reason })}
        />
      )}
      {may.edit && dataset.state === 'suspended' && (
        <ConfirmButton
          label={m.dataset_appeal()}
          ask={m.dataset_appeal_ask()}
          reasonLabel={m.dataset_appeal_text()}
          act={(text) => send(api.appeals(org.slug, name), { text })}
        />
      )}
    </div>
  );
}

function GetIt({ page }: { readonly page: DatasetPage }) {
  const { dataset, version, files, access } = page;
  if (dataset.externalUrl !== null && files.fileCount === 0)
    return (
      <>
        <a
          href={dataset.externalUrl}
          rel="noopener nofollow"
          className={`${buttonClass('primary', 'lg')} w-full`}
        >
          <Icon name="external" size={18} />
          {m.external_open()}
        </a>
        <p className="mt-2.5 text-sm text-muted">{m.external_hint()}</p>
      </>
    );
  if (!version)
    return (
      <>
        <p className="font-semibold">{m.dataset_no_version()}</p>
        <p className="mt-1 text-sm text-muted">{m.dataset_no_version_hint()}</p>
      </>
    );
  if (access.download.verdict === 'deny') return <AccessBox page={page} />;
  return (
    <>
      <a
        href={archiveHref(dataset.org.slug, dataset.name, version.semver)}
        download
        className={`${buttonClass('primary', 'lg')} w-full`}
      >
        <Icon name="download" size={18} />
        {m.download_all_size({ size: formatBytes(files.sizeBytes) })}
      </a>
      <p className="mt-2.5 text-sm text-muted">{m.download_resume_hint()}</p>
      {dataset.visibility !== 'public' && <AccessBox page={page} />}
    </>
  );
}
