import { sql } from 'kysely';
import type { Db } from './deps.ts';

export interface ProviderRow {
  readonly kind: 'version-waiting' | 'version-refused' | 'dataset-suspended' | 'invitation';
  /** Slug of the organisation. */
  readonly org: string;
  /** Name of the dataset, or the address invited. */
  readonly subject: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly since: Date;
  readonly due: Date | null;
}

/**
 * Of these organisations: versions that wait for the hub or came back as the newest of their dataset,
 * datasets that are suspended, invitations nobody accepted; oldest first.
 */
export async function providerRows(
  db: Db,
  orgIds: readonly string[],
  n: number,
): Promise<ProviderRow[]> {
  const { rows } = await sql<ProviderRow>`
    with own as materialized (
      select d.id, d.name, d.state, coalesce(d.state_at, d.updated_at) as state_at, o.slug as org, coalesce(d.title_zh, d.title_en) as title_zh,
        coalesce(d.title_en, d.title_zh) as title_en
      from catalog.dataset d join identity.organisation o on o.id = d.org_id
      where d.org_id = any (${[...orgIds]}) and d.state <> 'withdrawn')
    select 'version-' || v.state as kind, d.org, d.name as subject, d.title_zh || ' ' || v.semver as title_zh,
        d.title_en || ' ' || v.semver as title_en,
        case v.state when 'refused' then coalesce(v.state_at, v.published_at) else v.published_at end as since,
        null::timestamptz as due
      from own d join catalog.version v on v.dataset_id = d.id
      where v.state = 'waiting' or v.state = 'refused' and not exists (
        select 1 from catalog.version later where later.dataset_id = d.id and later.id > v.id)
    union all
    select 'dataset-suspended', d.org, d.name, d.title_zh, d.title_en, d.state_at, null
      from own d where d.state = 'suspended'
    union all
    select 'invitation', o.slug, i.email, i.email || case when o.name_zh is null then '' else '（' || o.name_zh || '）' end,
        i.email || ' (' || o.name_en || ')', i.created_at, i.expires_at
      from identity.invitation i join identity.organisation o on o.id = i.org_id
      where i.org_id = any (${[...orgIds]}) and i.state = 'open' and i.expires_at > now()
    order by since limit ${n}`.execute(db);
  return rows;
}
