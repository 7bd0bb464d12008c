import { describe, expect, test } from 'vitest';
import { samplingPlan } from '#src/annotation/acceptance/sampling-plan.ts';
import { codeLetters, planRows, type Severity } from '#src/annotation/acceptance/sampling-table.ts';
import { fixtureJson } from './annotation-fixtures.ts';

type Rows = Record<string, Record<string, [number, number, number]>>;
const table = fixtureJson('annotation/aql/iso2859-1-single-level-II.json') as {
  letters: [number, number | null, string][];
  normal: Rows;
  tightened: Rows;
};

describe('ISO 2859-1, row by row', () => {
  test('the code letters', () => {
    expect(codeLetters.map(({ from, to, letter }) => [from, to, letter])).toEqual(table.letters);
  });

  for (const severity of ['normal', 'tightened'] as const)
    for (const aql of ['1.0', '2.5'])
      for (const [from, to, letter] of table.letters)
        test(`${severity} ${aql} ${letter}`, () => {
          const listed = table[severity][aql]?.[letter];
          for (const lotSize of [from, to ?? 10_000_000]) {
            const plan = samplingPlan({ lotSize, aql, severity });
            if (!listed) expect(plan).toEqual({ kind: 'no-table', reason: 'tightened-row' });
            else {
              const [n, accept, reject] = listed;
              const sample = Math.min(n, lotSize);
              expect(plan).toMatchObject({
                kind: 'plan',
                letter,
                sample,
                inspectAll: n >= lotSize,
                accept,
                reject,
              });
            }
          }
        });

  test('no row stands in our table that is not in the fixture', () => {
    const ours = planRows.flatMap(({ severity, aql, letters, sample, accept, reject }) =>
      [...letters].map((letter) => [severity, aql, letter, sample, accept, reject]),
    );
    const theirs = (['normal', 'tightened'] satisfies Severity[]).flatMap((severity) =>
      Object.entries(table[severity]).flatMap(([aql, rows]) =>
        Object.entries(rows).map(([letter, row]) => [severity, aql, letter, ...row]),
      ),
    );
    expect(ours.map(String).toSorted()).toEqual(theirs.map(String).toSorted());
  });

  test('normal plans accept a lot of AQL quality with probability 0.878 to 0.991', () => {
    const chances = planRows
      .filter(({ severity }) => severity === 'normal')
      .map(({ aql, sample, accept }) => binomialAtMost(accept, sample, Number(aql) / 100));
    expect(Number(Math.min(...chances).toFixed(3))).toBe(0.878);
    expect(Number(Math.max(...chances).toFixed(3))).toBe(0.991);
  });
});

/** P(X ≤ k) for X binomial with n trials of chance p. */
function binomialAtMost(k: number, n: number, p: number): number {
  let [term, sum] = [(1 - p) ** n, 0];
  for (let i = 0; i <= k; i += 1) {
    sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return sum;
}
