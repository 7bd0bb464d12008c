import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { filesCount, formatBytes, formatCount, formatDay, formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { orgName } from '../ui/dataset-row.tsx';
import { classifications, domains, frequencies, modalities } from '../ui/labels.ts';

/** What is known of the dataset, only the lines that are. */
export function Facts({ page, card }: { readonly page: DatasetPage; readonly card: Card }) {
  const { dataset, version, files } = page;
  const domain = card.domain;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      m.fact_provider(),
      <Link to={`/o/${dataset.org.slug}`} className="link">
        {orgName(dataset.org)}
      </Link>,
    ],
    [m.fact_publisher(), card.publisher],
    [m.fact_licence(), licenceOf(card)],
    [
      m.fact_domain(),
      domain && (
        <Link to={`/search?domain=${domain}`} className="link">
          {domains[domain].name()}
        </Link>
      ),
    ],
    [m.fact_modality(), card.modality && formatList(card.modality.map((one) => modalities[one]()))],
    [m.fact_tasks(), card.tasks && formatList(card.tasks)],
    [m.fact_languages(), card.languages && formatList(card.languages)],
    [m.fact_coverage_time(), timeCovered(card)],
    [m.fact_coverage_place(), card.coverage?.place],
    [m.fact_frequency(), card.updateFrequency && frequencies[card.updateFrequency]()],
    [
      m.fact_size(),
      files.fileCount > 0 && `${formatBytes(files.sizeBytes)} · ${filesCount(files.fileCount)}`,
    ],
    [m.fact_formats(), version && version.formats.join(' ').toUpperCase()],
    [m.fact_classification(), classifications[dataset.classification]()],
    [m.fact_published(), dataset.publishedAt !== null && formatDay(dataset.publishedAt)],
    [m.fact_downloads(), formatCount(dataset.downloads)],
    [m.fact_contact(), contactOf(card)],
    [
      m.fact_homepage(),
      card.homepage !== undefined && (
        <a href={card.homepage} rel="noopener nofollow" className="link">
          {hostOf(card.homepage)}
        </a>
      ),
    ],
  ];
  const keywords = card.keywords ?? [];
  return (
    <>
      <dl className="divide-y divide-line text-sm">
        {rows
          .filter(
            ([, value]) => value !== undefined && value !== false && value !== null && value !== '',
          )
          .map(([label, value]) => (
            <div key={label} className="flex gap-4 py-2">
              <dt className="w-24 shrink-0 text-faint">{label}</dt>
              <dd className="min-w-0 flex-1">{value}</dd>
            </div>
          ))}
      </dl>
      {keywords.length > 0 && (
        <ul
          aria-label={m.fact_keywords()}
          className="flex flex-wrap gap-1.5 border-t border-line pt-3"
        >
          {keywords.map((word) => (
            <li key={word}>
              <Link
                to={`/search?q=${encodeURIComponent(word)}`}
                className="inline-block rounded-full border border-line bg-surface px-2.5 py-0.5 text-sm text-muted no-underline hover:border-accent-line hover:text-ink"
              >
                {word}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function licenceOf({ licence }: Card): ReactNode {
  if (!licence) return undefined;
  const name = licence.spdx ?? licence.name;
  const href =
    licence.spdx === undefined ? licence.url : `https://spdx.org/licenses/${licence.spdx}.html`;
  return href === undefined ? (
    name
  ) : (
    <a href={href} rel="noopener license" className="link">
      {name}
    </a>
  );
}

function timeCovered({ coverage }: Card): string | undefined {
  if (coverage?.from && coverage.to) return m.range({ from: coverage.from, to: coverage.to });
  if (coverage?.from) return m.range_from({ from: coverage.from });
  return coverage?.to && m.range_to({ to: coverage.to });
}

function contactOf({ contact }: Card): ReactNode {
  if (!contact) return undefined;
  if (contact.email)
    return (
      <a href={`mailto:${contact.email}`} className="link">
        {contact.name ?? contact.email}
      </a>
    );
  if (contact.url)
    return (
      <a href={contact.url} rel="noopener nofollow" className="link">
        {contact.name ?? hostOf(contact.url)}
      </a>
    );
  return contact.name;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
