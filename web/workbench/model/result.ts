import type { Region, Relation, ResultItem } from '#src/annotation/region.ts';

export type { Region, Relation, ResultItem };

export const isRegion = (item: ResultItem): item is Region => item.type !== 'relation';

/** The labels or choices of an item: `value` keeps them under the item's own type. */
export function labelsOf(item: Region): readonly string[] {
  const labels = item.value[item.type];
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [];
}

/** Types whose items are places on an object. */
const placeTypes = new Set([
  'labels',
  'rectanglelabels',
  'polygonlabels',
  'keypointlabels',
  'paragraphlabels',
]);
const geometryKeys = ['start', 'end', 'x', 'y', 'points', 'startOffset'];

/** Whether an item is a place on an object; an answer about one region shares its id but is none. */
export const isPlace = (item: ResultItem): item is Region =>
  isRegion(item) && placeTypes.has(item.type) && geometryKeys.some((key) => key in item.value);

/** Ten letters and digits, as Label Studio's editor makes them. */
export function newRegionId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return [...crypto.getRandomValues(new Uint8Array(10))].map((b) => letters[b % 62]).join('');
}

/** Any value of a task's data as words. */
export function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | boolean);
}

export const numberIn = (value: Record<string, unknown>, key: string): number => {
  const number = Number(value[key]);
  return Number.isFinite(number) ? number : 0;
};
