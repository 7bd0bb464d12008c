import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DatasetSummary } from '#src/catalog/schema.ts';
import { formatBytes, formatDay, formatShort } from '../i18n/format.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from './badge.tsx';
import { Icon } from './icon.tsx';
import { domains, visibilities } from './labels.ts';

/** The organisation's name in the reader's language. */
export const orgName = (org: { name: { zh: string; en: string } }): string =>
  pick(org.name.zh, org.name.en);

export const datasetHref = (dataset: { org: { slug: string }; name: string }): string =>
  `/d/${dataset.org.slug}/${dataset.name}`;

/** Title of a dataset in the reader's language, or the other one, or its name. */
export const titleOf = (dataset: { title: { zh?: string; en?: string }; name: string }): string =>
  pick(dataset.title.zh, dataset.title.en) || dataset.name;

/** The `lang` of a text that may be in the other language, so that it is read out rightly. */
export function textLang(text: { zh?: string; en?: string }): string | undefined {
  const own = language() === 'zh' ? text.zh : text.en;
  if (own) return undefined;
  return language() === 'zh' ? 'en' : 'zh-CN';
}

/** One dataset in a list: what it is, who has it, and whether it can be used. */
export function DatasetRow({ dataset, title, summary, level = 'h2' }: DatasetRowProps) {
  const Heading = level;
  const domain = domains[dataset.domain];
  const access = visibilities[dataset.visibility];
  return (
    <article className="group relative py-5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Heading className="text-lg leading-snug font-semibold">
          <Link
            to={datasetHref(dataset)}
            lang={textLang(dataset.title)}
            className="text-ink decoration-accent-line underline-offset-4 group-hover:text-accent group-hover:underline after:absolute after:inset-0 after:content-['']"
          >
            {title ?? titleOf(dataset)}
          </Link>
        </Heading>
        {dataset.recommendedIn !== null && (
          <Badge tone="solid" icon="star">
            {m.recommended_in({ year: dataset.recommendedIn })}
          </Badge>
        )}
        {dataset.visibility !== 'public' && (
          <Badge tone="amber" icon={access.icon}>
            {access.name()}
          </Badge>
        )}
        {dataset.external && <Badge icon="external">{m.external_data()}</Badge>}
      </div>
      <p
        className="mt-1 line-clamp-2 max-w-[72ch] text-[0.9375rem] text-muted"
        lang={textLang(dataset.summary)}
      >
        {summary ?? pick(dataset.summary.zh, dataset.summary.en)}
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-faint">
        <Link to={`/o/${dataset.org.slug}`} className="relative z-10 text-muted hover:underline">
          {orgName(dataset.org)}
        </Link>
        <span className="inline-flex items-center gap-1">
          <Icon name={domain.icon} size={15} />
          {domain.name()}
        </span>
        <span>{dataset.licence ?? m.no_licence()}</span>
        {dataset.formats.length > 0 && (
          <span className="font-mono text-xs uppercase">
            {dataset.formats.slice(0, 4).join(' ')}
          </span>
        )}
        {dataset.sizeBytes > 0 && <span className="tabular">{formatBytes(dataset.sizeBytes)}</span>}
        {dataset.quality !== null && (
          <span className="tabular">{m.dataset_quality({ score: dataset.quality })}</span>
        )}
        {dataset.downloads > 0 && (
          <span className="tabular">
            {m.downloads_count({ count: formatShort(dataset.downloads) })}
          </span>
        )}
        <span className="tabular">{m.updated_on({ day: formatDay(dataset.updatedAt) })}</span>
      </p>
    </article>
  );
}

interface DatasetRowProps {
  readonly dataset: DatasetSummary;
  /** Title and summary with the matches marked, where there are any. */
  readonly title?: ReactNode;
  readonly summary?: ReactNode;
  readonly level?: 'h2' | 'h3';
}
