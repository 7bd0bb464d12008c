import {
  exactTotal,
  type Loosening,
  type SearchFacet,
  type SearchQuery,
  type SearchResult,
  type SearchScope,
} from '#src/ports/search.ts';
import { inHead, quote } from './document-row.ts';
import { assembleFacets, countIds } from './facet-counts.ts';
import { highlighter } from './highlight.ts';
import { parseQuery, replaceWords, type ParsedQuery } from './parse-query.ts';
import * as queries from './postgres-queries.ts';
import type { FoundPage, SearchDb } from './postgres-queries.ts';
import type { PostgresValues } from './postgres-values.ts';
import { readCursor, writeCursor, type SearchMode } from './search-cursor.ts';
import { canBeMisspelt, deletions, nearest } from './spelling.ts';
import {
  activeFacets,
  filtersQuery,
  singleTerms,
  textQuery,
  tieredQuery,
  within,
  type Looseness,
} from './tsquery.ts';

/** Fewer hits than this, and half words and loosely matching documents are added after them. */
const few = 5;
/** Documents looked at for each term of a ranked or; rarer terms say more. */
const votesEach = 4_000;
const voters = 8;

interface Attempt {
  readonly page: FoundPage;
  readonly mode: SearchMode;
  readonly parsed: ParsedQuery;
  readonly exact: boolean;
}

/** One search: its inputs, and the attempts from strict to loose. */
class PostgresAttempts {
  readonly db: SearchDb;
  readonly scope: SearchScope;
  readonly query: SearchQuery;
  readonly active: readonly SearchFacet[];
  readonly filters: string;

  constructor(db: SearchDb, query: SearchQuery, scope: SearchScope) {
    this.db = db;
    this.query = query;
    this.scope = scope;
    this.active = activeFacets(query.filters);
    this.filters = filtersQuery(query.filters);
  }

  get sort() {
    return this.query.sort ?? 'relevance';
  }

  get after() {
    return this.query.cursor === undefined ? undefined : readCursor(this.query.cursor, this.sort);
  }

  get limit() {
    return Math.min(100, Math.max(1, Math.trunc(this.query.limit ?? 20)));
  }

