import type { EntryRow } from './queries.ts';
import type { DirectoryEntryBody } from './schema.ts';

/** The number of a certificate: year and slot, which nobody else ever gets. */
export const certificateNumber = (row: { readonly year: number; readonly slot: number }): string =>
  `HQD-${row.year}-${String(row.slot).padStart(2, '0')}`;

/** Year and slot of a certificate's number. */
export function slotOf(number: string): { readonly year: number; readonly slot: number } {
  const [, year = '', slot = ''] = number.split('-');
  return { year: Number(year), slot: Number(slot) };
}

export const entryView = (row: EntryRow): DirectoryEntryBody => ({
  id: row.id,
  year: row.year,
  slot: row.slot,
  certificate: certificateNumber(row),
  state: row.state,
  title: { zh: row.title_zh, en: row.title_en },
  field: row.field,
  organisations: row.organisations.map(({ slug, name }) => ({ slug, name: { ...name } })),
  ...(row.org_slug !== null && row.dataset_name !== null
    ? { dataset: { org: row.org_slug, name: row.dataset_name } }
    : {}),
  semver: row.semver,
  publishedAt: row.published_at.toISOString(),
  validTo: row.valid_to,
  ...(row.revoked_at ? { revokedAt: row.revoked_at.toISOString() } : {}),
  ...(row.revoked_reason === null ? {} : { revokedReason: row.revoked_reason }),
});
