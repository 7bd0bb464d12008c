import type { SearchDocument } from '#src/ports/search.ts';
import { licenceLabel } from './licence.ts';
import type { DatasetRow } from './queries/dataset.ts';

const longestSpan = 400;

/** Years the data cover (at most 400 of them, the latest), else the year of publication. */
function yearsOf(row: DatasetRow): number[] {
  const { from, to } = row.card.coverage ?? {};
  const first = Number((from ?? to)?.slice(0, 4));
  const last = Number((to ?? from)?.slice(0, 4));
  if (!first || !last)
    return row.first_published_at ? [row.first_published_at.getUTCFullYear()] : [];
  const length = Math.min(last - first + 1, longestSpan);
  return Array.from({ length }, (_, i) => last - length + 1 + i);
}

/** Markdown without its marks, as words to find. */
const plainText = (markdown: string): string =>
  markdown
    .slice(0, 20_000)
    .replace(/<[^>]*>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[#*_`>|~-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A published dataset as the search finds it; undefined for those it must not find. */
export function searchDocument(row: DatasetRow): SearchDocument | undefined {
  if (row.state !== 'published') return undefined;
  const { card } = row;
  return {
    id: row.id,
    orgId: row.org_id,
    org: row.org_slug,
    orgTitle: [...new Set([row.org_name_zh, row.org_name_en, card.publisher ?? ''])]
      .filter(Boolean)
      .join(' '),
    name: row.name,
    titleZh: card.title.zh ?? '',
    titleEn: card.title.en ?? '',
    descriptionZh: card.description?.zh ?? '',
    descriptionEn: card.description?.en ?? '',
    keywords: card.keywords ?? [],
    readme: plainText(card.readme ?? ''),
    domain: card.domain ?? 'other',
    modality: card.modality ?? [],
    tasks: card.tasks ?? [],
    formats: row.formats ?? [],
    licence: licenceLabel(card.licence) ?? '',
    languages: card.languages ?? [],
    sizeBytes: Number(row.size_bytes ?? 0),
    years: yearsOf(row),
    visibility: row.visibility,
    recommendedIn: row.recommended_in,
    publishedAt: row.first_published_at ?? row.created_at,
    updatedAt: row.updated_at,
    downloads: Number(row.downloads),
  };
}
