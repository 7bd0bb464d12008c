import type { DatasetView } from '#src/catalog/schema.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ButtonLink } from '../ui/button.tsx';

/** What stays of a withdrawn dataset: that it was there, whose it was and why it went. */
export function Tombstone({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <div className="page max-w-3xl py-16">
      <p className="font-mono text-sm text-faint">410</p>
      <h1 className="mt-2 text-2xl">{m.dataset_tombstone_title()}</h1>
      <p className="mt-3 text-muted">{m.dataset_tombstone_body()}</p>
      <dl className="card mt-6 grid gap-x-6 gap-y-3 p-6 sm:grid-cols-[auto_1fr]">
        <dt className="text-faint">{m.files_name()}</dt>
        <dd className="font-semibold">
          {pick(dataset.card.title.zh, dataset.card.title.en) || dataset.name}
        </dd>
        <dt className="text-faint">{m.fact_provider()}</dt>
        <dd>{dataset.org.name}</dd>
        {dataset.stateReason !== null && (
          <>
            <dt className="text-faint">{m.dataset_reason()}</dt>
            <dd>{dataset.stateReason}</dd>
          </>
        )}
        <dt className="text-faint">{m.fact_updated()}</dt>
        <dd>{formatDay(dataset.updatedAt)}</dd>
      </dl>
      <div className="mt-8">
        <ButtonLink to="/search">{m.go_search()}</ButtonLink>
      </div>
    </div>
  );
}
