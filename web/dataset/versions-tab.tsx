import { Form, Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { VersionDiff } from '#src/catalog/diff-schema.ts';
import type { DatasetPage, VersionSummary } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import { filesCount, formatBytes, formatCount, formatDay } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { api } from '../paths.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { FactLine } from '../ui/fact-line.tsx';
import { versionStates } from '../ui/labels.ts';
import { useBase, useDataset } from './dataset-data.ts';
import { DiffView } from './diff-view.tsx';

const semver = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/u;

/** The difference of `?from=` and `?to=`, where both are given. */
export async function loader({
  params,
  request,
  context,
}: LoaderFunctionArgs): Promise<VersionDiff | null> {
  const query = new URL(request.url).searchParams;
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const { org = '', name = '' } = params;
  return semver.test(from) && semver.test(to) && from !== to
    ? load<VersionDiff>(context, api.diff(org, name, from, to))
    : null;
}

export function Component() {
  const { page } = useDataset();
  const diff = useLoaderData<VersionDiff | null>();
  return (
    <div className="space-y-8">
      {page.versions.length > 1 ? (
        <Compare page={page} diff={diff} />
      ) : (
        <p className="text-sm text-muted">{m.versions_one()}</p>
      )}
      {diff && <DiffView diff={diff} />}
      <section aria-labelledby="history">
        <h2 id="history" className="text-lg">
          {m.versions_title()}
        </h2>
        <ol className="mt-4 space-y-4">
          {page.versions.map((version) => (
            <VersionEntry key={version.id} version={version} page={page} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Compare({
  page,
  diff,
}: {
  readonly page: DatasetPage;
  readonly diff: VersionDiff | null;
}) {
  const base = useBase();
  const [newest, before] = page.versions;
  const select = (name: string, label: string, value: string | undefined) => (
    <label className="flex-1">
      <span className="mb-1 block text-sm text-muted">{label}</span>
      <select key={value} name={name} defaultValue={value} className="control font-mono">
        {page.versions.map((one) => (
          <option key={one.id} value={one.semver}>
            {one.semver}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Form
      action={`${base}/versions`}
      preventScrollReset
      aria-label={m.versions_compare()}
      className="card flex flex-wrap items-end gap-4 p-5"
    >
      {select('from', m.versions_from(), diff?.from ?? before?.semver)}
      {select('to', m.versions_to(), diff?.to ?? newest?.semver)}
      <Button type="submit">{m.versions_compare_action()}</Button>
    </Form>
  );
}

function VersionEntry({
  version,
  page,
}: {
  readonly version: VersionSummary;
  readonly page: DatasetPage;
}) {
  const base = `/d/${page.dataset.org.slug}/${page.dataset.name}`;
  const current = version.semver === page.version?.semver;
  const facts = [
    m.versions_published({ day: formatDay(version.publishedAt) }),
    filesCount(version.fileCount),
    formatBytes(version.sizeBytes),
    m.downloads_count({ count: formatCount(version.downloads) }),
  ];
  return (
    <li className="card p-5">
      <div className="flex flex-wrap items-center gap-2.5">
        <h3 className="font-mono text-base font-semibold">v{version.semver}</h3>
        {version.semver === page.dataset.latestVersion && (
          <Badge tone="accent">{m.dataset_version_latest()}</Badge>
        )}
        {version.state !== 'published' && (
          <Badge tone={version.state === 'withdrawn' ? 'danger' : 'amber'}>
            {versionStates[version.state]()}
          </Badge>
        )}
        <span className="flex-1" />
        {current ? (
          <span className="text-sm text-faint">{m.versions_current()}</span>
        ) : (
          <Link to={`${base}/v/${version.semver}`} className={buttonClass('plain', 'sm')}>
            {m.versions_show()}
          </Link>
        )}
      </div>
      <FactLine facts={facts} className="mt-1 text-faint" />
      {version.stateReason !== null && (
        <p className="mt-2 text-sm text-amber">{version.stateReason}</p>
      )}
      <p className={`mt-3 whitespace-pre-line ${version.notes === '' ? 'text-sm text-faint' : ''}`}>
        {version.notes === '' ? m.versions_notes_none() : version.notes}
      </p>
      <p className="mt-3 truncate font-mono text-xs text-faint" title={m.fact_digest()}>
        sha256:{version.digest}
      </p>
    </li>
  );
}
