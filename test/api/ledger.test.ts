import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEntry, reverseEntry, type EntryToPost } from '#src/ledger/index.ts';
import { systemActor, type Actor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let payer: Visitor & { userId: string; email: string };
let payee: Visitor & { userId: string; email: string };
let operator: Visitor;
let payerOrg: string;
let payeeOrg: string;
const system = systemActor('test');
const words = { zh: '测试', en: 'Test' };

const post = (entry: EntryToPost, actor: Actor = system) =>
  hub.node.hub.store.write(actor, (trx) => postEntry(trx, actor, entry));

const pay = (reference: string, amount: bigint): EntryToPost => ({
  reference,
  description: words,
  lines: [
    { orgId: payerOrg, kind: 'payable', amount: -amount },
    { orgId: payeeOrg, kind: 'receivable', amount },
  ],
});

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  payer = await person(hub, 'payer');
  payee = await person(hub, 'payee');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  payerOrg = (await organisation(hub, 'payer', payer.email)).orgId;
  payeeOrg = (await organisation(hub, 'payee', payee.email)).orgId;
});
afterAll(() => hub.stop());

const accountsOf = async (visitor: Visitor, slug: string) =>
  (await visitor.get(`/api/v1/organisations/${slug}/ledger/accounts`)).body.items;

const trialTotal = async () =>
  (await operator.get('/api/v1/operator/ledger/trial-balance')).body.total;

describe('posting', () => {
  test('the same reference is one entry; other amounts under it are refused', async () => {
    const first = await post(pay('once', 1_234n));
    expect(first.posted).toBe(true);
    expect(await post(pay('once', 1_234n))).toEqual({ id: first.id, posted: false });
    await expect(post(pay('once', 1_235n))).rejects.toMatchObject({
      message: 'ledger.referenceReused',
    });
    const together = await Promise.all(Array.from({ length: 8 }, () => post(pay('race', 1n))));
    expect(new Set(together.map((e) => e.id)).size).toBe(1);
    expect(together.filter((e) => e.posted)).toHaveLength(1);
  });

  test('a reversal undoes an entry once, and only for who sees all of it', async () => {
    const { id } = await post(pay('wrong', 500n));
    const before = await accountsOf(payee, 'payee');
    const reversal = await hub.node.hub.store.write(system, (trx) =>
      reverseEntry(trx, system, id, words),
    );
    expect(reversal.posted).toBe(true);
    const again = await hub.node.hub.store.write(system, (trx) =>
      reverseEntry(trx, system, id, words),
    );
    expect(again).toEqual({ id: reversal.id, posted: false });
    const after = await accountsOf(payee, 'payee');
    expect(BigInt(after[0].balance)).toBe(BigInt(before[0].balance) - 500n);
    const half = memberOf(payer, payerOrg, 'payer');
    await expect(
      hub.node.hub.store.write(half, (trx) => reverseEntry(trx, half, id, words)),
    ).rejects.toMatchObject({ message: 'hub.notFound' });
  });

  test('random postings from 12 connections leave every pair of accounts in balance', async () => {
    const expected = new Map<string, bigint>();
    const add = (key: string, amount: bigint) =>
      expected.set(key, (expected.get(key) ?? 0n) + amount);
    let seed = 20_261_123;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const owners = [null, payerOrg, payeeOrg];
    const entries = Array.from({ length: 300 }, (_, n): EntryToPost => {
      const lines = Array.from({ length: 1 + random(5) }, () => ({
        orgId: owners[random(3)] ?? null,
        kind: `random-${'abc'[random(3)]}`,
        amount: BigInt(1 + random(1_000_000)) * (random(2) === 0 ? 1n : -1n),
      }));
      const total = lines.reduce((sum, line) => sum + line.amount, 0n);
      const last = { orgId: null, kind: 'random-rest', amount: total === 0n ? 1n : -total };
      if (total === 0n) lines.push({ orgId: payerOrg, kind: 'random-a', amount: -1n });
      return { reference: `random:${n}`, description: words, lines: [...lines, last] };
    });
    for (const { lines } of entries)
      for (const line of lines) add(`${line.orgId}/${line.kind}`, line.amount);
    // Each is posted twice, as by a client that lost the first answer.
    const queue = [...entries, ...entries];
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await post(next);
    };
    await Promise.all(Array.from({ length: 12 }, worker));
    const { rows } = await raw(
      `select org_id, kind, sum(amount)::text as balance from ledger.account a
       join ledger.line l on l.account_id = a.id where kind like 'random-%' group by 1, 2`,
    );
    expect(new Map(rows.map((r) => [`${r.org_id}/${r.kind}`, BigInt(r.balance)]))).toEqual(
      expected,
    );
    expect(await trialTotal()).toBe('0');
  }, 60_000);
});

function memberOf(visitor: { userId: string; email: string }, orgId: string, slug: string): Actor {
  const { userId, email } = visitor;
  const orgs = [{ orgId, slug, role: 'owner' as const, approved: true }];
  return { kind: 'user', userId, email, name: '', staff: [], orgs, via: 'session', scopes: 'all' };
}

