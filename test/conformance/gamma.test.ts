import { describe, expect, test } from 'vitest';
import {
  alignmentDisorder,
  unitDissimilarity,
  type GammaWeights,
  type LineUnit,
} from '#src/annotation/agreement/gamma-disorder.ts';
import { fixtureJson } from './annotation-fixtures.ts';

interface Unit extends LineUnit {
  readonly annotator: string;
}
interface Sampled {
  readonly units: Unit[];
  readonly bestAlignmentDisorder: number;
}
interface Fixture {
  readonly params: GammaWeights;
  readonly continuum: Unit[];
  readonly tier1: {
    readonly bestAlignmentDisorder: number;
    readonly pairDissimilarities: {
      readonly annotatorA: string;
      readonly unitIndexA: number;
      readonly annotatorB: string;
      readonly unitIndexB: number;
      readonly positional: number;
      readonly categorical: number;
      readonly combined: number;
    }[];
  };
  readonly tier2: { readonly sampledContinua: (Sampled & { readonly scaled: Sampled })[] };
  readonly tier3: { readonly expectedDisorder: number; readonly gamma: number };
}
const byAnnotator = (units: readonly Unit[]): Unit[][] => [
  ...Map.groupBy(units, ({ annotator }) => annotator).values(),
];

/** The printed figures come from single precision: about six digits hold. */
const near = (value: number): number =>
  expect.closeTo(value, value < 0.1 ? 6 : 5) as unknown as number;

for (const name of [
  'fixture_02_unequal_counts',
  'fixture_03_identical_perfect',
  'fixture_04_three_annotators',
  'fixture_05_larger_two_annotators',
])
  describe(`γ: ${name}`, () => {
    const fixture = fixtureJson(`data/agreement/dkpro/${name}.json`) as Fixture;
    const { params, continuum, tier1, tier2, tier3 } = fixture;

    test('the dissimilarity of every pair of units', () => {
      const lists = Map.groupBy(continuum, ({ annotator }) => annotator);
      for (const pair of tier1.pairDissimilarities) {
        const a = lists.get(pair.annotatorA)?.[pair.unitIndexA] as Unit;
        const b = lists.get(pair.annotatorB)?.[pair.unitIndexB] as Unit;
        const { positional, categorical, combined } = unitDissimilarity(a, b, params);
        const relative = (ours: number, printed: number) =>
          Math.abs(ours - printed) <= 1e-6 * Math.max(1, printed);
        expect([
          relative(positional, pair.positional),
          relative(categorical, pair.categorical),
          relative(combined, pair.combined),
        ]).toEqual([true, true, true]);
      }
    });

    test('the best alignment, of the annotations and of every sampled continuum', () => {
      expect(alignmentDisorder(byAnnotator(continuum), params)).toEqual(
        near(tier1.bestAlignmentDisorder),
      );
      for (const sampled of tier2.sampledContinua)
        for (const { units, bestAlignmentDisorder } of [sampled, sampled.scaled])
          expect(alignmentDisorder(byAnnotator(units), params)).toEqual(
            near(bestAlignmentDisorder),
          );
    });

    test('γ from the printed expectation', () => {
      const observed = alignmentDisorder(byAnnotator(continuum), params);
      expect(1 - observed / tier3.expectedDisorder).toEqual(near(tier3.gamma));
    });
  });
