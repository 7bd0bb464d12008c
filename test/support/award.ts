import { newId } from '#src/kernel/ids.ts';
import { textConfig, type DemandSide } from './annotation.ts';
import type { TestHub } from './hub.ts';

async function insert(
  hub: TestHub,
  rows: readonly (readonly [string, Record<string, unknown>])[],
): Promise<void> {
  await hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      for (const [table, row] of rows) {
        const names = Object.keys(row);
        const marks = names.map((_, n) => `$${n + 1}`);
        await client.query(
          `insert into annotation.${table} (${names.join()}) values (${marks.join()})`,
          Object.values(row),
        );
      }
    } finally {
      client.release(true);
    }
  });
}

/** An award of `count` results at ¥3.33, banded, as the queue leaves them behind; ids in their order. */
export async function resultsOfAward(
  hub: TestHub,
  demand: DemandSide,
  vendor: DemandSide,
  count: number,
): Promise<{ awardId: string; results: string[] }> {
  const parties = { org_id: demand.org.orgId, vendor_org_id: vendor.org.orgId };
  const [project_id, package_id, award_id] = [newId(), newId(), newId()];
  const bands = JSON.stringify([
    { minPpm: 900_000, rateBp: 8_500 },
    { minPpm: 980_000, rateBp: 10_000 },
  ]);
  const rows: [string, Record<string, unknown>][] = [
    [
      'project',
      {
        id: project_id,
        org_id: parties.org_id,
        title: 'p',
        label_config: textConfig,
        settings: '{}',
        state: 'active',
      },
    ],
    [
      'package',
      {
        id: package_id,
        project_id,
        org_id: parties.org_id,
        title: '城市道路（第三批）',
        mode: 'split',
        state: 'working',
        price_fen: 333,
        bands,
        required_skills: [],
        overlap: 1,
        overlap_max: 1,
        gold_rate_bp: 0,
        cross_rate_bp: 0,
      },
    ],
    [
      'award',
      { id: award_id, package_id, project_id, ...parties, price_fen: 333, slot_count: count },
    ],
  ];
  const made: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const [task_id, slot_id, lease_id, id] = [newId(), newId(), newId(), newId()];
    const of = { task_id, award_id, ...parties };
    const person_id = vendor.owner.userId;
    rows.push(
      ['task', { id: task_id, project_id, org_id: parties.org_id, data: '{"text":"x"}' }],
      [
        'slot',
        { id: slot_id, package_id, project_id, ...of, overlap_index: 0, kind: 'work', rank: n + 1 },
      ],
      [
        'lease',
        {
          id: lease_id,
          slot_id,
          ...of,
          person_id,
          attempt: 1,
          mode: 'online',
          request_key: `k${n}`,
        },
      ],
      [
        'annotation',
        {
          id,
          project_id,
          package_id,
          slot_id,
          ...of,
          person_id,
          lease_id,
          state: 'accepted',
          result: '[]',
          lead_time_ms: 1,
          submission_id: newId(),
          content_digest: '0'.repeat(64),
        },
      ],
    );
    made.push(id);
  }
  await insert(hub, rows);
  return { awardId: award_id, results: made.toSorted() };
}
