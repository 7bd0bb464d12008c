import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchDocument } from '#src/ports/search.ts';

export interface CatalogRecord {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly licence: string;
  readonly publisher: string;
  readonly language: string;
  readonly source: string;
}

export interface TagQuery {
  readonly query: string;
  readonly relevant: readonly string[];
}

export interface BilingualPair {
  readonly query_zh: string;
  readonly query_en: string;
  readonly relevant: readonly string[];
}

const shared = process.env['BANYAN_SHARED'] ?? new URL('../../shared', import.meta.url).pathname;

/** Lines of a file of the shared catalogue fixtures. */
export function readLines<T>(name: string): T[] {
  const text = readFileSync(join(shared, 'fixtures/data/catalog', name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/** Deterministic numbers in [0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const domains =
  'government manufacturing education health transport agriculture culture finance marine meteorology research employment other'.split(
    ' ',
  );
const modalities = 'table text image audio video geospatial time-series graph'.split(' ');
const formats = 'csv parquet json jsonl geojson xlsx netcdf geotiff zip xml'.split(' ');
const languages = 'zh en ja de fr es'.split(' ');
const licences = 'CC-BY-4.0 CC0-1.0 MIT Apache-2.0 ODbL-1.0 CC-BY-SA-4.0 CC-BY-NC-4.0 other'.split(
  ' ',
);

/** A UUID made from a number, so that the same record has the same id in every run. */
export const idOf = (n: number): string =>
  `019a0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

/**
 * Document number `n`: the first 6,418 are the real records; later ones join the title of one, a part
 * of the title of another and the sentences of two descriptions of the same source.
 */
export function makeDocument(records: readonly CatalogRecord[], n: number): SearchDocument {
  const next = random(n + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const base = records[n % records.length] as CatalogRecord;
  const real = n < records.length;
  const other = real
    ? base
    : (records[(n * 7 + Math.floor(next() * 40)) % records.length] as CatalogRecord);
  const title = real
    ? base.title
    : `${base.title} ${pick(['', '2021', '2023', 'II', 'v2', '(subset)'])} ${other.title.split(/\s+/).slice(0, 2).join(' ').slice(0, 24)}`.trim();
  const cut = (text: string): string =>
    text.slice(Math.floor((text.length / 2) * next()), text.length);
  const description = real
    ? base.description
    : `${cut(base.description)} ${cut(other.description)}`;
  const keywords = real
    ? base.keywords
    : [...new Set([...base.keywords, ...other.keywords])].filter(() => next() < 0.6);
  const zh = base.language === 'zh';
  const org = Math.floor(next() ** 2 * 400);
  const visibility = next();
  return {
    id: idOf(n),
    orgId: idOf(1_000_000_000 + org),
    org: `org-${org}`,
    orgTitle: base.publisher.slice(0, 100),
    name: `${slug(base.id)}-${n}`.slice(-64),
    titleZh: zh ? title : '',
    titleEn: zh ? '' : title,
    descriptionZh: zh ? description : '',
    descriptionEn: zh ? '' : description,
    keywords,
    readme: '',
    domain: pick(domains),
    modality: [pick(modalities)],
    tasks: [],
    formats: [...new Set([pick(formats), pick(formats)])],
    licence: pick(licences),
    languages: [...new Set([zh ? 'zh' : 'en', pick(languages)])],
    sizeBytes: Math.floor(10 ** (next() * 11)),
    years: [2000 + Math.floor(next() * 26), 2010 + Math.floor(next() * 16)].filter(
      (y, i, all) => all.indexOf(y) === i,
    ),
    visibility: real || visibility > 0.15 ? 'public' : visibility > 0.1 ? 'gated' : 'organisation',
    recommendedIn: next() < 0.001 ? 2025 : null,
    publishedAt: new Date(1_600_000_000_000 + Math.floor(next() * 190_000_000) * 1000),
    updatedAt: new Date(1_790_000_000_000),
    downloads: Math.floor(10 ** (next() * 5)),
  };
}

export async function* makeDocuments(
  records: readonly CatalogRecord[],
  count: number,
): AsyncGenerator<SearchDocument> {
  for (let n = 0; n < count; n += 1) yield makeDocument(records, n);
}
