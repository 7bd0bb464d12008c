import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { pick } from '../i18n/language.ts';
import { downloadHref } from '../paths.ts';

/** Most files listed in the document; the rest is reachable through the page. */
const distributionMax = 50;

/** schema.org Dataset of what the page shows (developers.google.com/search/docs: Dataset). */
export function datasetJsonLd(
  page: DatasetPage,
  card: Card,
  origin: string,
): Record<string, unknown> {
  const { dataset, version, files } = page;
  const { org, name } = dataset;
  const base = `${origin}/d/${org.slug}/${name}`;
  const licence = card.licence?.spdx
    ? `https://spdx.org/licenses/${card.licence.spdx}`
    : (card.licence?.url ?? card.licence?.name);
  const covered = card.coverage;
  const isFree = dataset.visibility === 'public';
  return withoutEmpty({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': base,
    name: pick(card.title.zh, card.title.en),
    alternateName: [card.title.zh, card.title.en].filter(Boolean).slice(1),
    description: pick(card.description?.zh, card.description?.en),
    url: version ? `${base}/v/${version.semver}` : base,
    sameAs: dataset.externalUrl ?? card.homepage,
    identifier: `${org.slug}/${name}`,
    version: version?.semver,
    license: licence,
    keywords: card.keywords,
    inLanguage: card.languages,
    isAccessibleForFree: isFree,
    conditionsOfAccess: isFree ? undefined : dataset.visibility,
    creator: { '@type': 'Organization', name: card.publisher ?? pick(org.name.zh, org.name.en) },
    publisher: {
      '@type': 'Organization',
      name: pick(org.name.zh, org.name.en),
      url: `${origin}/o/${org.slug}`,
    },
    datePublished: version?.publishedAt ?? dataset.publishedAt,
    dateModified: dataset.updatedAt,
    temporalCoverage:
      covered?.from || covered?.to ? `${covered.from ?? '..'}/${covered.to ?? '..'}` : undefined,
    spatialCoverage: covered?.place,
    distribution:
      isFree && version
        ? files.items.slice(0, distributionMax).map((file) => ({
            '@type': 'DataDownload',
            name: file.path,
            contentUrl: `${origin}${downloadHref(org.slug, name, version.semver, file.path)}`,
            encodingFormat: file.mediaType,
            contentSize: String(file.sizeBytes),
            sha256: file.sha256,
          }))
        : undefined,
  });
}

function withoutEmpty(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
