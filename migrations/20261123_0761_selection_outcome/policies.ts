const staff = '(select hub.is_staff())';

/** What the panel said and what was decided is the staff's; the applicant reads its own line of it. */
export const policies = `
${['deliberation', 'item_minutes']
  .map(
    (table) => `alter table selection.${table} enable row level security;
alter table selection.${table} force row level security;
create policy ${table}_read on selection.${table} for select using (${staff});
create policy ${table}_write on selection.${table} for insert with check (${staff});
create policy ${table}_change on selection.${table} for update using (${staff});
grant select, insert, update on selection.${table} to hub_app;`,
  )
  .join('\n')}

alter table selection.decision enable row level security;
alter table selection.decision force row level security;
create policy decision_read on selection.decision for select using (${staff}
  or notice_id is not null and exists (select 1 from selection.application a where a.round_id = decision.round_id));
create policy decision_write on selection.decision for insert with check (${staff});
create policy decision_change on selection.decision for update using (${staff});
grant select, insert, update on selection.decision to hub_app;

alter table selection.decision_item enable row level security;
alter table selection.decision_item force row level security;
create policy decision_item_read on selection.decision_item for select using (${staff}
  or exists (select 1 from selection.application a where a.id = application_id)
    and exists (select 1 from selection.decision d where d.id = decision_id and d.notice_id is not null));
create policy decision_item_write on selection.decision_item for insert with check (${staff});
grant select, insert on selection.decision_item to hub_app;

alter table selection.directory_entry enable row level security;
alter table selection.directory_entry force row level security;
create policy directory_entry_read on selection.directory_entry for select using (true);
create policy directory_entry_write on selection.directory_entry for insert with check (${staff});
create policy directory_entry_change on selection.directory_entry for update using (${staff});
grant select, insert, update on selection.directory_entry to hub_app;

alter table selection.directory_slot enable row level security;
alter table selection.directory_slot force row level security;
create policy directory_slot_read on selection.directory_slot for select using (true);
create policy directory_slot_write on selection.directory_slot for insert with check (${staff});
grant select, insert on selection.directory_slot to hub_app;

alter table selection.directory_review enable row level security;
alter table selection.directory_review force row level security;
create policy directory_review_read on selection.directory_review for select using (true);
create policy directory_review_write on selection.directory_review for insert with check (${staff});
grant select, insert on selection.directory_review to hub_app;
`;
