import type { Tombstone as TombstoneData } from '#src/catalog/schema.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ButtonLink } from '../ui/button.tsx';
import { orgName } from '../ui/dataset-row.tsx';

/** What stays of a withdrawn dataset: that it was there, whose it was and why it went. */
export function Tombstone({ of }: { readonly of: TombstoneData }) {
  return (
    <div className="page py-16">
      <div className="max-w-3xl">
        <p className="font-mono text-sm text-faint">410</p>
        <h1 className="mt-2 text-2xl">{m.dataset_tombstone_title()}</h1>
        <p className="mt-3 text-muted">{m.dataset_tombstone_body()}</p>
        <dl className="card mt-6 grid gap-x-6 gap-y-3 p-6 sm:grid-cols-[auto_1fr]">
          <dt className="text-faint">{m.files_name()}</dt>
          <dd className="font-semibold">{pick(of.card.title.zh, of.card.title.en) || of.name}</dd>
          <dt className="text-faint">{m.fact_provider()}</dt>
          <dd>{orgName(of.org)}</dd>
          {of.reason !== '' && (
            <>
              <dt className="text-faint">{m.dataset_reason()}</dt>
              <dd>{of.reason}</dd>
            </>
          )}
          <dt className="text-faint">{m.dataset_withdrawn_at()}</dt>
          <dd>{formatDay(of.withdrawnAt)}</dd>
          {of.versions.length > 0 && (
            <>
              <dt className="text-faint">{m.tab_versions()}</dt>
              <dd>
                <ul>
                  {of.versions.map((version) => (
                    <li key={version.id} className="font-mono text-sm">
                      v{version.semver}{' '}
                      <span className="text-faint">sha256:{version.digest.slice(0, 16)}…</span>
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
        </dl>
        <div className="mt-8">
          <ButtonLink to="/search">{m.go_search()}</ButtonLink>
        </div>
      </div>
    </div>
  );
}
