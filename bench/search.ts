import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { openKysely, openPool } from '#src/adapters/database/pool.ts';
import { PostgresSearch } from '#src/adapters/search/postgres.ts';
import { publicScope, type SearchFacet } from '#src/ports/search.ts';
import { checkPieces } from '#test/contract/search-pieces.ts';
import { startSearchDatabase, type SearchDatabase } from '#test/contract/search-database.ts';
import {
  idOf,
  makeDocuments,
  readLines,
  type BilingualPair,
  type CatalogRecord,
  type TagQuery,
} from './search-records.ts';

/**
 * Search figures: `node bench/search.ts [--records 100000] [--reference 100] [--slow 10]`.
 * Every query once, in file order, nothing asked before (cold order); the server has just been
 * loaded. Times are of the adapter's call, SQL and highlights included. `--ask URL` asks a database
 * that is there already, as its serving role, and loads nothing (`--records` then only names its size).
 */
const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    reference: { type: 'string', default: '100' },
    slow: { type: 'string', default: '10' },
    copies: { type: 'string', default: '1' },
    folder: { type: 'string', default: tmpdir() },
    ask: { type: 'string' },
  },
});
const records = Number(options.records);

const catalog = readLines<CatalogRecord>('catalog.jsonl');
const position = new Map(catalog.map((record, n) => [record.id, n]));
const tags = readLines<TagQuery>('tag_queries.jsonl');
const pairs = readLines<BilingualPair>('bilingual_pairs.jsonl');

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ms = (value: number): string => `${value.toFixed(1)} ms`;
function summary(name: string, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${name}: n ${sorted.length}, p50 ${ms(at(sorted, 0.5))}, p95 ${ms(at(sorted, 0.95))}, p99 ${ms(at(sorted, 0.99))}, max ${ms(at(sorted, 1))}`;
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

async function relevance(search: PostgresSearch): Promise<void> {
  const asked = [
    ['tag_queries', tags.map((t) => [t.query, t.relevant] as const)],
    ['bilingual zh', pairs.map((p) => [p.query_zh, p.relevant] as const)],
    ['bilingual en', pairs.map((p) => [p.query_en, p.relevant] as const)],
  ] as const;
  for (const [name, queries] of asked) {
    let found = 0;
    for (const [text, relevant] of queries) {
      const wanted = new Set(relevant.map((id) => idOf(position.get(id) ?? -1)));
      const { hits } = await search.search({ text, limit: 10 }, publicScope);
      if (hits.some((hit) => wanted.has(hit.id))) found += 1;
    }
    console.log(
      `hit rate@10, ${catalog.length} real records, ${name}: ${((100 * found) / queries.length).toFixed(1)} % of ${queries.length}`,
    );
  }
}

async function pieces(search: PostgresSearch): Promise<void> {
  const titles = catalog
    .flatMap((record, n) =>
      record.language === 'zh' ? [{ titleZh: record.title, id: idOf(n) }] : [],
    )
    .slice(0, 200);
  const { asked, missed } = await checkPieces((query) => search.search(query, publicScope), titles);
  console.log(
    `2-character pieces of ${titles.length} Chinese titles that find their dataset: ${asked - missed.length} of ${asked}`,
  );
}

/** The queries of the bar: the first 1,000 tags and both sides of every pair. */
const timedQueries = (): string[] => [
  ...tags.slice(0, 1_000).map((t) => t.query),
  ...pairs.map((p) => p.query_zh),
  ...pairs.map((p) => p.query_en),
];

/** Processes of the server that work for this login. */
async function serverProcesses(app: SearchDatabase['app']): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where usename = current_user and datname = current_database()`.execute(app);
  return rows.map((row) => row.pid);
}

/** Milliseconds of CPU used by this process and those of the server; the latter only on Linux. */
function cpuOf(pids: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  let server = 0;
  for (const pid of pids)
    try {
      server += Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      // ended meanwhile, or not Linux
    }
  return (user + system) / 1_000 + server;
}

