import { sql, type Kysely } from 'kysely';

const orgs = `any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const parties = `org_id = ${orgs} or vendor_org_id = ${orgs} or (select hub.is_staff())`;

/**
 * Every result that was handed in, as it was received: written in the transaction of the result whatever
 * statement makes it, and never changed. It stands for the audit row of a submission.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table annotation.submission (
  submission_id text primary key,
  annotation_id text not null,
  action text not null check (action in ('submitted', 'skipped', 'orphaned')),
  person_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  slot_id text not null,
  lease_id text not null,
  -- sha256 of the canonical JSON of what was sent, hex: the digest of the receipt.
  digest text not null,
  received_at timestamptz not null
);
alter table annotation.submission enable row level security;
alter table annotation.submission force row level security;
create policy select_rows on annotation.submission for select using (${parties});
create policy insert_rows on annotation.submission for insert with check (${parties});
grant select, insert on annotation.submission to hub_app;
create trigger submission_immutable before update or delete on annotation.submission
  for each row execute function hub.refuse_change();
create trigger submission_not_truncated before truncate on annotation.submission
  for each statement execute function hub.refuse_change();

create function annotation.record_submission() returns trigger language plpgsql as $$
begin
  insert into annotation.submission values (new.submission_id, new.id,
    case when new.state in ('skipped', 'orphaned') then new.state else 'submitted' end, new.person_id,
    new.org_id, new.vendor_org_id, new.slot_id, new.lease_id, new.content_digest, new.created_at);
  return null;
end $$;
create trigger submission_recorded after insert on annotation.annotation
  for each row execute function annotation.record_submission();
-- Who handed in what under which lease stays as it is; results are corrected, audited, beside it.
create trigger submission_kept before update of id, submission_id, person_id, lease_id, slot_id, task_id,
  org_id, vendor_org_id, created_at on annotation.annotation
  for each row execute function hub.refuse_change();

select set_config('hub.role', 'system', true);
insert into annotation.submission
  select submission_id, id, case when state in ('skipped', 'orphaned') then state else 'submitted' end, person_id,
    org_id, vendor_org_id, slot_id, lease_id, content_digest, created_at from annotation.annotation;
select set_config('hub.role', '', true);

create index annotation_orphaned on annotation.annotation (award_id, number) where state = 'orphaned';
`,
    )
    .execute(db);
}
