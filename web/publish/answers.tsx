import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { filesCount, formatBytes, formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { classifications, domains, frequencies, modalities } from '../ui/labels.ts';
import { useDraft } from './draft-frame.tsx';

/** Each answer with the way back to it. */
export function Answers() {
  const { dataset, files, base } = useDraft();
  const { card } = dataset;
  const cardStep = `${base}/card`;
  const rows: readonly (readonly [string, ReactNode, string])[] = [
    [
      m.tab_files(),
      files.fileCount > 0
        ? m.draft_files_total({
            files: filesCount(files.fileCount),
            size: formatBytes(files.sizeBytes),
          })
        : dataset.externalUrl,
      base,
    ],
    [m.publish_title_zh(), card.title.zh, cardStep],
    [m.publish_title_en(), card.title.en, cardStep],
    [m.card_description_zh(), card.description?.zh, cardStep],
    [m.card_description_en(), card.description?.en, cardStep],
    [m.fact_domain(), card.domain && domains[card.domain].name(), cardStep],
    [
      m.fact_modality(),
      card.modality && formatList(card.modality.map((one) => modalities[one]())),
      cardStep,
    ],
    [m.fact_licence(), card.licence?.spdx ?? card.licence?.name, cardStep],
    [m.fact_keywords(), card.keywords && formatList(card.keywords), cardStep],
    [m.overview_provenance(), card.provenance, cardStep],
    [m.overview_collection(), card.collectionMethod, cardStep],
    [m.fact_frequency(), card.updateFrequency && frequencies[card.updateFrequency](), cardStep],
    [m.fact_classification(), classifications[card.classification ?? 'general'](), cardStep],
    [
      m.overview_readme(),
      card.readme && `${card.readme.slice(0, 160)}${card.readme.length > 160 ? '…' : ''}`,
      cardStep,
    ],
  ];
  return (
    <dl className="card divide-y divide-line">
      {rows.map(([label, value, to]) => (
        <div
          key={label}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 px-5 py-3 sm:grid-cols-[10rem_minmax(0,1fr)_auto]"
        >
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="line-clamp-4 whitespace-pre-line max-sm:row-start-2 max-sm:col-span-2">
            {value ? value : <span className="text-faint">{m.check_empty()}</span>}
          </dd>
          <dd className="text-sm">
            <Link to={to} className="link" aria-label={`${m.check_change()} ${label}`}>
              {m.check_change()}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