async function speed(
  app: SearchDatabase['app'],
  search: PostgresSearch,
  count: number,
): Promise<void> {
  const queries = timedQueries();
  const pids = await serverProcesses(app);
  const cpu: number[] = [];
  const times: { text: string; time: number; total: number }[] = [];
  for (const text of queries) {
    const before = cpuOf(pids);
    const [time, { total }] = await timed(() => search.search({ text }, publicScope));
    times.push({ text, time, total });
    cpu.push(cpuOf(pids) - before);
  }
  console.log(summary('CPU of this process and the server', cpu));
  console.log(
    summary(
      `search, ${count} records, all facets, cold order`,
      times.map((t) => t.time),
    ),
  );
  const totals = times.map((t) => t.total).toSorted((a, b) => a - b);
  console.log(
    `hits: p5 ${at(totals, 0.05)}, p50 ${at(totals, 0.5)}, p75 ${at(totals, 0.75)}, p95 ${at(totals, 0.95)}, max ${at(totals, 1)}; none: ${totals.filter((t) => t === 0).length}; capped: ${totals.filter((t) => t >= 10_000).length}`,
  );
  for (const t of times.toSorted((a, b) => b.time - a.time).slice(0, Number(options.slow)))
    console.log(`  slow: ${ms(t.time)}, ${t.total} hits: ${t.text}`);
  console.log(
    `load average meanwhile: ${loadavg()
      .map((l) => l.toFixed(1))
      .join(' ')}`,
  );
}

/** The same with six facets narrowed at once, and in the other orders. */
async function filtered(search: PostgresSearch): Promise<void> {
  const queries = timedQueries();
  const filters: { [F in SearchFacet]?: string[] } = {
    domain: ['health', 'transport', 'research', 'education', 'marine', 'finance'],
    format: ['csv', 'json', 'parquet', 'zip', 'xml'],
    licence: ['CC-BY-4.0', 'CC0-1.0', 'MIT', 'other'],
    language: ['zh', 'en'],
    size: ['<1MB', '1MB-100MB', '100MB-1GB'],
    visibility: ['public', 'gated'],
  };
  const narrow: number[] = [];
  const sorted: number[] = [];
  const common: number[] = [];
  for (const text of queries.filter((_, i) => i % 5 === 0)) {
    narrow.push((await timed(() => search.search({ text, filters }, publicScope)))[0]);
    sorted.push((await timed(() => search.search({ text, sort: 'newest' }, publicScope)))[0]);
  }
  for (const text of [
    '',
    'data',
    'dataset',
    '数据',
    '数据集',
    'the',
    'a',
    '中国',
    'global',
    'GTFS schedule',
  ])
    for (const sort of ['relevance', 'newest', 'downloads'] as const) {
      const [time, { total }] = await timed(() => search.search({ text, sort }, publicScope));
      common.push(time);
      console.log(`  frequent: ${ms(time)} ${sort}, ${total} hits: ${text || '(everything)'}`);
    }
  console.log(summary('six facets narrowed', narrow));
  console.log(summary('newest first', sorted));
  console.log(summary('words that hit nearly everything', common));
}

