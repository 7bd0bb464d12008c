import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** Names of an organisation's datasets, and of which foreign record each is. */
export async function namesOf(
  db: Db,
  orgId: string,
): Promise<{ name: string; source_id: string | null }[]> {
  return db
    .selectFrom('catalog.dataset')
    .select(['name', 'source_id'])
    .where('org_id', '=', orgId)
    .execute();
}

export interface ImportedRow {
  readonly id: string;
  readonly org_id: string;
  readonly name: string;
  readonly card: unknown;
  readonly title_zh: string | null;
  readonly title_en: string | null;
  readonly domain: string | null;
  readonly external_url: string | null;
  readonly source: string;
  readonly source_id: string;
}

/** Puts in new records and renews changed ones, found by their identifier at the source; equal ones stay. */
export async function upsertImported(trx: Trx, rows: readonly ImportedRow[], now: Date) {
  const { rows: touched } = await sql<{
    id: string;
    created: boolean;
  }>`insert into catalog.dataset as d
      (id, org_id, name, card, title_zh, title_en, domain, visibility, classification, state, external_url,
       source, source_id, created_at, updated_at, first_published_at)
    select x.id, x.org_id, x.name, x.card, x.title_zh, x.title_en, x.domain, 'public', 'general', 'published',
      x.external_url, x.source, x.source_id, ${now}, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id text, org_id text, name text, card jsonb,
      title_zh text, title_en text, domain text, external_url text, source text, source_id text)
    on conflict (source_id) do update set card = excluded.card, title_zh = excluded.title_zh,
      title_en = excluded.title_en, domain = excluded.domain, external_url = excluded.external_url,
      revision = d.revision + 1, updated_at = excluded.updated_at
    where (d.card, d.external_url) is distinct from (excluded.card, excluded.external_url)
    returning d.id, (d.revision = 1) as created`.execute(trx);
  return touched;
}