  #options(cap: number): queries.PageOptions {
    const chosen = this.active.map((facet) =>
      [facet, ...(this.query.filters?.[facet] ?? []).map((v) => v.replaceAll(/[\0\n]/g, ' '))].join(
        '\n',
      ),
    );
    return { filter: this.filters, chosen, after: this.after, limit: this.limit + 1, cap };
  }

  async strict(parsed: ParsedQuery, looseness: Looseness, mode: SearchMode): Promise<Attempt> {
    const tiered = tieredQuery(parsed, looseness, this.sort === 'relevance');
    const page = await queries.find(
      this.db,
      tiered,
      this.sort,
      this.scope,
      this.#options(exactTotal),
    );
    return { page, mode, parsed, exact: page.total <= exactTotal };
  }

  /** At least half of the words by weight: rarer ones weigh more, and a third more in the head. */
  async vote(parsed: ParsedQuery, mode: SearchMode): Promise<Attempt | undefined> {
    const terms = singleTerms(parsed);
    if (terms.length < 3) return undefined;
    const counts = await queries.count(this.db, terms.map(quote), votesEach + 1, this.scope);
    const used = terms
      .map((term, i) => ({ term, count: counts[i] ?? 0 }))
      .toSorted((a, b) => a.count - b.count || (a.term < b.term ? -1 : 1));
    const found = used.filter((t) => t.count > 0);
    if (found.length * 2 < terms.length) return undefined;
    const chosen = found
      .slice(0, voters)
      .map((t) => ({ ...t, weight: Math.round(100 * Math.log(2 + (10 * votesEach) / t.count)) }));
    const sum = chosen.reduce((total, t) => total + t.weight, 0);
    const ballots = chosen.flatMap(({ term, weight }) => [
      { query: quote(term), weight },
      { query: quote(inHead + term), weight: Math.round(weight / 3) },
    ]);
    const page = await queries.vote(
      this.db,
      ballots,
      Math.ceil(sum / 2),
      this.scope,
      this.#options(votesEach),
    );
    return { page, mode, parsed, exact: chosen.every((t) => t.count <= votesEach) };
  }

  /** The query with each unknown word replaced by its nearest known one, if there is any. */
  async correct(parsed: ParsedQuery): Promise<ParsedQuery | undefined> {
    const words = parsed.groups
      .flatMap((g) => g.pieces)
      .filter((p) => !p.cjk && canBeMisspelt(p.folded))
      .map((p) => p.folded);
    if (words.length === 0) return undefined;
    const known = await queries.known(this.db, words, this.scope);
    const unknown = words.filter((word) => !known.has(word)).slice(0, 6);
    if (unknown.length === 0) return undefined;
    const candidates = await queries.near(
      this.db,
      [...new Set(unknown.flatMap(deletions))],
      this.scope,
    );
    const better = new Map<string, string>();
    for (const word of unknown) {
      const found = nearest(word, candidates);
      if (found !== undefined) better.set(word, found);
    }
    return better.size === 0 ? undefined : parseQuery(replaceWords(parsed, better));
  }

  /** Repeats the attempt a cursor comes from. */
  async again(parsed: ParsedQuery, mode: SearchMode): Promise<Attempt> {
    const corrected = mode.startsWith('corrected');
    const used = corrected ? ((await this.correct(parsed)) ?? parsed) : parsed;
    if (mode.endsWith('vote'))
      return (await this.vote(used, mode)) ?? this.strict(used, 'exact', mode);
    return this.strict(used, mode.endsWith('prefix') ? 'prefix' : 'exact', mode);
  }

  async first(parsed: ParsedQuery): Promise<Attempt> {
    let best = await this.loosely(parsed, 'exact', 'prefix');
    if (best.page.matched === 0) {
      const corrected = await this.correct(parsed);
      if (corrected !== undefined) {
        const attempt = await this.loosely(corrected, 'corrected', 'corrected-prefix');
        if (attempt.page.matched > 0) best = attempt;
      }
    }
    // where the filters leave little, looser matches would be noise: the person can drop a filter
    if (best.page.matched >= few || this.sort !== 'relevance') return best;
    const mode = best.mode.startsWith('corrected') ? 'corrected-vote' : 'vote';
    const voted = await this.vote(best.parsed, mode);
    return voted !== undefined && voted.page.matched > best.page.matched ? voted : best;
  }

  async loosely(parsed: ParsedQuery, strict: SearchMode, loose: SearchMode): Promise<Attempt> {
    const attempt = await this.strict(parsed, 'exact', strict);
    const latin = parsed.groups.some((g) => g.pieces.some((p) => !p.cjk && p.folded.length >= 3));
    if (attempt.page.matched >= few || !latin) return attempt;
    const wider = await this.strict(parsed, 'prefix', loose);
    return wider.page.matched > attempt.page.matched ? wider : attempt;
  }

  /** What would be found without one of the filters, or without one of the words. */
  async loosen({ parsed, page }: Attempt): Promise<Loosening[]> {
    const byFilter = this.active.map((facet, i): Loosening => ({
      drop: 'filter',
      facet,
      total: Math.min(exactTotal, page.otherTotals[i] ?? 0),
    }));
    let byWord = await this.#withoutWords(parsed, 'exact');
    if (byWord.every((l) => l.total === 0)) byWord = await this.#withoutWords(parsed, 'prefix');
    return [...byFilter, ...byWord]
      .filter((l) => l.total > 0)
      .toSorted((a, b) => b.total - a.total);
  }

  async #withoutWords(parsed: ParsedQuery, looseness: Looseness): Promise<Loosening[]> {
    const options = parsed.groups.slice(0, 12).map((group) => {
      const groups = parsed.groups.filter((g) => g !== group);
      const [from, to] = [group.pieces[0]?.start ?? 0, group.pieces.at(-1)?.end ?? 0];
      const left = groups.length === 0 ? '' : textQuery({ ...parsed, groups }, looseness);
      return { query: within(left, this.filters), word: parsed.text.slice(from, to) };
    });
    const queriesLeft = options.map((o) => o.query);
    const totals = await queries.count(this.db, queriesLeft, exactTotal, this.scope);
    return options.map(({ word }, i) => ({ drop: 'word', word, total: totals[i] ?? 0 }));
  }
}

/** The port's `search` on PostgreSQL; `db` already carries the scope's settings. */
export async function searchPostgres(
  db: SearchDb,
  values: PostgresValues,
  query: SearchQuery,
  scope: SearchScope,
): Promise<SearchResult> {
  const attempts = new PostgresAttempts(db, query, scope);
  const parsed = parseQuery(query.text ?? '');
  const after = attempts.after;
  const attempt =
    after === undefined ? await attempts.first(parsed) : await attempts.again(parsed, after.mode);
  const { page, mode } = attempt;
  const rows = page.rows.slice(0, attempts.limit);
  const last = rows.at(-1);
  const marksOf = highlighter(attempt.parsed);
  const base = countIds(page.facets);
  const own = new Map(
    attempts.active.map((facet, i) => [facet, countIds(page.otherFacets[i] ?? new Uint8Array())]),
  );
  const ids = new Set([base, ...own.values()].flatMap((counts) => [...counts.keys()]));
  const next =
    page.rows.length > rows.length && last !== undefined
      ? { next: writeCursor(attempts.sort, { mode, tier: last.tier, key: last.key, id: last.id }) }
      : {};
  const loosen = page.total === 0 ? { loosen: await attempts.loosen(attempt) } : {};
  return {
    hits: rows.map((row) => ({
      id: row.id,
      score: attempts.sort === 'relevance' ? (10 - row.tier) * 10_000 + row.key : row.key,
      highlights: marksOf(page.texts.get(row.id) ?? {}),
    })),
    total: Math.min(page.total, exactTotal),
    totalIsExact: attempt.exact,
    facets: assembleFacets(base, own, await values.named(db, ids)),
    facetsAreExact: attempt.exact && page.matched <= queries.mostRows,
    ...(mode.startsWith('corrected') && page.total > 0 ? { corrected: attempt.parsed.text } : {}),
    ...next,
    ...loosen,
  };
}
