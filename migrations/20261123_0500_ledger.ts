import { sql, type Kysely } from 'kysely';

/**
 * Double entry in whole fen: an entry has at least two lines whose amounts sum to zero (positive is
 * debit, negative is credit), checked at commit and by the owner, so that no reader's limits hide a
 * line from the check. Nothing is ever changed: a wrong entry is reversed by another.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create schema ledger;
    grant usage on schema ledger to hub_app;

    create table ledger.account (
      id text primary key,
      org_id text references identity.organisation (id),
      kind text not null check (kind ~ '^[a-z][a-z-]{1,39}$'),
      currency text not null default 'CNY' check (currency = 'CNY'),
      created_at timestamptz not null default now(),
      unique nulls not distinct (org_id, kind, currency)
    );
    comment on column ledger.account.org_id is 'owner; null is the hub itself';
    create trigger account_immutable before update or delete on ledger.account
      for each row execute function hub.refuse_change();
    create trigger account_not_truncated before truncate on ledger.account
      for each statement execute function hub.refuse_change();

    create table ledger.entry (
      id text primary key,
      reference text not null unique check (length(reference) between 1 and 200),
      digest text not null check (digest ~ '^[0-9a-f]{64}$'),
      line_count smallint not null check (line_count between 2 and 1000),
      description_zh text not null check (length(description_zh) <= 500),
      description_en text not null check (length(description_en) <= 500),
      reverses text unique references ledger.entry (id) check (reverses <> id),
      posted_by text,
      posted_at timestamptz not null default now()
    );
    create trigger entry_immutable before update or delete on ledger.entry
      for each row execute function hub.refuse_change();
    create trigger entry_not_truncated before truncate on ledger.entry
      for each statement execute function hub.refuse_change();

    create table ledger.line (
      entry_id text not null references ledger.entry (id),
      line_no smallint not null check (line_no >= 1),
      account_id text not null references ledger.account (id),
      amount bigint not null check (amount <> 0 and amount between -999999999999999 and 999999999999999),
      primary key (entry_id, line_no)
    );
    create index line_account on ledger.line (account_id, entry_id desc) include (amount);
    create trigger line_immutable before update or delete on ledger.line
      for each row execute function hub.refuse_change();
    create trigger line_not_truncated before truncate on ledger.line
      for each statement execute function hub.refuse_change();

    -- The number of lines is fixed with the entry, so that none can be added afterwards.
    create function ledger.check_balance() returns trigger
      language plpgsql security definer set search_path = pg_catalog as $$
    declare
      checked text := case tg_table_name when 'entry' then to_jsonb(new) ->> 'id'
        else to_jsonb(new) ->> 'entry_id' end;
      expected int;
      found_lines int;
      total numeric;
    begin
      select line_count into expected from ledger.entry where id = checked;
      select count(*), coalesce(sum(amount), 0) into found_lines, total
        from ledger.line where entry_id = checked;
      if found_lines is distinct from expected or total <> 0 then
        raise exception 'unbalanced: entry % has % of % lines and the sum %',
          checked, found_lines, expected, total using errcode = 'check_violation';
      end if;
      return null;
    end $$;
    create constraint trigger entry_balances after insert on ledger.entry
      deferrable initially deferred for each row execute function ledger.check_balance();
    create constraint trigger line_balances after insert on ledger.line
      deferrable initially deferred for each row execute function ledger.check_balance();

    -- A poster cannot see the accounts and entries of the other side, and need not.
    create function ledger.ensure_account(new_id text, owner_org text, account_kind text)
      returns text language plpgsql security definer
      set search_path = pg_catalog as $$
    declare found_id text;
    begin
      insert into ledger.account (id, org_id, kind) values (new_id, owner_org, account_kind)
        on conflict do nothing;
      select id into found_id from ledger.account
        where org_id is not distinct from owner_org and kind = account_kind and currency = 'CNY';
      return found_id;
    end $$;
    create function ledger.entry_at(wanted text) returns table (id text, digest text)
      language sql stable security definer set search_path = pg_catalog
      as $$ select e.id, e.digest from ledger.entry e where e.reference = wanted $$;
    create function ledger.touches(wanted text, orgs text[]) returns boolean
      language sql stable security definer set search_path = pg_catalog
      as $$ select exists (select 1 from ledger.line l join ledger.account a on a.id = l.account_id
        where l.entry_id = wanted and a.org_id = any (orgs)) $$;
    revoke execute on all functions in schema ledger from public;
    grant execute on function ledger.ensure_account, ledger.entry_at, ledger.touches to hub_app;
    grant select on ledger.account to hub_app;
    grant select, insert on ledger.entry, ledger.line to hub_app;

    alter table ledger.account enable row level security;
    alter table ledger.account force row level security;
    create policy account_read on ledger.account for select
      using ((select hub.is_staff()) or org_id = any (coalesce((select hub.org_ids()), '{}'::text[])));
    create policy account_open on ledger.account for insert with check ((select hub.is_system()));

    alter table ledger.entry enable row level security;
    alter table ledger.entry force row level security;
    create policy entry_read on ledger.entry for select
      using ((select hub.is_staff()) or posted_by = (select hub.actor_id())
        or ledger.touches(id, coalesce((select hub.org_ids()), '{}'::text[])));
    create policy entry_post on ledger.entry for insert
      with check (posted_by is not distinct from (select hub.actor_id())
        and (posted_by is not null or (select hub.is_system())));

    alter table ledger.line enable row level security;
    alter table ledger.line force row level security;
    create policy line_read on ledger.line for select
      using (exists (select 1 from ledger.account a where a.id = account_id));
    create policy line_post on ledger.line for insert
      with check (exists (select 1 from ledger.entry e where e.id = entry_id
        and e.posted_by is not distinct from (select hub.actor_id())));

    -- The functions above run as the owner, who must see all lines to weigh them.
    create policy owner_sees on ledger.account to current_user using (true) with check (true);
    create policy owner_sees on ledger.entry to current_user using (true) with check (true);
    create policy owner_sees on ledger.line to current_user using (true) with check (true);
  `.execute(db);
}
