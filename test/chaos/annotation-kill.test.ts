import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { openHub, type NodeHub } from '#src/main.hub.ts';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { readConfig } from '#src/config.ts';
import { freshDatabase, type TestDatabase } from '#test/support/database.ts';
import { HubProcess } from '#test/support/hub-process.ts';
import type { TestHub } from '#test/support/hub.ts';
import { choice, textConfig } from '#test/support/annotation.ts';
import { ApiClient, provider } from '#test/support/provider.ts';
import { createToken, createUser } from '#src/identity/index.ts';
import { checkQueue } from '#test/support/queue-invariants.ts';

/** Two servers on one database, 64 annotators; a server is killed again and again, leases are made to jump. */
const clients = 64;
const taskCount = Number(
  process.env['BANYAN_QUEUE_TASKS'] ?? (process.env['BANYAN_LONG'] ? 300 : 180),
);
const budgetMs = 240_000;
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-queue-kill-'));
const api = '/api/v1/annotation';

let database: TestDatabase;
let node: NodeHub;
let servers: HubProcess[] = [];
let tokens: string[];
let packageId: string;
let awardId: string;

beforeAll(async () => {
  database = await freshDatabase();
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
  };
  node = await openHub(
    readConfig({ ...env, SEED: 'none' }),
    createJsonLog(() => undefined),
  );
  const owner = await provider({ node, url: '' } as TestHub, 'queue', {
    scopes: ['annotation:read', 'annotation:write'],
  });
  tokens = [];
  for (let n = 0; n < clients; n += 1) tokens.push(await newAnnotator(owner.orgId, n));
  const cache = { NODE_COMPILE_CACHE: join(dataDir, 'compile-cache') };
  // The second server's own clock is three days ahead: only the database's may count.
  servers = [
    new HubProcess({ ...env, ...cache }),
    new HubProcess({ ...env, ...cache, NODE_OPTIONS: `--import ${clockAhead}` }),
  ];
  for (const server of servers) await server.start();
  const client = new ApiClient(servers[0]?.url ?? '', owner.client.token);
  const post = (path: string, body: unknown, status = 200) =>
    client.json(client.send(`${api}${path}`, body), status);
  const project = await post(
    '/projects',
    { org: owner.slug, title: 'Chaos', labelConfig: textConfig },
    201,
  );
  const items = Array.from({ length: taskCount }, (_, n) => ({ text: `text ${n}` }));
  await post(`/projects/${project.id}/imports`, { items }, 201);
  await post(`/projects/${project.id}/activate`, { revision: 1 });
  const pack = await post(
    `/projects/${project.id}/packages`,
    { title: 'P', mode: 'own_team', overlap: 2 },
    201,
  );
  const open = await post(`/packages/${pack.id}/publish`, { revision: pack.revision });
  packageId = open.id;
  awardId = open.awards[0].id;
}, 240_000);
async function newAnnotator(orgId: string, n: number): Promise<string> {
  const email = `worker-${n}@queue.cn`;
  const password = 'a long enough password';
  const { userId } = await createUser(node.hub, { email, name: `w${n}`, password, verified: true });
  await node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('identity.member')
      .values({ org_id: orgId, user_id: userId, role: 'member' })
      .execute(),
  );
  return createToken(node.hub, {
    email,
    scopes: ['annotation:read', 'annotation:write'],
    days: 30,
  });
}

afterAll(async () => {
  for (const server of servers) await server.kill();
  await node.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const clockAhead = `data:text/javascript,${encodeURIComponent(
  'const now = Date.now; Date.now = () => now() + 259200000;',
)}`;

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));
const counts = {
  leased: 0,
  submitted: 0,
  repeated: 0,
  orphaned: 0,
  failures: 0,
  kills: 0,
  jumps: 0,
};
/** submission id → digest, of every receipt a client was given. */
const receipts = new Map<string, string>();
const life = { over: false };