/** What stands to reason without an index of our own: ts_rank over a text index, and ILIKE. */
async function reference({ owner }: SearchDatabase): Promise<void> {
  await sql`create table public.reference as select c.id, concat_ws(' ', c.texts->>'titleZh', c.texts->>'titleEn',
    c.texts->>'descriptionZh', c.texts->>'descriptionEn', c.texts->>'keywords') as body,
    c.org_id from search.content c where c.open`.execute(owner);
  await sql`create index on public.reference using gin (to_tsvector('simple', body))`.execute(
    owner,
  );
  await sql`analyze public.reference`.execute(owner);
  const queries = [
    ...tags.slice(0, 1_000).map((t) => t.query),
    ...pairs.flatMap((p) => [p.query_zh, p.query_en]),
  ];
  const every = Math.max(1, Math.floor(queries.length / Number(options.reference)));
  const ranked: number[] = [];
  const scanned: number[] = [];
  for (const text of queries.filter((_, i) => i % every === 0)) {
    ranked.push(
      (
        await timed(() =>
          sql`with hit as materialized (
        select id, org_id, ts_rank(to_tsvector('simple', body), q) as rank
        from public.reference, websearch_to_tsquery('simple', ${text}) q where to_tsvector('simple', body) @@ q)
      select (select count(*) from hit), (select array_agg(id) from (select id from hit order by rank desc, id limit 20) p),
        (select json_agg(f) from (select org_id, count(*) from hit group by 1) f)`.execute(owner),
        )
      )[0],
    );
    scanned.push(
      (
        await timed(() =>
          sql`select id, count(*) over () from public.reference
      where body ilike ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} limit 20`.execute(owner),
        )
      )[0],
    );
  }
  console.log(summary('reference, ts_rank over to_tsvector, one facet', ranked));
  console.log(summary('reference, ILIKE', scanned));
}

/** A quick way to a large corpus: equal texts, so posting lists and hits are as long as they get. */
async function multiply({ owner }: SearchDatabase, copies: number): Promise<void> {
  const token = 'copies';
  const id = sql`overlay(id placing lpad(to_hex(n), 4, '0') from 20)`;
  await sql`select search.rebuild_begin(${token})`.execute(owner);
  await sql`insert into search.document_next (prior, downloads, published_ms, open, org_id, id, facets, vals, lexemes)
    select prior, downloads, published_ms + n, open, org_id, ${id}, facets, vals, lexemes
    from search.document, generate_series(1, ${copies}::integer) n`.execute(owner);
  await sql`insert into search.content_next (id, org_id, open, texts, words, keywords)
    select ${id}, org_id, open, texts, words, keywords
    from search.content, generate_series(1, ${copies}::integer) n`.execute(owner);
  await sql`select search.rebuild_prepare(${token})`.execute(owner);
  await sql`select search.rebuild_swap(${token})`.execute(owner);
}

async function load(): Promise<void> {
  mkdirSync(options.folder, { recursive: true });
  const db = await startSearchDatabase(options.folder);
  try {
    const search = new PostgresSearch(db.app);
    const version = await sql<{ v: string }>`select current_setting('server_version') as v`.execute(
      db.app,
    );
    console.log(
      `node ${process.version}, PostgreSQL ${version.rows[0]?.v}, ${cpus().length} x ${cpus()[0]?.model}`,
    );
    await search.rebuild(makeDocuments(catalog, catalog.length));
    await relevance(search);
    await pieces(search);
    const [time] = await timed(() => search.rebuild(makeDocuments(catalog, records)));
    const size = await sql<{
      s: string;
    }>`select pg_size_pretty(pg_total_relation_size('search.document')) || ' index table, ' ||
    pg_size_pretty(pg_relation_size('search.document')) || ' of it rows, ' ||
    pg_size_pretty(pg_total_relation_size('search.content')) || ' texts' as s`.execute(db.owner);
    console.log(
      `rebuild with ${records} records: ${(time / 1000).toFixed(1)} s; ${size.rows[0]?.s}`,
    );
    await speed(db.app, search, records);
    await filtered(search);
    if (Number(options.reference) > 0) await reference(db);
    const copies = Number(options.copies);
    if (copies > 1) {
      const [copying] = await timed(() => multiply(db, copies));
      console.log(
        `${copies} copies of each record under ids of their own, made in SQL: ${(copying / 1000).toFixed(1)} s`,
      );
      await speed(db.app, search, records * copies);
      await filtered(search);
    }
  } finally {
    await db.stop();
    if (options.folder !== tmpdir()) rmSync(options.folder, { recursive: true, force: true });
  }
}

async function ask(url: string): Promise<void> {
  const app = openKysely(openPool({ url, max: 4 }));
  try {
    const search = new PostgresSearch(app);
    await speed(app, search, records);
    await filtered(search);
  } finally {
    await app.destroy();
  }
}

await (options.ask === undefined ? load() : ask(options.ask));
