import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { leaseSlots, submitLease, runImport } from '#src/annotation/index.ts';
import { readConfig } from '#src/config.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { openHub } from '#src/main.hub.ts';
import { checkQueue } from '#test/support/queue-invariants.ts';
import { paced, say, timed } from './queue/pace.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '#src/kernel/actor.ts';

/**
 * Figures of the queue: `node bench/annotation-queue.ts [--tasks 100000] [--clients 32] [--claims 20000]
 * [--list 1000000] [--rate 400]`. The use cases on the embedded PostgreSQL, each claim and each submission a transaction
 * of its own as the routes run it; without HTTP.
 */
const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string', default: '100000' },
    clients: { type: 'string', default: '32' },
    claims: { type: 'string', default: '20000' },
    list: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '400' },
  },
});
const tasks = Number(options.tasks);
const clients = Number(options.clients);
const claims = Number(options.claims);
const listed = Number(options.list);

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-bench-queue-'));
const node = await openHub(
  readConfig({ DATA_DIR: dataDir, SEED: 'none', PORT: '0' }),
  createJsonLog(() => undefined),
);
const { hub } = node;
const system = systemActor('bench');
const config = `<View><Text name="text" value="$text"/><Choices name="mood" toName="text"><Choice value="good"/><Choice value="bad"/></Choices></View>`;
const good = [
  { id: 'r', from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['good'] } },
];

const orgId = newId();
const person = (n: number): UserActor => ({
  kind: 'user',
  userId: `bench-${n}`,
  email: '',
  name: '',
  staff: [],
  orgs: [{ orgId, slug: 'bench', role: 'member', approved: true }],
  via: 'session',
  scopes: 'all',
});

async function makeProject(): Promise<string> {
  const id = newId();
  await hub.store.write(system, (trx) =>
    trx
      .insertInto('annotation.project')
      .values({
        id,
        org_id: orgId,
        title: 'bench',
        label_config: config,
        settings: '{}',
        state: 'active',
      })
      .execute(),
  );
  return id;
}

