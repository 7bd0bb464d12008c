import { sql } from 'kysely';
import { newId } from '#src/kernel/ids.ts';
import type {
  Search,
  SearchDocument,
  SearchQuery,
  SearchResult,
  SearchScope,
  Suggestion,
} from '#src/ports/search.ts';
import { documentRow, joinRows, wordsOf, type DocumentRow } from './document-row.ts';
import { parseQuery } from './parse-query.ts';
import { searchPostgres } from './postgres-search.ts';
import { inScope, type SearchDb } from './postgres-queries.ts';
import { suggestPostgres } from './postgres-suggest.ts';
import { PostgresValues } from './postgres-values.ts';
import { canBeMisspelt, deletions } from './spelling.ts';

const batchSize = 500;
const rebuildBatchSize = 2_000;

/**
 * Search in the hub's own PostgreSQL: characters, pairs of characters and stems in one GIN index,
 * no dictionary, no extension. Runs in Node and in workerd.
 */
export class PostgresSearch implements Search {
  readonly #db: SearchDb;
  readonly #values: PostgresValues;

  constructor(db: SearchDb) {
    this.#db = db;
    this.#values = new PostgresValues(db);
  }

  async index(documents: readonly SearchDocument[]): Promise<void> {
    const latest = [...new Map(documents.map((d) => [d.id, d])).values()];
    for (let i = 0; i < latest.length; i += batchSize) {
      const batch = latest.slice(i, i + batchSize);
      const rows = await this.#rows(batch);
      await this.#spell(rows.flatMap(wordsOf));
      await sql`select search.put(${joinRows(rows)})`.execute(this.#db);
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await sql`select search.remove(${[...ids]}::text[])`.execute(this.#db);
  }

  search(query: SearchQuery, scope: SearchScope): Promise<SearchResult> {
    return inScope(this.#db, scope, (db) => searchPostgres(db, this.#values, query, scope));
  }

  suggest(prefix: string, scope: SearchScope, limit = 8): Promise<Suggestion[]> {
    return inScope(this.#db, scope, (db) => suggestPostgres(db, parseQuery(prefix), scope, limit));
  }

  async rebuild(documents: AsyncIterable<SearchDocument>): Promise<{ indexed: number }> {
    const token = newId();
    await sql`select search.rebuild_begin(${token})`.execute(this.#db);
    try {
      const indexed = await this.#fill(token, documents);
      await this.#step(sql`select search.rebuild_prepare(${token}) as ok`);
      await this.#step(sql`select search.rebuild_swap(${token}) as ok`);
      return { indexed };
    } catch (error) {
      await sql`select search.rebuild_abort(${token})`.execute(this.#db).catch(() => {});
      throw error;
    }
  }

  /** Puts every document once into the tables to come; the number of them. */
  async #fill(token: string, documents: AsyncIterable<SearchDocument>): Promise<number> {
    const words = new Set<string>();
    const seen = new Set<string>();
    let batch: SearchDocument[] = [];
    // the database takes one batch while the next is prepared
    let sent: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      const rows = await this.#rows(batch);
      batch = [];
      for (const row of rows) for (const word of wordsOf(row)) words.add(word);
      await sent;
      sent = this.#step(sql`select search.rebuild_add(${token}, ${joinRows(rows)}) as ok`);
      sent.catch(() => {});
    };
    for await (const document of documents) {
      if (seen.has(document.id)) continue;
      seen.add(document.id);
      batch.push(document);
      if (batch.length === rebuildBatchSize) await flush();
    }
    if (batch.length > 0) await flush();
    await sent;
    await this.#spell(words);
    return seen.size;
  }

  async ready(): Promise<boolean> {
    try {
      await sql`select search.count(array['∅']::tsquery[], 1, '{}', false)`.execute(this.#db);
      return true;
    } catch {
      return false;
    }
  }

  async #rows(documents: readonly SearchDocument[]): Promise<DocumentRow[]> {
    const ids = await this.#values.idsFor(documents);
    return documents.map((d) => documentRow(d, ids));
  }

  async #spell(words: Iterable<string>): Promise<void> {
    const rows = [...new Set(words)]
      .filter(canBeMisspelt)
      .map((word) => ({ word, variants: deletions(word) }));
    for (let i = 0; i < rows.length; i += 2_000)
      await sql`select search.spell(${JSON.stringify(rows.slice(i, i + 2_000))}::json)`.execute(
        this.#db,
      );
  }

  async #step(statement: ReturnType<typeof sql<{ ok: boolean }>>): Promise<void> {
    const { rows } = await statement.execute(this.#db);
    if (rows[0]?.ok !== true) throw new Error('search: this rebuild was superseded by a later one');
  }
}
