const orgs = `any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const staff = `(select hub.is_staff())`;
/** The demand side and the staff. */
const demand = `org_id = ${orgs} or ${staff}`;
/** The demand side, the vendor whose row it is, and the staff. */
const parties = `org_id = ${orgs} or vendor_org_id = ${orgs} or ${staff}`;

const guard = (table: string, select: string, write = select): string => `
alter table annotation.${table} enable row level security;
alter table annotation.${table} force row level security;
create policy select_rows on annotation.${table} for select using (${select});
create policy insert_rows on annotation.${table} for insert with check (${write});
create policy update_rows on annotation.${table} for update using (${write});
`;

const visiblePackage = `package_id in (select p.id from annotation.package p)`;
const ofPackage = `exists (select 1 from annotation.package p where p.id = package_id and p.org_id = ${orgs})`;

/** Who sees which row, and what the serving role may do. */
export const policies = `
${guard('award', parties)}
${guard('invitation', parties)}
${guard(
  'package',
  `${demand}
  or (state = 'open' and mode in ('open_claim', 'sealed_bids') and cardinality((select hub.org_ids())) > 0)
  or exists (select 1 from annotation.award a where a.package_id = package.id and a.vendor_org_id = ${orgs})
  or exists (select 1 from annotation.invitation i where i.package_id = package.id and i.vendor_org_id = ${orgs}
    and i.state <> 'revoked')`,
)}
${guard('project', `${demand} or exists (select 1 from annotation.package p where p.project_id = project.id)`, demand)}
${guard('slot', parties)}
${guard('qualification', parties)}
${guard(
  'task',
  `${demand}
  or exists (select 1 from annotation.slot s where s.task_id = task.id and s.vendor_org_id = ${orgs})
  or exists (select 1 from annotation.qualification q
    where q.person_id = (select hub.actor_id()) and task.id = any (q.task_ids))`,
)}
${guard('import', demand)}
${guard('import_problem', demand)}
${guard('package_task', visiblePackage)}
${guard('lease', parties)}
${guard('assignment', `${parties} or person_id = (select hub.actor_id())`)}
${guard('worker', parties)}
${guard('annotation', parties)}
${guard('draft', parties)}
${guard(
  'comment',
  `${parties} or (vendor_org_id is null and exists (select 1 from annotation.slot s
    where s.task_id = comment.task_id and s.vendor_org_id = ${orgs}))`,
  parties,
)}
alter table annotation.package_seed enable row level security;
alter table annotation.package_seed force row level security;
create policy select_rows on annotation.package_seed for select using ((select hub.is_system()));
create policy insert_rows on annotation.package_seed for insert with check (${ofPackage} or ${staff});
create policy update_rows on annotation.package_seed for update using ((select hub.is_system()));

-- A sealed bid is its vendor's alone until the deadline: the demand side and the staff see no row of it.
alter table annotation.bid enable row level security;
alter table annotation.bid force row level security;
create policy select_rows on annotation.bid for select using (
  vendor_org_id = ${orgs} or (select hub.is_system())
  or exists (select 1 from annotation.package p where p.id = package_id
    and (p.org_id = ${orgs} or ${staff}) and p.bid_deadline <= now()));
create policy insert_rows on annotation.bid for insert with check (vendor_org_id = ${orgs} or (select hub.is_system()));
create policy update_rows on annotation.bid for update using (
  vendor_org_id = ${orgs} or (select hub.is_system())
  or exists (select 1 from annotation.package p where p.id = package_id
    and p.org_id = ${orgs} and p.bid_deadline <= now()));

create policy delete_rows on annotation.draft for delete using (${parties});
create policy delete_rows on annotation.assignment for delete using (${parties});
create policy delete_rows on annotation.package_task for delete using (${visiblePackage});

grant select, insert, update on all tables in schema annotation to hub_app;
grant delete on annotation.draft, annotation.assignment, annotation.package_task to hub_app;
`;
