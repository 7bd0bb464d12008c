import { describe, expect, test } from 'vitest';
import { bootstrap } from '#src/annotation/agreement/bootstrap.ts';
import { cohenEstimator, RatingPairTable } from '#src/annotation/agreement/cohen-kappa.ts';
import { ratingEstimator, type RatingMeasure } from '#src/annotation/agreement/rating-measures.ts';
import { patternsOf, type Rating } from '#src/annotation/agreement/rating-patterns.ts';
import { fixtureJson } from './annotation-fixtures.ts';

type Rows = Rating[][];
const figure = (rows: Rows, measure: RatingMeasure): number =>
  bootstrap(ratingEstimator(patternsOf(rows), [measure]), { replicates: 0 })[0]?.value as number;

function pairFigures(add: (table: RatingPairTable) => void): Record<string, number | null> {
  const table = new RatingPairTable();
  add(table);
  const figures = bootstrap(cohenEstimator(table), { replicates: 0 });
  return Object.fromEntries(figures.map(({ name, value }) => [name, value]));
}
const fromTable = (counts: number[][], categories: number[]) =>
  pairFigures((table) => {
    for (const [i, row] of counts.entries())
      for (const [j, count] of row.entries())
        table.add(categories[i] as number, categories[j] as number, count);
  });
const transpose = (rows: Rows): Rows =>
  (rows[0] as Rating[]).map((_, i) => rows.map((r) => r[i] as Rating));

/** Equality to as many digits as were printed. */
const digits = (value: number, printed: number): number =>
  Number(value.toFixed((String(printed).split('.')[1] ?? '').length));

describe('worked examples, to the printed digit', () => {
  const published = fixtureJson('annotation/agreement/worked-examples.json') as {
    cohen1960: { table: number[][]; po: number; kappa: number };
    fleiss1971: { rows: Rows; P: number; kappa: number };
    krippendorff2004: {
      rowsAreCoders: Rows;
      nominal: number;
      ordinal: number;
      interval: number;
      ratioNotRecomputed: number;
    };
    wikipedia3x15: { rowsAreCoders: Rows; nominal: number; interval: number };
    hayesKrippendorff2007: { rowsAreUnits: Rows; ordinal: number };
  };

  test('Cohen 1960', () => {
    const { table, po, kappa } = published.cohen1960;
    const { percent, cohenKappa } = fromTable(table, [1, 2, 3]);
    expect([digits(percent as number, po), digits(cohenKappa as number, kappa)]).toEqual([
      po,
      kappa,
    ]);
    expect((cohenKappa as number).toFixed(4)).toBe('0.4915');
  });

  test('Fleiss 1971', () => {
    const { rows, P, kappa } = published.fleiss1971;
    expect([
      digits(figure(rows, 'percent'), P),
      digits(figure(rows, 'fleissKappa'), kappa),
    ]).toEqual([P, kappa]);
  });

  test('Krippendorff 2004, all four metrics', () => {
    const {
      rowsAreCoders,
      nominal,
      ordinal,
      interval,
      ratioNotRecomputed: ratio,
    } = published.krippendorff2004;
    const rows = transpose(rowsAreCoders);
    expect({
      nominal: digits(figure(rows, 'alpha:nominal'), nominal),
      ordinal: digits(figure(rows, 'alpha:ordinal'), ordinal),
      interval: digits(figure(rows, 'alpha:interval'), interval),
      ratio: digits(figure(rows, 'alpha:ratio'), ratio),
    }).toEqual({ nominal, ordinal, interval, ratio });
  });

  test('the 3 × 15 matrix and Hayes & Krippendorff 2007', () => {
    const { rowsAreCoders, nominal, interval } = published.wikipedia3x15;
    const rows = transpose(rowsAreCoders);
    expect(digits(figure(rows, 'alpha:nominal'), nominal)).toBe(nominal);
    expect(digits(figure(rows, 'alpha:interval'), interval)).toBe(interval);
    const { rowsAreUnits, ordinal } = published.hayesKrippendorff2007;
    expect(digits(figure(rowsAreUnits, 'alpha:ordinal'), ordinal)).toBe(ordinal);
  });
});

/** Our name for each printed coefficient; with two raters Scott's π is Fleiss' κ, Bennett's S the free-marginal κ. */
const measureOf: Record<string, RatingMeasure | 'cohenKappa'> = {
  percent: 'percent',
  fleiss_kappa: 'fleissKappa',
  scott_pi: 'fleissKappa',
  bennett_s: 'freeMarginalKappa',
  randolph_kappa: 'freeMarginalKappa',
  cohen_kappa: 'cohenKappa',
  alpha_nominal: 'alpha:nominal',
  alpha_ordinal: 'alpha:ordinal',
  alpha_interval: 'alpha:interval',
};

describe('the examples of other libraries, every printed coefficient', () => {
  const examples = fixtureJson('data/agreement/worked_examples.json') as {
    name: string;
    ratings: Rows;
    published: Record<string, number>;
    recomputed_here: Record<string, number>;
  }[];
  for (const { name, ratings, published, recomputed_here } of examples)
    test(name, () => {
      for (const printed of [published, recomputed_here])
        for (const [coefficient, value] of Object.entries(printed)) {
          const measure = measureOf[coefficient] as RatingMeasure | 'cohenKappa';
          const ours =
            measure === 'cohenKappa'
              ? (pairFigures((table) => {
                  for (const [a, b] of ratings) table.add(a as Rating, b as Rating);
                })['cohenKappa'] as number)
              : figure(ratings, measure);
          expect([coefficient, digits(ours, value)]).toEqual([coefficient, value]);
        }
    });

  for (const name of [
    'fixture_01_paradox_2x2',
    'fixture_02_cohen_ex1',
    'fixture_03_cohen_ex2',
    'fixture_04_likert_4x4',
  ])
    test(`Gwet AC1 and AC2: ${name}`, () => {
      const { table, categories, cases } = fixtureJson(`data/agreement/dkpro/${name}.json`) as {
        table: number[][];
        categories: number[];
        cases: { measure: string; coefficient: number }[];
      };
      const { gwetAc1, gwetAc2 } = fromTable(table, categories);
      const [ac1, ac2] = cases.map(({ coefficient }) => coefficient) as [number, number];
      expect([digits(gwetAc1 as number, ac1), digits(gwetAc2 as number, ac2)]).toEqual([ac1, ac2]);
    });
});
