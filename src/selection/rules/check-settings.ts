import type { Settings } from '../shapes.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLabel = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length === 2 &&
  [value['zh'], value['en']].every(
    (text) =>
      typeof text === 'string' && text.length > 0 && text.length <= 300 && !text.includes('\0'),
  );
const within = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const isCriterion = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length === 6 &&
  typeof value['key'] === 'string' &&
  /^[a-z][a-z0-9-]{0,39}$/.test(value['key']) &&
  isLabel(value['title']) &&
  isLabel(value['help']) &&
  within(value['weight'], 1, 100) &&
  within(value['min'], 0, 1000) &&
  within(value['max'], (value['min'] as number) + 1, 1000);

const numbers: Readonly<Record<string, readonly [number, number]>> = {
  reviewsPerItem: [1, 20],
  conflictYears: [0, 20],
  reviewDays: [1, 365],
  shortlist: [1, 1000],
  noticeWorkingDays: [1, 60],
};

/** Left out where the usual years hold; nothing is looked at again after it has expired. */
const isEntryYears = (value: unknown): boolean =>
  value === undefined ||
  (isRecord(value) &&
    Object.keys(value).length === 2 &&
    within(value['valid'], 1, 20) &&
    within(value['review'], 1, value['valid']));

/** Whether something is the settings of a rule set: weights sum to 100, ties are broken by its criteria. */
export function isSettings(value: unknown): value is Settings {
  if (!isRecord(value)) return false;
  const { rubric, blind, tieBreakers } = value;
  if (!Array.isArray(rubric) || rubric.length === 0 || rubric.length > 20) return false;
  if (!rubric.every(isCriterion)) return false;
  const criteria = rubric as Settings['rubric'];
  const keys = new Set(criteria.map((criterion) => criterion.key));
  return (
    Object.keys(value).filter((name) => name !== 'entryYears').length ===
      3 + Object.keys(numbers).length &&
    isEntryYears(value['entryYears']) &&
    keys.size === criteria.length &&
    criteria.reduce((sum, criterion) => sum + criterion.weight, 0) === 100 &&
    ['open', 'single', 'double'].includes(blind as string) &&
    Object.entries(numbers).every(([name, [min, max]]) => within(value[name], min, max)) &&
    Array.isArray(tieBreakers) &&
    new Set(tieBreakers).size === tieBreakers.length &&
    tieBreakers.every((key) => keys.has(key as string))
  );
}
