import { sql, type Kysely } from 'kysely';

const orgs = `any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const staff = `(select hub.is_staff())`;
const parties = `(org_id = ${orgs} or vendor_org_id = ${orgs} or ${staff})`;
const demand = `(org_id = ${orgs} or ${staff})`;
const ofSettlement = `exists (select 1 from annotation.settlement s where s.id = settlement_id)`;

const guard = (table: string): string => `
alter table annotation.${table} enable row level security;
alter table annotation.${table} force row level security;
create policy owner_sees on annotation.${table} to current_user using (true) with check (true);`;

const kept = (table: string): string => `
create trigger ${table}_immutable before update or delete on annotation.${table}
  for each row execute function hub.refuse_change();
create trigger ${table}_not_truncated before truncate on annotation.${table}
  for each statement execute function hub.refuse_change();`;

/**
 * What accepted lots are worth, line by line with the submissions behind each, and disputes about it.
 * A settlement is never changed; a dispute ends in an adjustment beside it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table annotation.settlement (
  id text primary key,
  number bigint generated always as identity unique,
  lot_id text not null unique,
  award_id text not null references annotation.award (id),
  package_id text not null references annotation.package (id),
  org_id text not null references identity.organisation (id),
  vendor_org_id text not null references identity.organisation (id),
  rate_fen bigint not null check (rate_fen >= 0),
  quality_ppm integer not null check (quality_ppm between 0 and 1000000),
  total_fen bigint not null,
  line_count integer not null check (line_count >= 0),
  entry_id text references ledger.entry (id),
  created_by text,
  created_at timestamptz not null default now(),
  check ((total_fen = 0) = (entry_id is null))
);
create index settlement_award on annotation.settlement (award_id, id);

create table annotation.settlement_line (
  settlement_id text not null references annotation.settlement (id),
  line_no integer not null check (line_no >= 1),
  kind text not null check (kind in ('accepted', 'rework')),
  band text,
  units bigint not null check (units >= 0),
  basis_points integer not null check (basis_points >= 0),
  amount_fen bigint not null check (case kind when 'accepted' then amount_fen >= 0 else amount_fen <= 0 end),
  primary key (settlement_id, line_no)
);

-- One result is paid once and charged for rework once, whatever the lot.
create table annotation.settled_submission (
  annotation_id text not null references annotation.annotation (id),
  kind text not null check (kind in ('accepted', 'rework')),
  settlement_id text not null,
  line_no integer not null,
  units integer not null check (units >= 0),
  primary key (annotation_id, kind),
  foreign key (settlement_id, line_no) references annotation.settlement_line (settlement_id, line_no)
);
create index settled_submission_line on annotation.settled_submission (settlement_id, line_no, annotation_id);

create table annotation.dispute (
  id text primary key,
  settlement_id text not null references annotation.settlement (id),
  org_id text not null references identity.organisation (id),
  vendor_org_id text not null references identity.organisation (id),
  opened_for text not null check (opened_for in ('demand', 'vendor')),
  state text not null default 'open' check (state in ('open', 'answered', 'resolved', 'withdrawn')),
  claim_fen bigint not null check (claim_fen <> 0 and abs(claim_fen) <= 999999999999999),
  reason text not null check (length(reason) between 1 and 2000),
  offer_fen bigint check (abs(offer_fen) <= 999999999999999),
  answer text check (length(answer) between 1 and 2000),
  adjustment_fen bigint check (abs(adjustment_fen) <= 999999999999999),
  decision text check (length(decision) between 1 and 2000),
  entry_id text references ledger.entry (id),
  opened_by text,
  answered_by text,
  resolved_by text,
  opened_at timestamptz not null default now(),
  answered_at timestamptz,
  resolved_at timestamptz,
  check ((state = 'resolved') = (adjustment_fen is not null)),
  check ((coalesce(adjustment_fen, 0) <> 0) = (entry_id is not null))
);
create unique index dispute_open on annotation.dispute (settlement_id) where state in ('open', 'answered');
create index dispute_state on annotation.dispute (state, id);

create function annotation.check_settlement() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  checked text := case tg_table_name when 'settlement' then to_jsonb(new) ->> 'id'
    else to_jsonb(new) ->> 'settlement_id' end;
  wrong boolean;
begin
  select s.total_fen <> coalesce(sum(l.amount_fen), 0) or s.line_count <> count(l.line_no)
    into wrong from annotation.settlement s left join annotation.settlement_line l on l.settlement_id = s.id
    where s.id = checked group by s.id;
  if wrong is distinct from false then
    raise exception 'unbalanced: settlement % is not the sum of its lines', checked
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger settlement_adds_up after insert on annotation.settlement
  deferrable initially deferred for each row execute function annotation.check_settlement();
create constraint trigger line_adds_up after insert on annotation.settlement_line
  deferrable initially deferred for each row execute function annotation.check_settlement();
create function annotation.guard_dispute() returns trigger language plpgsql as $$
begin
  if old.state in ('resolved', 'withdrawn') or new.settlement_id <> old.settlement_id
    or new.claim_fen <> old.claim_fen or new.opened_for <> old.opened_for then
    raise exception 'immutable: a dispute that is over, and what was claimed, stay as they are'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger dispute_guarded before update on annotation.dispute
  for each row execute function annotation.guard_dispute();
create trigger dispute_not_deleted before delete on annotation.dispute
  for each row execute function hub.refuse_change();
${['settlement', 'settlement_line', 'settled_submission'].map(kept).join('')}
${['settlement', 'settlement_line', 'settled_submission', 'dispute'].map(guard).join('')}
create policy settlement_read on annotation.settlement for select using (${parties});
create policy settlement_make on annotation.settlement for insert with check (${demand});
create policy line_read on annotation.settlement_line for select using (${ofSettlement});
create policy line_make on annotation.settlement_line for insert
  with check (exists (select 1 from annotation.settlement s where s.id = settlement_id and ${demand}));
create policy submission_read on annotation.settled_submission for select using (${ofSettlement});
create policy submission_make on annotation.settled_submission for insert
  with check (exists (select 1 from annotation.settlement s where s.id = settlement_id and ${demand}));
create policy dispute_read on annotation.dispute for select using (${parties});
create policy dispute_open on annotation.dispute for insert with check (${parties} and ${ofSettlement});
create policy dispute_change on annotation.dispute for update using (${parties});
grant select, insert on annotation.settlement, annotation.settlement_line, annotation.settled_submission
  to hub_app;
grant select, insert, update on annotation.dispute to hub_app;
`,
    )
    .execute(db);
}
