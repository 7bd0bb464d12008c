import { sql, type Kysely } from 'kysely';

/** As in 20261123_0600_annotation_queue_calls. */
const planned = `set plan_cache_mode = force_generic_plan set enable_seqscan = off
  set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off
  set jit = off`;

/**
 * A claim asks by its key before it looks at slots, so that it costs the same after 10,000 claims as after
 * ten: leases were walked in the order of their ids, all of them. What claims leave behind in the short
 * indexes of open and leased slots is cleared early.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table annotation.slot set (autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000)`.execute(db);
  await sql`alter table annotation.lease set (autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000)`.execute(db);
  await sql
    .raw(
      `
-- Claims up to the number of leases named; see src/annotation/queue/claim-queries.ts for the rules.
create or replace function annotation.claim_slots(who text[], claim jsonb, lease_ids text[], with_gold boolean[])
returns table (leases json, total bigint, leased bigint, gold bigint, mine bigint, returned bigint, back bigint,
  held bigint, next_at timestamptz, eligible boolean)
language plpgsql volatile security invoker ${planned} as $$
declare
  person text := who[1];
  award text := claim ->> 'award';
  mode text := claim ->> 'mode';
  key text := claim ->> 'key';
  worker annotation.worker;
  given text[];
  wanted integer;
  first_rank bigint;
  passed_rank bigint;
  golds integer := 0;
  picked record;
  slot_id text;
begin
  perform hub.act_as(who);
  -- One claim of a person in an award at a time; other people's do not wait for it.
  select * into worker from annotation.worker w where w.award_id = award and w.person_id = person for update;
  if not found then
    insert into annotation.worker (award_id, person_id, package_id, org_id, vendor_org_id)
      values (award, person, claim ->> 'package', claim ->> 'org', claim ->> 'vendor') on conflict do nothing;
    select * into strict worker from annotation.worker w
      where w.award_id = award and w.person_id = person for update;
  end if;
  -- Sorted after they are found: asked for in order, the plan walks every lease there ever was by its id.
  given := array(select l.id from annotation.lease l where l.person_id = person and l.request_key = key);
  if cardinality(given) > 0 then
    given := array(select l.id from unnest(given) x (id) join annotation.lease l on l.id = x.id
      join annotation.slot s on s.id = l.slot_id where s.lease_id = l.id and s.state = 'leased');
  end if;
  select array_agg(x.id order by x.id) into given from unnest(given) x (id);
  wanted := 0;
  if given is null then
    select least(cardinality(lease_ids), (claim ->> 'most')::integer - count(*)) into wanted
      from annotation.slot s where s.lessee_id = person and s.award_id = award and s.state = 'leased'
        and s.lease_expires_at > now();
  end if;
  passed_rank := worker.cursor_rank;
  for n in 1 .. wanted loop
    slot_id := null;
    if with_gold[n] then slot_id := annotation.pick_gold(claim, person); end if;
    if slot_id is not null then
      golds := golds + 1;
    else
      select s.id into slot_id from annotation.slot s
        where s.award_id = award and s.state = 'returned' and s.returned_to = person
        order by s.rank limit 1 for update skip locked;
    end if;
    if slot_id is null then
      select s.rank into first_rank from annotation.slot s
        where s.award_id = award and s.state = 'open' and s.rank > passed_rank and not exists (select 1
          from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
        order by s.rank limit 1;
      if found then
        passed_rank := greatest(passed_rank, first_rank - 1);
        select s.id into slot_id from annotation.slot s
          where s.award_id = award and s.state = 'open' and s.rank > passed_rank and not exists (select 1
            from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
          order by s.rank limit 1 for update skip locked;
      end if;
    end if;
    if slot_id is null then
      select s.id into slot_id from annotation.slot s
        where s.award_id = award and s.state = 'leased' and s.lease_expires_at <= now()
          and not exists (select 1 from annotation.assignment a where a.task_id = s.task_id
            and a.person_id = person and (a.slot_id <> s.id or a.submitted))
        order by s.lease_expires_at limit 1 for update skip locked;
    end if;
    exit when slot_id is null;
    select s.lease_id, s.state, s.task_id into strict picked from annotation.slot s where s.id = slot_id;
    if picked.lease_id is not null then
      update annotation.lease l set ended_at = now(), end_reason = 'expired'
        where l.id = picked.lease_id and l.ended_at is null;
    end if;
    with taken as (update annotation.slot s set state = 'leased', lease_id = lease_ids[n], lessee_id = person,
        lease_mode = mode, lease_expires_at = now() + make_interval(secs => (claim ->> 'seconds')::integer),
        attempt = s.attempt + 1, returned_to = null
      where s.id = slot_id returning s.attempt, s.lease_expires_at)
    insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id, attempt, mode,
        request_key, expires_at)
      select lease_ids[n], slot_id, picked.task_id, award, claim ->> 'org', claim ->> 'vendor', person,
        taken.attempt, mode, key, taken.lease_expires_at from taken;
    if picked.state = 'open' then
      insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
        values (picked.task_id, person, slot_id, claim ->> 'org', claim ->> 'vendor');
    else
      insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
        values (picked.task_id, person, slot_id, claim ->> 'org', claim ->> 'vendor') on conflict do nothing;
    end if;
    given := given || lease_ids[n];
  end loop;
  if wanted > 0 then
    update annotation.worker w set served = w.served + coalesce(cardinality(given), 0),
        gold_served = w.gold_served + golds, cursor_rank = greatest(w.cursor_rank, passed_rank), updated_at = now()
      where w.award_id = award and w.person_id = person;
  end if;
  select coalesce(json_agg(row_to_json(g) order by g.place), '[]'::json) into leases from (
    select x.place, l.id as lease_id, l.slot_id, l.task_id, l.mode, s.lease_expires_at as expires_at, l.attempt,
      t.number, t.data, t.media, t.predictions, d.result as draft, d.revision as draft_revision
    from unnest(given) with ordinality x (id, place)
    join annotation.lease l on l.id = x.id
    join annotation.slot s on s.id = l.slot_id
    join annotation.task t on t.id = l.task_id
    left join annotation.draft d on d.slot_id = l.slot_id and d.person_id = person) g;
  select c.total, c.leased, c.gold, c.mine, c.returned, c.back, c.held, c.next_at, c.eligible
    into total, leased, gold, mine, returned, back, held, next_at, eligible
    from annotation.queue_counts(award, person) c;
  return next;
end $$;
`,
    )
    .execute(db);
}
