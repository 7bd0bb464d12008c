import { sql, type Kysely } from 'kysely';

/**
 * What a package asks of a vendor, and how much a vendor has on its hands: a sum over all demand sides,
 * of which the one that awards sees only its own part.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
alter table annotation.package
  add column required_modalities text[] not null default '{}',
  add column required_languages text[] not null default '{}';

create function annotation.open_units(vendor text) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  asking text := coalesce(current_setting('hub.role', true), '');
  units bigint;
begin
  perform set_config('hub.role', 'system', true);
  select coalesce(sum(a.slot_count - coalesce(w.held, 0)), 0)::bigint into units
    from annotation.award a
    join annotation.package p on p.id = a.package_id and p.state in ('open', 'working')
    left join lateral (select sum(w.held) as held from annotation.worker w where w.award_id = a.id) w on true
    where a.vendor_org_id = vendor and a.org_id <> vendor and a.state in ('working', 'returned');
  perform set_config('hub.role', asking, true);
  return units;
end $$;
revoke all on function annotation.open_units(text) from public;
grant execute on function annotation.open_units(text) to hub_app;
`,
    )
    .execute(db);
}
