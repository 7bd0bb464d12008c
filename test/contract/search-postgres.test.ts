import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKysely, openPool } from '#src/adapters/database/pool.ts';
import { PostgresSearch } from '#src/adapters/search/postgres.ts';
import type { SearchScope } from '#src/ports/search.ts';
import { startSearchDatabase, type SearchDatabase } from './search-database.ts';
import { documentOf, library, secrets, streamOf, theirs, uuid } from './search-documents.ts';
import { searchSuite } from './search-suite.ts';

let database: SearchDatabase;
beforeAll(async () => {
  database = await startSearchDatabase();
});
afterAll(() => database?.stop());

/** Plans of the statements over the index that searches as hub_app cause inside the functions. */
async function plansOf(work: (search: PostgresSearch) => Promise<void>): Promise<string[]> {
  const plans: string[] = [];
  const pool = openPool({ url: database.adminUrl, max: 1 });
  pool.on('connect', (client) =>
    client.on('notice', ({ message }) => {
      if (message?.includes('d.lexemes @@')) plans.push(message);
    }),
  );
  const db = openKysely<Record<string, never>>(pool);
  try {
    for (const statement of [
      `load 'auto_explain'`,
      'set auto_explain.log_min_duration = 0',
      'set auto_explain.log_nested_statements = on',
      'set auto_explain.log_level = notice',
      'set role hub_app',
    ])
      await sql.raw(statement).execute(db);
    await work(new PostgresSearch(db));
  } finally {
    await db.destroy();
  }
  return plans;
}

describe('search in PostgreSQL', () => {
  searchSuite(() => new PostgresSearch(database.app));

  describe('second guard', () => {
    it('lets the serving role read no index row, and texts only within its settings', async () => {
      await new PostgresSearch(database.app).index(secrets);
      await expect(sql`select 1 from search.document`.execute(database.app)).rejects.toMatchObject({
        code: '42501',
      });
      await expect(sql`select 1 from search.term`.execute(database.app)).rejects.toMatchObject({
        code: '42501',
      });
      const texts = async (orgs: string) =>
        database.app.transaction().execute(async (trx) => {
          await sql`select set_config('hub.org_ids', ${orgs}, true)`.execute(trx);
          return (await sql`select id from search.content where id = ${uuid(20)}`.execute(trx))
            .rows;
        });
      expect(await texts('')).toEqual([]);
      expect(await texts(theirs)).toEqual([{ id: uuid(20) }]);
    });
    it('narrows a scope that asks for more than the session has', async () => {
      const ask = async (role: string, orgs: string) =>
        database.app.transaction().execute(async (trx) => {
          await sql`select set_config('hub.org_ids', ${orgs}, true), set_config('hub.role', ${role}, true)`.execute(
            trx,
          );
          const { rows } = await sql<{
            n: number[];
          }>`select search.count(array['zirconium']::tsquery[], 10, ${[theirs]}::text[], true) as n`.execute(
            trx,
          );
          return rows[0]?.n;
        });
      expect(await ask('', '')).toEqual([0]);
      expect(await ask('', theirs)).toEqual([1]);
      expect(await ask('staff', '')).toEqual([1]);
    });
  });

  it('keeps an older rebuild from replacing a later one', async () => {
    const search = new PostgresSearch(database.app);
    const older = search.rebuild(
      (async function* olderSource() {
        await search.rebuild(streamOf([documentOf(1, { titleEn: 'Later' })]));
        yield documentOf(1, { titleEn: 'Older' });
      })(),
    );
    await expect(older).rejects.toThrow('superseded');
    expect((await search.search({ text: 'later' }, { orgIds: [], all: false })).total).toBe(1);
  });

  it.each<[string, SearchScope]>([
    ['everyone', { orgIds: [], all: false }],
    ['a member', { orgIds: [theirs], all: false }],
    ['staff', { orgIds: [], all: true }],
  ])('reads documents through the text index for %s', async (_, scope) => {
    await new PostgresSearch(database.app).index(library);
    const plans = await plansOf(async (search) => {
      await search.search({ text: 'brain' }, scope);
      await search.search({ text: 'brain', filters: { domain: ['health'] } }, scope);
      await search.search({ text: 'brain mri', sort: 'newest' }, scope);
    });
    // per search: one statement for totals and facets, at least one for the page
    expect(plans.length).toBeGreaterThanOrEqual(6);
    for (const plan of plans) {
      expect(plan).toMatch(/Bitmap Index Scan on document\w*_lexemes_idx/);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  it('counts at most 10,000 exactly and pages past that', { timeout: 120_000 }, async () => {
    const search = new PostgresSearch(database.app);
    await search.rebuild(
      (async function* crowd() {
        for (let n = 0; n < 10_050; n += 1)
          yield documentOf(n, { titleEn: 'Wombat', downloads: n % 97 });
      })(),
    );
    const first = await search.search({ text: 'wombat', limit: 100 }, { orgIds: [], all: false });
    expect([first.total, first.totalIsExact, first.facetsAreExact]).toEqual([10_000, false, false]);
    for (const sort of ['relevance', 'newest', 'downloads'] as const) {
      const ids = new Set<string>();
      let cursor: string | undefined;
      for (let page = 0; page < 5; page += 1) {
        const result = await search.search(
          { text: 'wombat', sort, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
          { orgIds: [], all: false },
        );
        for (const hit of result.hits) ids.add(hit.id);
        cursor = result.next;
      }
      expect(ids.size).toBe(500);
    }
  });
});
