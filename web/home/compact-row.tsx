import { Link } from 'react-router';
import type { DatasetSummary } from '#src/catalog/schema.ts';
import { formatBytes, formatDay } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { datasetHref, orgName, textLang, titleOf } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { domains, visibilities } from '../ui/labels.ts';

/** One dataset on two lines. */
export function CompactRow({
  dataset,
  recommended = true,
}: {
  readonly dataset: DatasetSummary;
  /** Names the year of its recommendation; needless where all are of that year. */
  readonly recommended?: boolean;
}) {
  const domain = domains[dataset.domain];
  const access = visibilities[dataset.visibility];
  return (
    <article className="group relative flex gap-3.5 py-3.5">
      <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-muted">
        <Icon name={domain.icon} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="truncate text-base font-semibold">
          <Link
            to={datasetHref(dataset)}
            lang={textLang(dataset.title)}
            className="text-ink decoration-accent-line underline-offset-4 group-hover:text-accent group-hover:underline after:absolute after:inset-0 after:content-['']"
          >
            {titleOf(dataset)}
          </Link>
        </h3>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-faint">
          <span className="truncate text-muted">{orgName(dataset.org)}</span>
          <span>{dataset.licence ?? m.no_licence()}</span>
          {dataset.sizeBytes > 0 && (
            <span className="tabular">{formatBytes(dataset.sizeBytes)}</span>
          )}
          <span className="tabular">{formatDay(dataset.updatedAt)}</span>
          {dataset.visibility !== 'public' && <Badge tone="amber">{access.name()}</Badge>}
          {recommended && dataset.recommendedIn !== null && (
            <Badge tone="accent" icon="star">
              {m.recommended_in({ year: dataset.recommendedIn })}
            </Badge>
          )}
        </p>
      </div>
    </article>
  );
}
