import { sql, type Kysely } from 'kysely';

/** Who asks, as the row-level policies of every later migration see it; audit; idempotency. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    revoke create on schema public from public;
    grant usage on schema hub to hub_app;
    create extension if not exists pg_trgm;

    create function hub.actor_id() returns text language sql stable parallel safe
      return nullif(current_setting('hub.actor_id', true), '');
    create function hub.org_ids() returns text[] language sql stable parallel safe
      return string_to_array(coalesce(current_setting('hub.org_ids', true), ''), ',');
    create function hub.is_system() returns boolean language sql stable parallel safe
      return coalesce(current_setting('hub.role', true), '') = 'system';
    create function hub.is_staff() returns boolean language sql stable parallel safe
      return coalesce(current_setting('hub.role', true), '') in ('staff', 'system');

    create function hub.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'immutable: % of %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
    end $$;

    create table hub.idempotency (
      actor_key text not null,
      key text not null check (length(key) between 8 and 255),
      request_digest text not null,
      status smallint,
      body text,
      created_at timestamptz not null default now(),
      primary key (actor_key, key)
    );
    create index idempotency_created on hub.idempotency (created_at);
    grant select, insert, update, delete on hub.idempotency to hub_app;

    create table hub.job_worker (
      worker_id text primary key,
      seen_at timestamptz not null default now()
    );
    grant select, insert, update, delete on hub.job_worker to hub_app;

    create schema audit;
    grant usage on schema audit to hub_app;
    create sequence audit.entry_id;
    grant usage on sequence audit.entry_id to hub_app;
    create table audit.entry (
      id bigint primary key,
      at timestamptz not null default now(),
      actor_kind text not null check (actor_kind in ('anonymous', 'user', 'system')),
      actor_id text,
      org_id text,
      action text not null,
      object_type text not null,
      object_id text not null,
      payload_digest text not null check (payload_digest ~ '^[0-9a-f]{64}$'),
      request_id text
    );
    create index entry_object on audit.entry (object_type, object_id, id desc);
    create index entry_actor on audit.entry (actor_id, id desc);
    create trigger entry_immutable before update or delete on audit.entry
      for each row execute function hub.refuse_change();
    create trigger entry_not_truncated before truncate on audit.entry
      for each statement execute function hub.refuse_change();

    create table audit.payload (
      entry_id bigint primary key references audit.entry (id),
      salt text not null,
      content text not null
    );
    create trigger payload_immutable before update on audit.payload
      for each row execute function hub.refuse_change();
    create trigger payload_not_truncated before truncate on audit.payload
      for each statement execute function hub.refuse_change();
    grant select, insert on audit.entry, audit.payload to hub_app;

    alter table audit.entry enable row level security;
    alter table audit.entry force row level security;
    create policy entry_write on audit.entry for insert to hub_app with check (true);
    create policy entry_read on audit.entry for select to hub_app
      using (hub.is_staff() or actor_id = hub.actor_id() or org_id = any (hub.org_ids()));
    alter table audit.payload enable row level security;
    alter table audit.payload force row level security;
    create policy payload_write on audit.payload for insert to hub_app with check (true);
    create policy payload_read on audit.payload for select to hub_app using (hub.is_staff());
  `.execute(db);
}
