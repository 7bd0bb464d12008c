import type { CreatePackage, PackageMode, PackageView } from '#src/annotation/packages/schema.ts';
import { fenOf, yuanOf } from './money.ts';

/** What is typed into the form of a package, all as text. */
export interface TermsForm {
  readonly title: string;
  readonly description: string;
  readonly mode: PackageMode;
  readonly from: string;
  readonly to: string;
  readonly price: string;
  readonly bands: readonly { readonly minimum: string; readonly rate: string }[];
  /** `YYYY-MM-DDTHH:MM` on a clock in China. */
  readonly deadline: string;
  readonly bidDeadline: string;
  readonly skills: string;
  readonly modalities: readonly string[];
  readonly languages: string;
  readonly overlap: string;
  readonly overlapMax: string;
  readonly threshold: string;
  readonly gold: string;
  readonly cross: string;
  readonly maxShare: string;
  readonly testCount: string;
  readonly testPass: string;
  readonly aql: '' | '1.0' | '2.5';
}

export const emptyTerms: TermsForm = {
  title: '',
  description: '',
  mode: 'open_claim',
  from: '',
  to: '',
  price: '',
  bands: [],
  deadline: '',
  bidDeadline: '',
  skills: '',
  modalities: [],
  languages: '',
  overlap: '1',
  overlapMax: '1',
  threshold: '',
  gold: '0',
  cross: '2',
  maxShare: '',
  testCount: '',
  testPass: '80',
  aql: '1.0',
};

export type TermsField = keyof TermsForm;

/** Percent as parts of `whole` (10,000 or 1,000,000); undefined where it is no percentage up to `max`. */
function share(text: string, whole: number, max = 100): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,4})?$/u.test(text.trim())) return undefined;
  const value = Number(text);
  return value <= max ? Math.round((value * whole) / 100) : undefined;
}

const count = (text: string, least = 1): number | undefined =>
  /^\d{1,9}$/u.test(text.trim()) && Number(text) >= least ? Number(text) : undefined;

const paid = (mode: PackageMode): boolean => mode !== 'own_team';

/** The wall clock of China as an instant. */
const moment = (text: string) => `${text}:00+08:00` as NonNullable<CreatePackage['deadline']>;

const fen = (text: string) => (fenOf(text) ?? '0') as NonNullable<CreatePackage['priceFen']>;

/** Fields that are missing or wrong; empty where the terms can be sent. */
export function wrongTerms(form: TermsForm): TermsField[] {
  const optional = (text: string, right: (text: string) => boolean): boolean =>
    text.trim() === '' || right(text);
  const number = (text: string): boolean => count(text) !== undefined;
  const overlap = count(form.overlap);
  const overlapMax = count(form.overlapMax);
  const checks: readonly (readonly [TermsField, boolean])[] = [
    ['title', form.title.trim() !== ''],
    ['from', optional(form.from, (text) => count(text, 0) !== undefined)],
    ['to', optional(form.to, (text) => count(text, Number(form.from)) !== undefined)],
    ['price', !paid(form.mode) || fenOf(form.price) !== undefined],
    [
      'bands',
      form.bands.every(
        (band) =>
          share(band.minimum, 1e6) !== undefined && share(band.rate, 1e4, 200) !== undefined,
      ),
    ],
    ['overlap', overlap !== undefined && overlap <= 20],
    ['overlapMax', overlapMax !== undefined && overlapMax <= 20 && overlapMax >= (overlap ?? 1)],
    ['threshold', optional(form.threshold, (text) => share(text, 1e6) !== undefined)],
    ['gold', share(form.gold, 1e4, 50) !== undefined],
    ['cross', form.mode !== 'blind_overlap' || share(form.cross, 1e4) !== undefined],
    ['maxShare', optional(form.maxShare, number)],
    ['testCount', optional(form.testCount, (text) => number(text) && Number(text) <= 200)],
    ['testPass', form.testCount.trim() === '' || share(form.testPass, 1e6) !== undefined],
  ];
  return checks.filter(([, right]) => !right).map(([field]) => field);
}

