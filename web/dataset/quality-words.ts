import { m } from '../i18n/messages.ts';

const names: Readonly<Record<string, () => string>> = {
  conformity: m.quality_conformity,
  completeness: m.quality_completeness,
  accuracy: m.quality_accuracy,
  consistency: m.quality_consistency,
  timeliness: m.quality_timeliness,
  accessibility: m.quality_accessibility,
};
const short: Readonly<Record<string, () => string>> = {
  conformity: m.quality_conformity_short,
  completeness: m.quality_completeness_short,
  accuracy: m.quality_accuracy_short,
  consistency: m.quality_consistency_short,
  timeliness: m.quality_timeliness_short,
  accessibility: m.quality_accessibility_short,
};

/** Name of a family; a family of later rules is shown by its key. */
export const familyNames = (key: string, brief = false): string =>
  ((brief ? short : names)[key] ?? (() => key))();

/** The figure of a family or indicator, or why there is none. */
export const scoreText = (of: {
  readonly score: number | null;
  readonly state: 'scored' | 'unknown' | 'not-applicable';
}): string =>
  of.score === null
    ? of.state === 'unknown'
      ? m.quality_unknown()
      : m.quality_not_applicable()
    : String(of.score);

/** A total or a gain with at most two decimals. */
export const points = (value: number): string => {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded);
};
