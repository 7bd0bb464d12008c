import { sql } from 'kysely';
import type { Db } from '../../access/deps.ts';

export interface WaitingRow {
  kind: 'organisation' | 'first-version' | 'report' | 'appeal' | 'damaged-file';
  /** Slug, or `organisation/name` of the dataset. */
  subject: string;
  title_zh: string;
  title_en: string;
  since: Date;
  /** How many of this kind wait in all. */
  total: bigint;
}

/** What waits for the operator: the oldest `limit` of each kind with the size of each queue. */
export async function waitingRows(db: Db, limit: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    with waiting as (
      select 'organisation' as kind, o.slug as subject, o.name_zh as title_zh, o.name_en as title_en,
        o.created_at as since
      from identity.organisation o where o.status = 'pending'
      union all
      select 'first-version', o.slug || '/' || d.name, coalesce(d.title_zh, d.title_en),
        coalesce(d.title_en, d.title_zh), v.published_at
      from catalog.version v join catalog.dataset d on d.id = v.dataset_id
        join identity.organisation o on o.id = d.org_id where v.state = 'waiting'
      union all
      select 'report', o.slug || '/' || d.name, coalesce(d.title_zh, d.title_en),
        coalesce(d.title_en, d.title_zh), r.created_at
      from catalog.report r join catalog.dataset d on d.id = r.dataset_id
        join identity.organisation o on o.id = d.org_id where r.state = 'open'
      union all
      select 'appeal', o.slug || '/' || d.name, coalesce(d.title_zh, d.title_en),
        coalesce(d.title_en, d.title_zh), a.created_at
      from catalog.appeal a join catalog.dataset d on d.id = a.dataset_id
        join identity.organisation o on o.id = d.org_id where a.state = 'open'
      union all
      select 'damaged-file', o.slug || '/' || d.name, f.path || ' · ' || coalesce(d.title_zh, d.title_en),
        f.path || ' · ' || coalesce(d.title_en, d.title_zh), b.damaged_at
      from catalog.blob b join lateral (select distinct on (dataset_id) dataset_id, path
          from catalog.version_file where sha256 = b.sha256 order by dataset_id, path) f on true
        join catalog.dataset d on d.id = f.dataset_id
        join identity.organisation o on o.id = d.org_id where b.damaged_at is not null),
    ranked as (
      select w.*, count(*) over (partition by kind) as total,
        row_number() over (partition by kind order by since, subject) as place from waiting w)
    select kind, subject, title_zh, title_en, since, total from ranked
    where place <= ${limit} order by since, kind, subject`.execute(db);
  return rows;
}
