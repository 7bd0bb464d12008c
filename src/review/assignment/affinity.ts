/** What decides how well an expert fits an item. */
export interface Competence {
  /** The first is the field known best. */
  readonly fields: readonly string[];
  /** Submitted reviews of earlier items, by field. */
  readonly past: ReadonlyMap<string, number>;
}

/** 0 (another field) or 0.5 to 1: the place of the field among the expert's own, and experience with it. */
export function affinity(of: Competence, field: string): number {
  const place = of.fields.indexOf(field);
  if (place < 0) return 0;
  const experience = Math.min(of.past.get(field) ?? 0, 5) / 5;
  return 0.8 * Math.max(0.6, 1 - 0.1 * place) + 0.2 * experience;
}
