import { searchFacets, type FacetCount, type SearchFacet } from '#src/ports/search.ts';

export type FacetValue = readonly [facet: SearchFacet, value: string];
export type Facets = Record<SearchFacet, FacetCount[]>;

const mostValues = 100;

/**
 * Counts value ids (two bytes each, big-endian, as the rows hold them). Counting bytes here costs a
 * tenth of grouping in SQL: measured with ten values a row over 10,000 rows, 1 ms instead of 17.
 */
export function countIds(bytes: Uint8Array): Map<number, number> {
  const counts = new Uint32Array(65_536);
  const met: number[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const id = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
    const before = counts[id] ?? 0;
    if (before === 0) met.push(id);
    counts[id] = before + 1;
  }
  return new Map(met.map((id) => [id, counts[id] ?? 0]));
}

const byCount = (a: FacetCount, b: FacetCount): number =>
  b.count - a.count || (a.value < b.value ? -1 : 1);

/** `own` holds, for each narrowed facet, the counts without its own filter. */
export function assembleFacets(
  base: ReadonlyMap<number, number>,
  own: ReadonlyMap<SearchFacet, ReadonlyMap<number, number>>,
  values: ReadonlyMap<number, FacetValue>,
): Facets {
  const out = Object.fromEntries(
    searchFacets.map((f): [string, FacetCount[]] => [f, []]),
  ) as Facets;
  const add = (
    counts: ReadonlyMap<number, number>,
    wanted: (facet: SearchFacet) => boolean,
  ): void => {
    for (const [id, count] of counts) {
      const [facet, value] = values.get(id) ?? [];
      if (facet !== undefined && value !== undefined && wanted(facet))
        out[facet].push({ value, count });
    }
  };
  add(base, (facet) => !own.has(facet));
  for (const [facet, counts] of own) add(counts, (f) => f === facet);
  for (const facet of searchFacets) out[facet] = out[facet].toSorted(byCount).slice(0, mostValues);
  return out;
}
