const orgs = `any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const staff = `(select hub.is_staff())`;
const demand = `org_id = ${orgs} or ${staff}`;
const parties = `org_id = ${orgs} or vendor_org_id = ${orgs} or ${staff}`;

/** Reviews, earlier revisions of results, adjudicated answers, reports that were worked out. */
export const review = `
alter table annotation.annotation
  add column return_reason text check (length(return_reason) <= 2000),
  -- The last review, whichever side made it; a correction takes it away.
  add column reviewed_by text,
  add column reviewed_at timestamptz,
  -- The lot it was handed over in, while that lot is not returned.
  add column lot_id text;
create index annotation_review on annotation.annotation (package_id, number)
  where state in ('submitted', 'skipped') and lot_id is null;
create index annotation_pace on annotation.annotation (package_id, created_at) include (vendor_org_id, person_id);

create index on annotation.package_task (package_id, position);

-- What somebody decided about a result of somebody else.
create table annotation.review (
  id text primary key,
  annotation_id text not null references annotation.annotation (id),
  package_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  side text not null check (side in ('vendor', 'demand')),
  reviewer_id text not null,
  decision text not null check (decision in ('accept', 'fix', 'return')),
  reason text check (length(reason) <= 2000),
  -- The revision that was looked at.
  revision integer not null,
  created_at timestamptz not null default now()
);
create index on annotation.review (annotation_id, id);
create trigger review_immutable before update or delete on annotation.review
  for each row execute function hub.refuse_change();
alter table annotation.review enable row level security;
alter table annotation.review force row level security;
create policy select_rows on annotation.review for select using (${parties});
create policy insert_rows on annotation.review for insert with check (
  (${parties}) and reviewer_id is not distinct from (select hub.actor_id())
  -- Nobody reviews what is their own, whatever statement is run.
  and not exists (select 1 from annotation.annotation a
    where a.id = annotation_id and a.person_id = reviewer_id));
grant select, insert on annotation.review to hub_app;

-- What a result said before it was changed.
create table annotation.annotation_revision (
  annotation_id text not null references annotation.annotation (id),
  revision integer not null,
  org_id text not null,
  vendor_org_id text not null,
  -- Who had made this revision.
  person_id text not null,
  result jsonb not null,
  content_digest text not null,
  replaced_by text not null,
  replaced_at timestamptz not null default now(),
  primary key (annotation_id, revision)
);
create trigger revision_immutable before update or delete on annotation.annotation_revision
  for each row execute function hub.refuse_change();
alter table annotation.annotation_revision enable row level security;
alter table annotation.annotation_revision force row level security;
create policy select_rows on annotation.annotation_revision for select using (${parties});
create policy insert_rows on annotation.annotation_revision for insert with check (${parties});
grant select, insert on annotation.annotation_revision to hub_app;

-- The answer the demand side settled on where people disagreed; the newest of a task counts.
create table annotation.adjudication (
  id text primary key,
  task_id text not null references annotation.task (id),
  project_id text not null,
  package_id text not null,
  org_id text not null,
  result jsonb not null,
  content_digest text not null,
  -- The answer that was taken over unchanged, if one was.
  annotation_id text references annotation.annotation (id),
  reason text not null check (length(reason) between 1 and 2000),
  adjudicator_id text not null,
  created_at timestamptz not null default now()
);
create index on annotation.adjudication (task_id, id desc);
create index on annotation.adjudication (package_id, task_id);
create trigger adjudication_immutable before update or delete on annotation.adjudication
  for each row execute function hub.refuse_change();
alter table annotation.adjudication enable row level security;
alter table annotation.adjudication force row level security;
create policy select_rows on annotation.adjudication for select using (${demand});
create policy insert_rows on annotation.adjudication for insert with check (org_id = ${orgs});
grant select, insert on annotation.adjudication to hub_app;

-- Figures that take long, worked out as a job and kept.
create table annotation.quality_report (
  id text primary key,
  scope text not null check (scope in ('project', 'package')),
  scope_id text not null,
  org_id text not null,
  -- In whose eyes: a vendor sees figures of its own people only.
  viewer_org_id text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  done bigint not null default 0,
  total bigint not null default 0,
  result jsonb,
  requested_by text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index on annotation.quality_report (scope_id, viewer_org_id, id desc);
alter table annotation.quality_report enable row level security;
alter table annotation.quality_report force row level security;
create policy select_rows on annotation.quality_report for select using (viewer_org_id = ${orgs} or ${staff});
create policy insert_rows on annotation.quality_report for insert with check (viewer_org_id = ${orgs});
create policy update_rows on annotation.quality_report for update using ((select hub.is_system()));
grant select, insert, update on annotation.quality_report to hub_app;
`;