/** A working package of the own team over the project's tasks, as publication makes it. */
async function makePackage(projectId: string, overlap: number): Promise<[string, string]> {
  const id = newId();
  const awardId = newId();
  const start = performance.now();
  await hub.store.write(system, async (trx) => {
    await sql`insert into annotation.package (id, project_id, org_id, title, mode, state, overlap, overlap_max)
      values (${id}, ${projectId}, ${orgId}, 'bench', 'own_team', 'working', ${overlap}, ${overlap})`.execute(
      trx,
    );
    await sql`insert into annotation.package_task (package_id, task_id, position)
      select ${id}, id, number from annotation.task where project_id = ${projectId}`.execute(trx);
    await sql`insert into annotation.award (id, package_id, project_id, org_id, vendor_org_id, price_fen, slot_count, share)
      select ${awardId}, ${id}, ${projectId}, ${orgId}, ${orgId}, 0, count(*) * ${overlap}::int, count(*)
      from annotation.package_task where package_id = ${id}`.execute(trx);
    await sql`insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
        overlap_index, kind, rank)
      select annotation.new_id(), ${id}, ${projectId}, ${awardId}, s.task_id, ${orgId}, ${orgId}, s.n, 'work',
        nextval('annotation.slot_rank')
      from (select task_id, n from annotation.package_task, generate_series(0, ${overlap}::int - 1) n
        where package_id = ${id} order by position, n) s`.execute(trx);
  });
  console.log(
    `package of overlap ${overlap}: ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  await node.withOwner((pool) => pool.query('analyze'));
  return [id, awardId];
}

const key = () => `bench-${newId()}`;
async function work(
  packageId: string,
  total: number,
  who: (n: number) => UserActor,
): Promise<void> {
  const claimed: number[] = [];
  const submitted: number[] = [];
  let left = total;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, n) => {
      const actor = who(n);
      while ((left -= 1) >= 0) {
        const request = { count: 1, mode: 'online', key: key() } as const;
        const { leases } = await timed(claimed, () => leaseSlots(hub, actor, packageId, request));
        const [lease] = leases;
        if (!lease) return;
        const body = { submissionId: newId(), result: good, leadTimeMs: 1 };
        await timed(submitted, () => submitLease(hub, actor, lease.id, body));
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  say(`claim, ${clients} clients`, claimed);
  say(`submit, ${clients} clients`, submitted);
  console.log(
    `claim+submit: ${(submitted.length / seconds).toFixed(0)}/s over ${seconds.toFixed(1)} s`,
  );
}

/** The same at a rate that is asked of it: times count from when the turn was due. */
async function workAt(packageId: string, rate: number, total: number): Promise<void> {
  const claimed: number[] = [];
  const submitted: number[] = [];
  const used = process.cpuUsage();
  const seconds = await paced({ clients, rate, total }, async (n, due) => {
    const request = { count: 1, mode: 'online', key: key() } as const;
    const { leases } = await leaseSlots(hub, person(n), packageId, request);
    claimed.push(performance.now() - due);
    const [lease] = leases;
    if (!lease) throw new Error('nothing left to claim');
    const body = { submissionId: newId(), result: good, leadTimeMs: 1 };
    await timed(submitted, () => submitLease(hub, person(n), lease.id, body));
  });
  const { user, system: kernel } = process.cpuUsage(used);
  say(`claim at ${rate}/s asked, ${clients} clients`, claimed);
  say(`submit at ${rate}/s asked, ${clients} clients`, submitted);
  console.log(
    `claim+submit: ${(total / seconds).toFixed(0)}/s; hub and clients, one process, ${((user + kernel) / 1_000 / total).toFixed(2)} ms of processor a pair`,
  );
}

async function importTasks(projectId: string): Promise<void> {
  const line = (n: number) =>
    `${JSON.stringify({ text: `${n} `.padEnd(480, '标a').slice(0, 240) })}\n`;
  async function* lines() {
    const encoder = new TextEncoder();
    for (let n = 0; n < tasks; n += 1_000)
      yield encoder.encode(
        Array.from({ length: Math.min(1_000, tasks - n) }, (_, i) => line(n + i)).join(''),
      );
  }
  const blob = await hub.blobs.put(lines());
  const id = newId();
  await hub.store.write(system, (trx) =>
    trx
      .insertInto('annotation.import')
      .values({
        id,
        project_id: projectId,
        org_id: orgId,
        state: 'queued',
        format: 'jsonl',
        source: JSON.stringify({ kind: 'file', sha256: blob.sha256 }),
        total_bytes: blob.sizeBytes,
        error: null,
        created_by: null,
        started_at: null,
        finished_at: null,
      })
      .execute(),
  );
  const before = process.memoryUsage.rss();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const start = performance.now();
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  await runImport(hub, id, context);
  clearInterval(watch);
  console.log(
    `import of ${tasks} tasks of ${Math.round(blob.sizeBytes / tasks)} B: ${((performance.now() - start) / 1000).toFixed(1)} s, RSS ${(peak / 2 ** 20).toFixed(0)} MB (${(before / 2 ** 20).toFixed(0)} before)`,
  );
}

/** The person who has done nearly everything, as 99,900 claims would have left it. */
async function nearlyDone(packageId: string, awardId: string, actor: UserActor): Promise<void> {
  const done = tasks - Math.ceil(tasks / 1000);
  await hub.store.write(system, async (trx) => {
    await sql`insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id, submitted)
      select task_id, ${actor.userId}, id, org_id, vendor_org_id, true from annotation.slot
      where award_id = ${awardId} and overlap_index = 0 order by rank limit ${done}`.execute(trx);
    await sql`update annotation.slot set state = 'submitted', attempt = 1 where id in (
      select slot_id from annotation.assignment where person_id = ${actor.userId})
      and award_id = ${awardId}`.execute(trx);
    await sql`insert into annotation.worker (award_id, person_id, package_id, org_id, vendor_org_id, held, submitted, served)
      values (${awardId}, ${actor.userId}, ${packageId}, ${orgId}, ${orgId}, ${done}, ${done}, ${done})`.execute(
      trx,
    );
  });
  await node.withOwner((pool) => pool.query('analyze'));
  const first: number[] = [];
  const times: number[] = [];
  for (let n = 0; n < Math.min(90, (tasks - done) * 0.9); n += 1) {
    const into = n === 0 ? first : times;
    const request = { count: 1, mode: 'online', key: key() } as const;
    const { leases } = await timed(into, () => leaseSlots(hub, actor, packageId, request));
    const [lease] = leases;
    if (!lease) throw new Error('nothing left for the person');
    const body = { submissionId: newId(), result: good, leadTimeMs: 1 };
    await submitLease(hub, actor, lease.id, body);
  }
  say(`claim without a cursor, person at ${done} of ${tasks}, overlap 3`, first);
  say(`claim, person at ${done} of ${tasks}, overlap 3`, times);
}

async function lists(projectId: string, count: number): Promise<void> {
  const actor = person(0);
  const pages: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const after = BigInt(Math.floor(Math.random() * count));
    await timed(pages, () =>
      hub.store.read(actor, (db) =>
        sql`select id, number, submitted_count, accepted_count, created_at, gold is not null from annotation.task
          where project_id = ${projectId} and number > ${after} order by number limit 51`.execute(
          db,
        ),
      ),
    );
  }
  say(`task list of 50 at ${count} tasks, any place`, pages);
  const ids: number[] = [];
  for (let n = 0; n < 5; n += 1)
    await timed(ids, () =>
      hub.store.read(actor, (db) =>
        sql`select id, number from annotation.task where project_id = ${projectId} and number > 0
          order by number limit 50000`.execute(db),
      ),
    );
  say('ids of 50,000', ids);
}

try {
  console.log(
    `${cpus().length} cores, load ${loadavg()
      .map((l) => l.toFixed(1))
      .join(' ')}`,
  );
  await node.withOwner((pool) =>
    pool.query(
      `insert into identity.organisation (id, slug, name_zh, name_en, kind, status) values ($1, 'bench', 'b', 'b', 'enterprise', 'approved')`,
      [orgId],
    ),
  );
  const projectId = await makeProject();
  await importTasks(projectId);
  const [single, singleAward] = await makePackage(projectId, 1);
  await work(single, claims, (n) => person(n));
  await workAt(single, Number(options.rate), Math.floor(claims / 2));
  const other = await makeProject();
  await importTasks(other);
  const [triple, tripleAward] = await makePackage(other, 3);
  await nearlyDone(triple, tripleAward, person(99));
  await work(triple, Math.floor(claims / 4), (n) => person(200 + n));
  console.log('invariants', await checkQueue(node, [singleAward, tripleAward]));
  if (listed > 0) {
    await node.withOwner((pool) => pool.query(`select set_config('hub.role', 'system', false)`));
    await hub.store.write(system, (trx) =>
      sql`insert into annotation.task (id, project_id, org_id, data)
        select annotation.new_id(), ${projectId}, ${orgId}, jsonb_build_object('text', repeat('x', 480))
        from generate_series(1, ${Math.max(0, listed - tasks)}::int)`.execute(trx),
    );
    await node.withOwner((pool) => pool.query('vacuum analyze annotation.task'));
    await lists(projectId, listed);
  }
  console.log(
    `load at the end ${loadavg()
      .map((l) => l.toFixed(1))
      .join(' ')}`,
  );
} finally {
  await node.close();
  rmSync(dataDir, { recursive: true, force: true });
}
