/** Who may read and write which rows. */
export const policies = `
grant select, insert, update on notice.calendar_year to hub_app;
grant select, insert, delete on notice.calendar_day to hub_app;
grant select, insert, update on notice.notice, notice.objection, notice.objection_case to hub_app;
grant select, insert on notice.version, notice.extension, notice.evidence to hub_app;

alter table notice.calendar_year enable row level security;
alter table notice.calendar_year force row level security;
create policy year_read on notice.calendar_year for select using (true);
create policy year_write on notice.calendar_year for insert with check ((select hub.is_staff()));
create policy year_change on notice.calendar_year for update using ((select hub.is_staff()));
alter table notice.calendar_day enable row level security;
alter table notice.calendar_day force row level security;
create policy day_read on notice.calendar_day for select using (true);
create policy day_write on notice.calendar_day for insert with check ((select hub.is_staff()));
create policy day_remove on notice.calendar_day for delete using ((select hub.is_staff()));

alter table notice.notice enable row level security;
alter table notice.notice force row level security;
create policy notice_read on notice.notice for select using (state <> 'draft' or (select hub.is_staff()));
create policy notice_write on notice.notice for insert with check ((select hub.is_staff()));
create policy notice_change on notice.notice for update using ((select hub.is_staff()));
alter table notice.version enable row level security;
alter table notice.version force row level security;
create policy version_read on notice.version for select using ((select hub.is_staff())
  or exists (select 1 from notice.notice n where n.id = notice_id));
create policy version_write on notice.version for insert with check ((select hub.is_staff()));
alter table notice.extension enable row level security;
alter table notice.extension force row level security;
create policy extension_read on notice.extension for select using (true);
create policy extension_write on notice.extension for insert with check ((select hub.is_staff()));

alter table notice.objection enable row level security;
alter table notice.objection force row level security;
create policy objection_read on notice.objection for select using (true);
create policy objection_file on notice.objection for insert
  with check (((select hub.actor_id()) is not null or (select hub.is_system())) and answer is null);
create policy objection_change on notice.objection for update using ((select hub.is_staff()));
alter table notice.objection_case enable row level security;
alter table notice.objection_case force row level security;
-- Staff of an organisation that the notice is about do not learn who objects to it.
create policy case_read on notice.objection_case for select using (filed_by = (select hub.actor_id())
  or (select hub.is_staff()) and not exists (select 1 from notice.objection o
    join notice.notice n on n.id = o.notice_id
    where o.id = objection_id and n.org_ids && coalesce((select hub.org_ids()), '{}'::text[])));
create policy case_file on notice.objection_case for insert
  with check (filed_by = (select hub.actor_id()) or (select hub.is_system()));
create policy case_change on notice.objection_case for update using ((select hub.is_staff()));
alter table notice.evidence enable row level security;
alter table notice.evidence force row level security;
create policy evidence_read on notice.evidence for select using (exists
  (select 1 from notice.objection_case c where c.objection_id = evidence.objection_id));
create policy evidence_file on notice.evidence for insert with check (exists
  (select 1 from notice.objection_case c where c.objection_id = evidence.objection_id
     and (c.filed_by = (select hub.actor_id()) or (select hub.is_system()))));
`;
