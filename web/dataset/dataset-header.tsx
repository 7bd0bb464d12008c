import { Link } from 'react-router';
import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { formatDay } from '../i18n/format.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { orgName, textLang } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { visibilities } from '../ui/labels.ts';
import { Notice } from '../ui/notice.tsx';

/** What it is, whose it is, which version this is, and what stands in the way. */
export function DatasetHeader({ page, title }: DatasetHeaderProps) {
  const { dataset, version } = page;
  const shown = pick(title.zh, title.en) || dataset.name;
  const other = language() === 'zh' ? title.en : title.zh;
  return (
    <header>
      <nav
        aria-label={m.dataset_breadcrumb()}
        className="flex flex-wrap items-center gap-1.5 text-sm text-muted"
      >
        <Link to="/search" className="hover:underline">
          {m.nav_datasets()}
        </Link>
        <Icon name="chevron" size={13} className="text-faint" />
        <Link to={`/o/${dataset.org.slug}`} className="hover:underline">
          {orgName(dataset.org)}
        </Link>
      </nav>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="min-w-0 max-w-4xl">
          <h1 className="text-2xl" lang={textLang(title)}>
            {shown}
          </h1>
          {other && other !== shown && (
            <p className="mt-0.5 text-muted" lang={language() === 'zh' ? 'en' : 'zh-CN'}>
              {other}
            </p>
          )}
        </div>
        {page.may.edit && (
          <ButtonLink icon="upload" to={`/publish/${dataset.org.slug}/${dataset.name}`}>
            {version ? m.dataset_new_version() : m.dataset_edit()}
          </ButtonLink>
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {dataset.recommendedIn !== null && (
          <Badge tone="solid" icon="star">
            {m.recommended_in({ year: dataset.recommendedIn })}
          </Badge>
        )}
        <Badge
          tone={dataset.visibility === 'public' ? 'accent' : 'amber'}
          icon={visibilities[dataset.visibility].icon}
        >
          {visibilities[dataset.visibility].name()}
        </Badge>
        {dataset.state === 'draft' && <Badge>{m.state_draft()}</Badge>}
        {dataset.externalUrl !== null && <Badge icon="external">{m.external_data()}</Badge>}
        {version && <VersionMenu page={page} />}
        <span className="tabular text-sm text-faint">
          {m.updated_on({ day: formatDay(dataset.updatedAt) })}
        </span>
      </div>
      <StateNotices page={page} />
    </header>
  );
}

interface DatasetHeaderProps {
  readonly page: DatasetPage;
  readonly title: Card['title'];
}

/** A disclosure of links, so that each version has its address and opens without JavaScript. */
function VersionMenu({ page }: { readonly page: DatasetPage }) {
  const { dataset, version, versions } = page;
  const base = `/d/${dataset.org.slug}/${dataset.name}`;
  return (
    <details className="group relative">
      <summary className="inline-flex min-h-7 list-none items-center gap-1 rounded-sm border border-edge px-2 text-sm hover:bg-hover">
        <span className="sr-only">{m.dataset_version()}</span>
        <span className="font-mono">v{version?.semver}</span>
        {version?.semver === dataset.latestVersion && (
          <span className="text-faint">{m.dataset_version_latest()}</span>
        )}
        <Icon name="down" size={14} className="text-faint" />
      </summary>
      <ul className="scroll-thin absolute left-0 z-20 mt-1 max-h-80 min-w-60 overflow-y-auto rounded-lg border border-line bg-raised p-1.5 shadow-pop">
        {versions.map((one) => (
          <li key={one.id}>
            <Link
              to={one.semver === dataset.latestVersion ? base : `${base}/v/${one.semver}`}
              aria-current={one.semver === version?.semver ? 'true' : undefined}
              className="flex items-center justify-between gap-5 rounded-md px-3 py-1.5 text-sm text-ink no-underline hover:bg-hover aria-[current]:bg-accent-soft"
              onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
            >
              <span className="font-mono">v{one.semver}</span>
              <span className="text-faint">{formatDay(one.publishedAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function StateNotices({ page }: { readonly page: DatasetPage }) {
  const { dataset, version } = page;
  const base = `/d/${dataset.org.slug}/${dataset.name}`;
  const waiting = page.versions.find((one) => one.state === 'waiting');
  const old =
    version !== null && dataset.latestVersion !== null && version.semver !== dataset.latestVersion;
  return (
    <>
      {dataset.state === 'suspended' && (
        <Notice tone="bad" title={m.dataset_suspended()} className="mt-4">
          {dataset.stateReason !== null &&
            m.dataset_suspended_hint({ reason: dataset.stateReason })}
        </Notice>
      )}
      {version?.state === 'deprecated' && (
        <Notice tone="warn" title={m.dataset_version_deprecated()} className="mt-4">
          {version.stateReason}
        </Notice>
      )}
      {version?.state === 'withdrawn' && (
        <Notice tone="bad" title={m.dataset_version_withdrawn()} className="mt-4">
          {version.stateReason}
        </Notice>
      )}
      {waiting && (
        <Notice tone="info" className="mt-4">
          {m.dataset_version_waiting({ version: waiting.semver })}
        </Notice>
      )}
      {old && (
        <Notice tone="info" className="mt-4">
          {m.dataset_not_latest({ version: version.semver })}{' '}
          <Link to={base} className="link">
            {m.dataset_go_latest({ version: dataset.latestVersion ?? '' })}
          </Link>
        </Notice>
      )}
    </>
  );
}