/** Words set apart by commas of either kind. */
const wordsOf = (text: string): string[] =>
  text
    .split(/[,\uFF0C\u3001;\uFF1B]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** The body to send; only for a form without wrong terms. */
export function packageOf(form: TermsForm): CreatePackage {
  const range = {
    ...(form.from.trim() === '' ? {} : { fromNumber: Number(form.from) }),
    ...(form.to.trim() === '' ? {} : { toNumber: Number(form.to) }),
  };
  const base: CreatePackage = {
    title: form.title.trim(),
    description: form.description.trim(),
    mode: form.mode,
    tasks: range,
    deadline: form.deadline === '' ? null : moment(form.deadline),
    overlap: Number(form.overlap),
    overlapMax: Number(form.overlapMax),
    agreementThresholdPpm: share(form.threshold, 1e6) ?? null,
    goldRateBp: share(form.gold, 1e4) ?? 0,
  };
  if (!paid(form.mode)) return base;
  const testCount = count(form.testCount);
  return {
    ...base,
    priceFen: fen(form.price),
    bands: form.bands.map((band) => ({
      minPpm: share(band.minimum, 1e6) ?? 0,
      rateBp: share(band.rate, 1e4, 200) ?? 10_000,
    })),
    requiredSkills: wordsOf(form.skills),
    requiredModalities: form.modalities as NonNullable<CreatePackage['requiredModalities']>,
    requiredLanguages: wordsOf(form.languages) as NonNullable<CreatePackage['requiredLanguages']>,
    ...(form.mode === 'sealed_bids'
      ? { bidDeadline: form.bidDeadline === '' ? null : moment(form.bidDeadline) }
      : {}),
    ...(form.mode === 'blind_overlap' ? { crossRateBp: share(form.cross, 1e4) ?? 0 } : {}),
    maxShare: count(form.maxShare) ?? null,
    qualification:
      testCount === undefined
        ? null
        : { count: testCount, passPpm: share(form.testPass, 1e6) ?? 800_000 },
    aql: form.aql === '' ? null : form.aql,
  };
}

const percentOf = (value: number, whole: number): string => String((value / whole) * 100);

/** An instant on the wall clock of China, as a field of date and time holds it. */
const clockOf = (instant: string | null): string =>
  instant === null
    ? ''
    : new Date(Date.parse(instant) + 8 * 3_600_000)
        .toISOString()
        .slice(0, 'YYYY-MM-DDTHH:MM'.length);

/** A package's terms as they are typed. */
export const termsOf = (of: PackageView): TermsForm => ({
  title: of.title,
  description: of.description,
  mode: of.mode,
  from: '',
  to: '',
  price: yuanOf(of.priceFen).replaceAll(',', ''),
  bands: of.bands.map((band) => ({
    minimum: percentOf(band.minPpm, 1e6),
    rate: percentOf(band.rateBp, 1e4),
  })),
  deadline: clockOf(of.deadline),
  bidDeadline: clockOf(of.bidDeadline),
  skills: of.requiredSkills.join('、'),
  modalities: of.requiredModalities,
  languages: of.requiredLanguages.join('、'),
  overlap: String(of.overlap),
  overlapMax: String(of.overlapMax),
  threshold: of.agreementThresholdPpm === null ? '' : percentOf(of.agreementThresholdPpm, 1e6),
  gold: percentOf(of.goldRateBp ?? 0, 1e4),
  cross: percentOf(of.crossRateBp ?? 200, 1e4),
  maxShare: of.maxShare === null ? '' : String(of.maxShare),
  testCount: of.qualification === null ? '' : String(of.qualification.count),
  testPass: of.qualification === null ? '80' : percentOf(of.qualification.passPpm, 1e6),
  aql: of.aql === '1.0' || of.aql === '2.5' ? of.aql : '',
});
