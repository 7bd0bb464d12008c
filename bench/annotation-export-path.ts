import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { annotationJobs, streamClientResult } from '#src/annotation/index.ts';
import { readConfig } from '#src/config.ts';
import { systemActor, type UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { openHub } from '#src/main.hub.ts';

/**
 * Exports from the database to the blobs, as the job writes them, and the first byte of an answer at once:
 * `node --heap-growing-percent=40 --expose-gc bench/annotation-export-path.ts [--json 50000] [--coco 100000]`. Targets: 50,000 JSON
 * ≤ 5 s, 100,000 COCO ≤ 20 s, memory +≤ 100 MB, first byte ≤ 500 ms. The embedded PostgreSQL, without HTTP.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'string', default: '50000' },
    coco: { type: 'string', default: '100000' },
  },
});
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-bench-export-'));
const node = await openHub(
  readConfig({ DATA_DIR: dataDir, SEED: 'none', PORT: '0' }),
  createJsonLog(() => undefined),
);
const { hub } = node;
const system = systemActor('bench');
const orgId = newId();
const config = `<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img"><Label value="车"/>
<Label value="人"/></RectangleLabels></View>`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** A project of `count` tasks of some 500 bytes, each with one result of five boxes. */
async function makeProject(count: number): Promise<{ id: string; number: number }> {
  const [id, packageId, awardId] = [newId(), newId(), newId()];
  const boxes = Array.from({ length: 5 }, (_, n) => ({
    id: `b${n}`,
    from_name: 'box',
    to_name: 'img',
    type: 'rectanglelabels',
    original_width: 1920,
    original_height: 1080,
    image_rotation: 0,
    value: { x: 10 + n, y: 10, width: 12.5, height: 20, rotation: 0, rectanglelabels: ['车'] },
  }));
  const text = '标注平台把任务分给多家供应商，验收后结算。'.repeat(8);
  return hub.store.write(system, async (trx) => {
    await sql`insert into annotation.project (id, org_id, title, label_config, settings, state, task_count)
      values (${id}, ${orgId}, 'bench', ${config}, '{}', 'active', ${count})`.execute(trx);
    await sql`insert into annotation.task (id, project_id, org_id, data)
      select annotation.new_id(), ${id}, ${orgId}, jsonb_build_object('image',
        'https://media.example/' || n || '.jpg', 'text', ${text}::text) from generate_series(1, ${count}::int) n`.execute(
      trx,
    );
    await sql`insert into annotation.package (id, project_id, org_id, title, mode, state, overlap, overlap_max)
      values (${packageId}, ${id}, ${orgId}, 'bench', 'own_team', 'working', 1, 1)`.execute(trx);
    await sql`insert into annotation.award (id, package_id, project_id, org_id, vendor_org_id, price_fen)
      values (${awardId}, ${packageId}, ${id}, ${orgId}, ${orgId}, 0)`.execute(trx);
    await sql`insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
        overlap_index, kind, rank, state)
      select annotation.new_id(), ${packageId}, ${id}, ${awardId}, t.id, ${orgId}, ${orgId}, 0, 'work',
        t.number, 'submitted' from annotation.task t where t.project_id = ${id}`.execute(trx);
    await sql`insert into annotation.annotation (id, project_id, package_id, award_id, slot_id, task_id, org_id,
        vendor_org_id, person_id, lease_id, state, result, lead_time_ms, submission_id, content_digest)
      select annotation.new_id(), ${id}, ${packageId}, ${awardId}, s.id, s.task_id, ${orgId}, ${orgId}, 'p', 'l',
        'submitted', ${JSON.stringify(boxes)}::jsonb, 12500, s.id, 'd'
      from annotation.slot s where s.project_id = ${id} order by s.rank`.execute(trx);
    const { number } = await trx
      .selectFrom('annotation.project')
      .select('number')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { id, number: Number(number) };
  });
}

async function job(projectId: string, format: 'JSON' | 'COCO', limit: number): Promise<void> {
  const id = newId();
  await hub.store.write(system, (trx) =>
    sql`insert into annotation.export (id, project_id, org_id, format, which)
      values (${id}, ${projectId}, ${orgId}, ${format}, 'submitted')`.execute(trx),
  );
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const work = process.cpuUsage();
  const started = performance.now();
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  await annotationJobs(hub)['annotation.run-export']?.({ exportId: id }, context);
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  const { user, system: kernel } = process.cpuUsage(work);
  const row = await hub.store.read(system, (db) =>
    db.selectFrom('annotation.export').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  const good = row.state === 'done' && seconds <= limit && peak - before <= 100e6;
  console.log(
    `${format}: ${row.state}, ${row.done_tasks} tasks, ${megabytes(Number(row.size_bytes))} in ${seconds.toFixed(2)} s ` +
      `(≤ ${limit} s; ${((user + kernel) / 1e6).toFixed(2)} s of processor), memory +${megabytes(peak - before)}` +
      (good ? '' : '  MISSED'),
  );
  if (!good) process.exitCode = 1;
}

async function firstByte(number: number, format: string): Promise<void> {
  const actor: UserActor = {
    kind: 'user',
    userId: 'bench',
    email: '',
    name: '',
    staff: [],
    orgs: [{ orgId, slug: 'bench', role: 'member', approved: true }],
    via: 'session',
    scopes: 'all',
  };
  const started = performance.now();
  const wanted = { format, which: 'submitted' as const, numbers: undefined };
  const client = { actor, requestId: 'bench' };
  const response = await streamClientResult(hub, client, number, wanted);
  const reader = response.body?.getReader();
  await reader?.read();
  const first = performance.now() - started;
  await reader?.cancel();
  console.log(
    `${format} at once: first byte ${first.toFixed(0)} ms${first <= 500 ? '' : '  MISSED'}`,
  );
  if (first > 500) process.exitCode = 1;
}

try {
  await hub.store.write(system, (trx) =>
    sql`insert into identity.organisation (id, slug, name_zh, name_en, kind, status, uscc)
      values (${orgId}, 'bench', '基准', 'Bench', 'enterprise', 'approved', null)`.execute(trx),
  );
  const small = await makeProject(Number(options.json));
  const large = await makeProject(Number(options.coco));
  await sql`analyze`.execute(hub.kysely).catch(() => undefined);
  await firstByte(small.number, 'JSON');
  await firstByte(small.number, 'JSON_MIN');
  await firstByte(large.number, 'COCO');
  await job(small.id, 'JSON', 5);
  await job(large.id, 'COCO', 20);
} finally {
  await node.close();
  rmSync(dataDir, { recursive: true, force: true });
}
