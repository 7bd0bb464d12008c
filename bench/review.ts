import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { createApp } from '#src/app.ts';
import { readConfig } from '#src/config.ts';
import { createToken, createUser } from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';
import { openHub } from '#src/main.hub.ts';
import { rankItems, type RankedItem } from '#src/review/scores/rank-items.ts';

/**
 * Ranking and a reviewer's list: `node bench/review.ts`. Ranking of 200 items by 50 reviewers, three reviews
 * each, with 1,000 resamplings and every reviewer left out once; then the list of one reviewer who has 40 of
 * 6,000 reviews, through the whole app on the embedded PostgreSQL.
 */
const random = seededRandom(1);

function ranking(): void {
  const marks = Array.from({ length: 600 }, (_, n) => ({
    item: Math.floor(n / 3),
    reviewer: (Math.floor(n / 3) * 7 + (n % 3) * 17) % 50,
    points: 40 + (n % 97) / 3 + fraction(random) * 20,
  }));
  const cpu = process.cpuUsage();
  const from = performance.now();
  const found = rankItems(marks, 200, 50, { places: 10, resamplings: 1000 });
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  const wide = found.items.map((i: RankedItem) =>
    i.bootstrap ? i.bootstrap[1] - i.bootstrap[0] : 0,
  );
  console.log(
    `ranking 200 x 50 x 3, 1,000 resamplings, 50 left out: ${seconds.toFixed(2)} s (target 5), ` +
      `${((used.user + used.system) / 1e6).toFixed(2)} s of processor; widest interval ${Math.max(...wide)} ranks`,
  );
}

const words = JSON.stringify({ zh: 'x', en: 'x' });
const rubric = JSON.stringify([{ key: 'a', title: {}, help: {}, weight: 1, min: 0, max: 10 }]);

async function list(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'banyan-bench-review-'));
  const config = readConfig({ DATA_DIR: dataDir, SEED: 'none', PORT: '0' });
  const node = await openHub(
    config,
    createJsonLog(() => undefined),
  );
  const { hub } = node;
  const experts: { id: string; user_id: string }[] = [];
  for (let n = 0; n < 150; n += 1) {
    const email = `expert${n}@example.cn`;
    const user = await createUser(hub, {
      email,
      name: `E${n}`,
      password: 'a long enough password',
      verified: true,
    });
    experts.push({ id: newId(), user_id: user.userId });
  }
  const boardId = newId();
  await hub.store.write(systemActor('bench'), async (trx) => {
    const term = { term_from: '2020-01-01', term_to: '2099-01-01', load_limit: 100 };
    const blank = { state_reason: null, invited_by: null };
    for (const expert of experts)
      await trx
        .insertInto('review.expert')
        .values({ ...expert, ...term, ...blank, decided_by: null, state: 'active' })
        .execute();
    await trx
      .insertInto('review.board')
      .values({
        ...{ id: boardId, subject_kind: 'bench', subject_id: 'b', title: words, rubric },
        ...{ blind: 'single', reviews_per_item: 3, conflict_years: 3, places: 10 },
        ...{ due_at: new Date(Date.now() + 1e9), closed_at: null },
      })
      .execute();
    const items = Array.from({ length: 2000 }, (_, n) => ({
      ...{ id: newId(), board_id: boardId, subject_kind: 'bench', subject_id: String(n) },
      ...{ title: `Item ${n}`, people: [], field: 'ocean', href: '/', state_reason: null },
      orgs: JSON.stringify([{ id: newId(), uscc: null, names: [`Organisation ${n}`] }]),
      summary: 'x'.repeat(2000),
    }));
    for (let at = 0; at < items.length; at += 500)
      await trx
        .insertInto('review.item')
        .values(items.slice(at, at + 500))
        .execute();
    const given = items.flatMap((item, n) =>
      [0, 50, 100].map((step) => {
        const expert = experts[(n + step) % 150] as (typeof experts)[number];
        return {
          ...{ id: newId(), board_id: boardId, item_id: item.id, explanation: words },
          ...{ expert_id: expert.id, user_id: expert.user_id },
          ...{ ...blank, declared_at: null, submitted_at: null },
        };
      }),
    );
    for (let at = 0; at < given.length; at += 1000)
      await trx
        .insertInto('review.assignment')
        .values(given.slice(at, at + 1000))
        .execute();
  });
  await node.withOwner((pool) => pool.query('analyze'));
  const token = await createToken(hub, {
    email: 'expert0@example.cn',
    scopes: ['review:read'],
    days: 1,
  });
  const app = createApp(hub);
  const times: number[] = [];
  let shown = 0;
  for (let n = 0; n < 330; n += 1) {
    const from = performance.now();
    const reply = await app.request('/api/v1/review/assignments?state=open', {
      headers: { authorization: `Bearer ${token}` },
    });
    shown = ((await reply.json()) as { items: unknown[] }).items.length;
    if (n >= 30) times.push(performance.now() - from);
  }
  const at = (share: number) =>
    (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `a reviewer's list, ${shown} of 6,000 reviews: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (target 30)`,
  );
  await node.close();
  rmSync(dataDir, { recursive: true, force: true });
}

ranking();
await list();
console.log(`load ${loadavg()[0]?.toFixed(1)}`);
process.exit(0);
