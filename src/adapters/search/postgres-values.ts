import { sql } from 'kysely';
import {
  facetValues,
  searchFacets,
  type SearchDocument,
  type SearchFacet,
} from '#src/ports/search.ts';
import type { ValueIds } from './document-row.ts';
import type { FacetValue } from './facet-counts.ts';
import type { SearchDb } from './postgres-queries.ts';

interface ValueRow {
  readonly id: number;
  readonly facet: SearchFacet;
  readonly value: string;
}

const keyOf = (facet: SearchFacet, value: string): string => `${facet}\n${value}`;

/** The dictionary of facet values. Rows are only ever added, so what was read stays right. */
export class PostgresValues {
  readonly #db: SearchDb;
  readonly #byId = new Map<number, FacetValue>();
  readonly #byValue = new Map<string, number>();

  constructor(db: SearchDb) {
    this.#db = db;
  }

  /** Names of the ids, read from the database when one is new. */
  async named(db: SearchDb, ids: Iterable<number>): Promise<ReadonlyMap<number, FacetValue>> {
    for (const id of ids) {
      if (this.#byId.has(id)) continue;
      const { rows } = await sql<ValueRow>`select id, facet, value from search.value`.execute(db);
      this.#keep(rows);
      break;
    }
    return this.#byId;
  }

  /** Ids for every value of the documents, made where there is none yet. */
  async idsFor(documents: readonly SearchDocument[]): Promise<ValueIds> {
    const missing = new Map<string, FacetValue>();
    for (const document of documents) {
      const values = facetValues(document);
      for (const facet of searchFacets)
        for (const value of values[facet]) {
          const key = keyOf(facet, value);
          if (!this.#byValue.has(key)) missing.set(key, [facet, value]);
        }
    }
    if (missing.size > 0) {
      const wanted = [...missing.values()];
      const { rows } =
        await sql<ValueRow>`select * from search.values_of(${wanted.map(([facet]) => facet)}::text[],
        ${wanted.map(([, value]) => value)}::text[])`.execute(this.#db);
      this.#keep(rows);
    }
    return { idOf: (facet, value) => this.#byValue.get(keyOf(facet, value)) ?? 0 };
  }

  #keep(rows: readonly ValueRow[]): void {
    for (const { id, facet, value } of rows) {
      this.#byId.set(id, [facet, value]);
      this.#byValue.set(keyOf(facet, value), id);
    }
  }
}
