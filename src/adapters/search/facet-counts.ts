import { searchFacets, type FacetCount, type SearchFacet } from '#src/ports/search.ts';

export type FacetValue = readonly [facet: SearchFacet, value: string];
export type Facets = Record<SearchFacet, FacetCount[]>;

const mostValues = 100;

/** Counters of all ids, all zero between calls. */
const counters = new Uint32Array(65_536);

/**
 * Counts value ids (two bytes each, big-endian, as the rows hold them): rows are not grouped in SQL.
 */
export function countIds(bytes: Uint8Array): Map<number, number> {
  const met: number[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const id = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
    const before = counters[id] ?? 0;
    if (before === 0) met.push(id);
    counters[id] = before + 1;
  }
  const counts = new Map<number, number>();
  for (const id of met) {
    counts.set(id, counters[id] ?? 0);
    counters[id] = 0;
  }
  return counts;
}

const byCount = (a: FacetCount, b: FacetCount): number =>
  b.count - a.count || (a.value < b.value ? -1 : 1);

/** `base` counts the hits; `own`, for each narrowed facet, what only its filter keeps out. */
export function assembleFacets(
  base: ReadonlyMap<number, number>,
  own: ReadonlyMap<SearchFacet, ReadonlyMap<number, number>>,
  values: ReadonlyMap<number, FacetValue>,
): Facets {
  const out = Object.fromEntries(
    searchFacets.map((f): [string, FacetCount[]] => [f, []]),
  ) as Facets;
  for (const [id, count] of base) {
    const [facet, value] = values.get(id) ?? [];
    if (facet === undefined || value === undefined) continue;
    out[facet].push({ value, count: count + (own.get(facet)?.get(id) ?? 0) });
  }
  for (const [narrowed, counts] of own)
    for (const [id, count] of counts) {
      const [facet, value] = values.get(id) ?? [];
      if (facet !== narrowed || value === undefined || base.has(id)) continue;
      out[facet].push({ value, count });
    }
  for (const facet of searchFacets) out[facet] = out[facet].toSorted(byCount).slice(0, mostValues);
  return out;
}