/** SQL as the serving role, as this person; system unless told. */
async function raw(statement: string, as?: { userId: string; orgs: readonly string[] }) {
  const client = new pg.Client({ connectionString: hub.database.appUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('hub.actor_id', $1, true), set_config('hub.org_ids', $2, true),
       set_config('hub.role', $3, true)`,
      [as?.userId ?? '', (as?.orgs ?? []).join(','), as ? '' : 'system'],
    );
    const result = await client.query(statement);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

describe('raw SQL as the serving role', () => {
  const digest = '0'.repeat(64);
  const entry = (id: string, count: number, by = 'null') =>
    `insert into ledger.entry (id, reference, digest, line_count, description_zh, description_en, posted_by)
     values ('${id}', '${id}', '${digest}', ${count}, 'x', 'x', ${by});`;
  const line = (id: string, no: number, account: string, amount: number) =>
    `insert into ledger.line (entry_id, line_no, account_id, amount) values ('${id}', ${no}, '${account}', ${amount});`;
  const someAccount = async () => (await raw('select id from ledger.account limit 1')).rows[0].id;

  test('an entry that does not balance cannot be committed', async () => {
    const a = await someAccount();
    const id = newId();
    const attempts = [
      entry(id, 2),
      entry(id, 2) + line(id, 1, a, 5),
      entry(id, 2) + line(id, 1, a, 5) + line(id, 2, a, -4),
      entry(id, 2) + line(id, 1, a, 5) + line(id, 2, a, -4) + line(id, 3, a, -1),
      entry(id, 1) + line(id, 1, a, 5),
      entry(id, 2) + line(id, 1, a, 0) + line(id, 2, a, 0),
      entry(id, 2) + line(id, 1, a, 5e15) + line(id, 2, a, -5e15),
    ];
    for (const attempt of attempts)
      await expect(raw(attempt)).rejects.toThrow(/unbalanced|violates check/);
    await raw(entry(id, 2) + line(id, 1, a, 5) + line(id, 2, a, -5));
    await expect(raw(line(id, 3, a, 5) + line(id, 4, a, -5))).rejects.toThrow(/unbalanced/);
  });

  test('nothing posted is changed or removed', async () => {
    for (const table of ['account', 'entry', 'line'])
      for (const statement of [
        `update ledger.${table} set ${{ account: 'kind', entry: 'reference', line: 'line_no' }[table]} = ${table === 'line' ? '9' : "'x'"}`,
        `delete from ledger.${table}`,
        `truncate ledger.${table} cascade`,
      ])
        await expect(raw(statement)).rejects.toThrow(/permission denied|immutable/);
    // The owner of the tables is refused too.
    await expect(
      hub.node.withOwner(async (pool) => {
        const client = await pool.connect();
        try {
          await client.query(`select set_config('hub.role', 'system', false)`);
          await client.query('update ledger.line set amount = amount + 1');
        } finally {
          client.release(true);
        }
      }),
    ).rejects.toThrow(/immutable/);
    await expect(
      raw('set constraints all immediate; set session_replication_role = replica'),
    ).rejects.toThrow(/permission denied/);
  });

  test('a person posts under no other name and opens no account by hand', async () => {
    const as = { userId: payer.userId, orgs: [payerOrg] };
    const a = await someAccount();
    const id = newId();
    const pair = line(id, 1, a, 5) + line(id, 2, a, -5);
    for (const by of ['null', `'${payee.userId}'`])
      await expect(raw(entry(id, 2, by) + pair, as)).rejects.toThrow(/row-level security/);
    await expect(
      raw(`insert into ledger.account (id, kind) values ('${newId()}', 'mine')`, as),
    ).rejects.toThrow(/permission denied/);
  });

  test('each organisation reads its own lines alone', async () => {
    await post(pay('seen', 77n));
    for (const [who, orgId] of [
      [payer, payerOrg],
      [payee, payeeOrg],
    ] as const) {
      const as = { userId: who.userId, orgs: [orgId] };
      const { rows } = await raw('select distinct org_id from ledger.account', as);
      expect(rows).toEqual([{ org_id: orgId }]);
      const lines = await raw(
        `select distinct a.org_id from ledger.line l left join ledger.account a on a.id = l.account_id`,
        as,
      );
      expect(lines.rows).toEqual([{ org_id: orgId }]);
    }
    const nobody = { userId: newId(), orgs: [] };
    for (const table of ['account', 'entry', 'line'])
      expect((await raw(`select * from ledger.${table}`, nobody)).rows).toEqual([]);
  });
});

describe('statements', () => {
  test('pages join without a gap and the balance runs through them', async () => {
    for (let n = 1; n <= 7; n += 1)
      await post({
        reference: `paged:${n}`,
        description: words,
        lines: [
          { orgId: payeeOrg, kind: 'paged', amount: BigInt(n) },
          { orgId: null, kind: 'paged', amount: BigInt(-n) },
        ],
      });
    const account = (await accountsOf(payee, 'payee')).find((a: any) => a.kind === 'paged');
    expect(account).toMatchObject({ balance: '28', lines: 7, currency: 'CNY' });
    const seen: [string, string][] = [];
    let cursor = '';
    do {
      const path = `/api/v1/organisations/payee/ledger/accounts/${account.id}/lines?limit=3${cursor}`;
      const { body } = await payee.get(path);
      for (const item of body.items) seen.push([item.amount, item.balance]);
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(seen).toEqual([
      ['7', '28'],
      ['6', '21'],
      ['5', '15'],
      ['4', '10'],
      ['3', '6'],
      ['2', '3'],
      ['1', '1'],
    ]);
    const foreign = `/api/v1/organisations/payer/ledger/accounts/${account.id}/lines`;
    expect((await payer.get(foreign)).body.code).toBe('hub.notFound');
    expect((await payee.get(foreign)).body.code).toBe('hub.notFound');
  });
});
