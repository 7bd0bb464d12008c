import type { NodeHub } from '#src/main.hub.ts';

/** How often each promise of the queue is broken; all must be 0. */
export interface QueueFaults {
  /** Slots that are done without exactly one standing result. */
  readonly lostOrDouble: number;
  /** Two leases of one slot of which the later began while the earlier still held. */
  readonly doubleLeases: number;
  /** People with two standing results for one task. */
  readonly sameTaskTwice: number;
  /** Standing results whose slot is not done. */
  readonly withoutSlot: number;
  /** Counters of people that differ from what they count. */
  readonly wrongCounters: number;
  /** Tasks whose counter differs from their standing results. */
  readonly wrongTaskCounts: number;
}

const standing = `state in ('submitted', 'skipped', 'accepted')`;

/** Checks the promises of the queue in SQL, for these awards, as the owner of the tables. */
export function checkQueue(node: NodeHub, awards: readonly string[]): Promise<QueueFaults> {
  return node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      const { rows } = await client.query<Record<string, string>>(
        `select
          (select count(*) from annotation.slot s where s.award_id = any ($1) and s.state in ('submitted', 'accepted')
            and s.attempt > 0 and s.lease_id is not null
            and 1 <> (select count(*) from annotation.annotation a where a.slot_id = s.id and a.${standing})) as "lostOrDouble",
          (select count(*) from annotation.lease x join annotation.lease y
            on y.slot_id = x.slot_id and y.attempt > x.attempt and (y.leased_at < x.ended_at
              or x.ended_at is null or (x.end_reason = 'expired' and y.leased_at < x.expires_at))
            where x.award_id = any ($1)) as "doubleLeases",
          (select count(*) from (select task_id, person_id from annotation.annotation
            where award_id = any ($1) and ${standing} group by 1, 2 having count(*) > 1) d) as "sameTaskTwice",
          (select count(*) from annotation.annotation a join annotation.slot s on s.id = a.slot_id
            where a.award_id = any ($1) and a.${standing} and s.state not in ('submitted', 'accepted')) as "withoutSlot",
          (select count(*) from annotation.worker w where w.award_id = any ($1) and w.served = (
              select count(*) from annotation.lease l where l.award_id = w.award_id and l.person_id = w.person_id)
            and w.held <> (select count(*) from annotation.annotation a join annotation.slot s on s.id = a.slot_id
              where a.award_id = w.award_id and a.person_id = w.person_id and s.kind <> 'gold'
                and a.${standing})) as "wrongCounters",
          (select count(*) from annotation.task t where t.submitted_count > 0 and exists (select 1
              from annotation.slot s where s.task_id = t.id and s.award_id = any ($1))
            and t.submitted_count <> (select count(*) from annotation.annotation a
              where a.task_id = t.id and a.${standing})) as "wrongTaskCounts"`,
        [awards],
      );
      return Object.fromEntries(
        Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]),
      ) as unknown as QueueFaults;
    } finally {
      client.release(true);
    }
  });
}
