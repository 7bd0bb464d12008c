const mine = (column: string) => `${column} = any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const staff = '(select hub.is_staff())';
const system = '(select hub.is_system())';

/** What hangs on an application is seen by whoever sees the application. */
const ofApplication = `exists (select 1 from selection.application a where a.id = application_id)`;

const secure = (table: string) =>
  `alter table selection.${table} enable row level security;
alter table selection.${table} force row level security;`;

/** A draft is its organisations' alone: officers see an application from its submission on. */
export const policies = `
grant select on selection.programme to hub_app;
grant insert on selection.used_number to hub_app;

${secure('rule_set')}
create policy rule_set_read on selection.rule_set for select using (${staff}
  or exists (select 1 from selection.round r where r.rule_set_id = rule_set.id));
create policy rule_set_write on selection.rule_set for insert with check (${staff});
create policy rule_set_change on selection.rule_set for update using (${staff});
grant select, insert, update on selection.rule_set to hub_app;

${secure('round')}
create policy round_read on selection.round for select using (state <> 'draft' or ${staff});
create policy round_write on selection.round for insert with check (${staff});
create policy round_change on selection.round for update using (${staff});
grant select, insert, update on selection.round to hub_app;

${secure('application_org')}
create policy org_read on selection.application_org for select
  using (${mine('org_id')} or ${mine('lead_org_id')} or ${staff});
create policy org_write on selection.application_org for insert with check (${mine('lead_org_id')} or ${system});
create policy org_change on selection.application_org for update
  using (${mine('org_id')} or ${mine('lead_org_id')} or ${system});
create policy org_leave on selection.application_org for delete using (${mine('lead_org_id')} or ${system});
grant select, insert, update, delete on selection.application_org to hub_app;

${secure('application')}
create policy application_read on selection.application for select using (${system} or ${mine('lead_org_id')}
  or (state <> 'draft' and number is not null and ${staff})
  or exists (select 1 from selection.application_org j where j.application_id = id and j.state <> 'declined'
    and ${mine('j.org_id')}));
create policy application_write on selection.application for insert with check (${mine('lead_org_id')} or ${system});
create policy application_change on selection.application for update
  using (${mine('lead_org_id')} or ${system} or (state <> 'draft' and ${staff})
    or exists (select 1 from selection.application_org j where j.application_id = id and ${mine('j.org_id')}));
grant select, insert, update on selection.application to hub_app;

${secure('application_version')}
create policy version_read on selection.application_version for select using (${ofApplication});
create policy version_write on selection.application_version for insert with check (${ofApplication});
grant select, insert on selection.application_version to hub_app;

${secure('attachment')}
create policy attachment_read on selection.attachment for select using (${ofApplication});
create policy attachment_write on selection.attachment for insert with check (${ofApplication});
create policy attachment_change on selection.attachment for update using (${ofApplication});
grant select, insert, update (removed_at) on selection.attachment to hub_app;

${secure('event')}
create policy event_read on selection.event for select using (
  (application_id is null and (${staff}
    or not internal and exists (select 1 from selection.round r where r.id = round_id)))
  or (application_id is not null and (not internal or ${staff}) and ${ofApplication}));
create policy event_write on selection.event for insert
  with check ((application_id is null and ${staff}) or ${ofApplication});
grant select, insert on selection.event to hub_app;

${secure('eligibility_check')}
create policy check_read on selection.eligibility_check for select using (${ofApplication});
create policy check_write on selection.eligibility_check for insert with check (${ofApplication});
grant select, insert on selection.eligibility_check to hub_app;

${secure('waiver')}
create policy waiver_read on selection.waiver for select using (${ofApplication});
create policy waiver_write on selection.waiver for insert with check (${staff});
create policy waiver_change on selection.waiver for update using (${staff});
grant select, insert, update (state, decided_by, decided_at) on selection.waiver to hub_app;
`;