/** Sends until some server answers; the same key and body, as a client with an outbox does. */
async function persist(token: string, path: string, body: unknown): Promise<Response | undefined> {
  const key = crypto.randomUUID();
  for (let attempt = 0; !life.over; attempt += 1) {
    const server = servers[attempt % servers.length];
    try {
      const response = await fetch(`${server?.url}${api}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      if (response.status < 500 && response.status !== 429) return response;
      await response.body?.cancel();
    } catch {
      counts.failures += 1;
    }
    await pause(50 + Math.random() * 200);
  }
  return undefined;
}

async function annotator(token: string): Promise<void> {
  while (!life.over) {
    const count = Math.random() < 0.1 ? 5 : 1 + Math.round(Math.random());
    const mode = Math.random() < 0.1 ? 'offline' : 'online';
    const answer = await persist(token, `/packages/${packageId}/leases`, { count, mode });
    if (!answer) return;
    const { leases, queue } = (await answer.json()) as any;
    if (answer.status !== 200) throw new Error(`lease: ${answer.status}`);
    counts.leased += leases.length;
    if (leases.length === 0) {
      if (queue.submitted === queue.total) return;
      await pause(100 + Math.random() * 200);
    }
    for (const lease of leases) {
      // Some vanish with their lease and come back for others later.
      if (Math.random() < 0.05) continue;
      if (Math.random() < 0.05) await pause(Math.random() * 500);
      await submitOne(token, lease.id);
    }
  }
}

async function submitOne(token: string, leaseId: string): Promise<void> {
  const submissionId = crypto.randomUUID();
  const body = { submissionId, result: choice('good'), leadTimeMs: 5 };
  for (let again = 0; again < 2; again += 1) {
    const answer = await persist(token, `/leases/${leaseId}/submission`, body);
    if (!answer) return;
    const receipt = (await answer.json()) as any;
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`submission: ${answer.status} ${receipt.code}`);
    const before = receipts.get(submissionId);
    if (before !== undefined && before !== JSON.stringify(receipt))
      throw new Error('a second receipt differs from the first');
    receipts.set(submissionId, JSON.stringify(receipt));
    if (again === 0) counts[receipt.state === 'orphaned' ? 'orphaned' : 'submitted'] += 1;
    else counts.repeated += 1;
    if (Math.random() < 0.9) return;
  }
}

/** Kills a server, or makes the clock of some leases jump: they end now, or last longer. */
async function trouble(): Promise<void> {
  for (let n = 0; !life.over; n += 1) {
    await pause(300 + Math.random() * 700);
    const seconds = Math.random() < 0.6 ? -86_400 : 60;
    await node.hub.store.write(systemActor('test'), (trx) => shiftLeases(trx, seconds));
    counts.jumps += 1;
    if (n % 3 !== 2) continue;
    const server = servers[n % servers.length];
    await server?.kill();
    counts.kills += 1;
    await server?.start();
  }
}

/** As if the database's clock had jumped for a third of the leases: they are over, or last longer. */
const shiftLeases = (trx: Kysely<any>, seconds: number) =>
  sql`with jumped as (update annotation.slot set lease_expires_at = lease_expires_at + make_interval(secs => ${seconds})
      where award_id = ${awardId} and state = 'leased' and random() < 0.33 returning lease_id, lease_expires_at)
    update annotation.lease l set expires_at = jumped.lease_expires_at from jumped where l.id = jumped.lease_id`.execute(
    trx,
  );

test(
  `${clients} clients, kill -9 and jumping clocks: nothing lost, doubled or starved`,
  { timeout: budgetMs + 120_000 },
  async () => {
    const stop = setTimeout(() => (life.over = true), budgetMs);
    const troubled = trouble();
    await Promise.all(tokens.map(annotator));
    clearTimeout(stop);
    const finished = !life.over;
    life.over = true;
    await troubled;
    const faults = await checkQueue(node, [awardId]);
    console.log({ ...counts, receipts: receipts.size, finished, ...faults });
    expect(faults).toEqual({
      lostOrDouble: 0,
      doubleLeases: 0,
      sameTaskTwice: 0,
      withoutSlot: 0,
      wrongCounters: 0,
      wrongTaskCounts: 0,
    });
    const { stored, waiting, total } = await node.hub.store.read(
      systemActor('test'),
      async (db) => {
        const rows = await db
          .selectFrom('annotation.annotation')
          .select(['submission_id'])
          .where('award_id', '=', awardId)
          .execute();
        const slots = await db
          .selectFrom('annotation.slot')
          .select('state')
          .where('award_id', '=', awardId)
          .execute();
        return {
          stored: new Set(rows.map((r) => r.submission_id)),
          waiting: slots.filter((s) => s.state !== 'submitted').length,
          total: slots.length,
        };
      },
    );
    // Every receipt stands for a stored result, and every task was served to the end.
    expect([...receipts.keys()].filter((id) => !stored.has(id))).toEqual([]);
    expect([finished, waiting, total]).toEqual([true, 0, taskCount * 2]);
    expect(counts.kills).toBeGreaterThanOrEqual(3);
    expect(counts.submitted).toBeGreaterThanOrEqual(total * 0.95);
  },
);
