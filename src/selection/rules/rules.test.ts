import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterfactual, counterfactualSentence } from './counterfactual.ts';
import { evaluate, evaluateRules } from './evaluate.ts';
import type { Facts } from './fact.ts';
import { isRule, isTest, type Rule, type Test } from './rule.ts';

const words = { zh: '规则', en: 'Rule' };
const ruleOf = (test: Test, key = 'rule'): Rule => ({
  ...{ key, clause: 'x', basis: 'default', title: words, fix: words, test },
});
const licence: Test = {
  any: [
    { fact: 'version.licenceFiles', op: 'atLeast', value: 1 },
    { fact: 'licence.spdx', op: 'present' },
  ],
};

test('what is not known is unknown and never a pass', () => {
  expect(evaluate({ fact: 'quality.total', op: 'atLeast', value: 0 }, {})).toBe('unknown');
  expect(evaluate(licence, { 'version.licenceFiles': null, 'licence.spdx': '' })).toBe('unknown');
  expect(evaluate(licence, { 'version.licenceFiles': null, 'licence.spdx': 'MIT' })).toBe('pass');
  expect(evaluate({ all: [licence] }, { 'version.licenceFiles': 0, 'licence.spdx': '' })).toBe(
    'fail',
  );
});

test('“one more file with a licence would have passed” is found, applied and evaluated anew', () => {
  const facts = { 'version.licenceFiles': 0, 'licence.spdx': '' };
  const changes = counterfactual([ruleOf(licence)], facts);
  expect(changes).toEqual([{ fact: 'version.licenceFiles', from: 0, to: 1 }]);
  expect(counterfactualSentence(changes ?? [])).toEqual({
    zh: '再有 1 个许可文件，即可通过。',
    en: 'One more file with a licence would have passed.',
  });
  expect(counterfactual([ruleOf(licence)], { ...facts, 'licence.spdx': 'MIT' })).toEqual([]);
});

test('rules that contradict one another have no counterfactual', () => {
  const is = (value: string): Test => ({ fact: 'dataset.visibility', op: 'is', value });
  expect(counterfactual([ruleOf(is('public')), ruleOf(is('gated'))], {})).toBeUndefined();
});

const leaf: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    fact: fc.constantFrom('version.files', 'version.licenceFiles', 'quality.total'),
    op: fc.constant('atLeast' as const),
    value: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({
    fact: fc.constantFrom('provider.uscc', 'joint.confirmed'),
    op: fc.constant('is' as const),
    value: fc.constant(true),
  }),
  fc.record({ fact: fc.constant('licence.spdx'), op: fc.constant('present' as const) }),
);
const anyTest: fc.Arbitrary<Test> = fc.oneof(
  leaf,
  fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
  fc.record({ all: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
);
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  'version.files': fc.option(fc.integer({ min: 0, max: 4 })),
  'version.licenceFiles': fc.option(fc.integer({ min: 0, max: 4 })),
  'quality.total': fc.option(fc.integer({ min: 0, max: 4 })),
  'provider.uscc': fc.option(fc.boolean()),
  'joint.confirmed': fc.option(fc.boolean()),
  'licence.spdx': fc.option(fc.constantFrom('', 'MIT')),
});
const best: Facts = {
  ...{ 'version.files': 4, 'version.licenceFiles': 4, 'quality.total': 4 },
  ...{ 'provider.uscc': true, 'joint.confirmed': true, 'licence.spdx': 'MIT' },
};

/** Fewest facts that have to be as good as can be, by trying every set of them. */
function fewest(rules: readonly Rule[], facts: Facts): number {
  const keys = Object.keys(best);
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 1 << keys.length; mask += 1) {
    const chosen = keys.filter((_, bit) => mask & (1 << bit));
    const changed = {
      ...facts,
      ...Object.fromEntries(chosen.map((key) => [key, best[key] ?? null])),
    };
    if (rules.every((rule) => evaluate(rule.test, changed) === 'pass'))
      least = Math.min(least, chosen.length);
  }
  return least;
}

test('the counterfactual passes and no smaller change does (against every subset of facts)', () => {
  fc.assert(
    fc.property(fc.array(anyTest, { minLength: 1, maxLength: 4 }), anyFacts, (tests, facts) => {
      const rules = tests.map((test, at) => ruleOf(test, `rule-${at}`));
      const changes = counterfactual(rules, facts) ?? [];
      const changed = { ...facts, ...Object.fromEntries(changes.map((c) => [c.fact, c.to])) };
      expect(evaluateRules(rules, changed).map((r) => r.result)).toEqual(rules.map(() => 'pass'));
      expect(changes).toHaveLength(fewest(rules, facts));
    }),
    { numRuns: 1000 },
  );
});

test('a rule is of the closed list, or it is none', () => {
  expect(isRule(ruleOf(licence))).toBe(true);
  for (const wrong of [
    { fact: 'stranger', op: 'present' },
    { fact: 'quality.total', op: 'atLeast', value: '60' },
    { fact: 'quality.total', op: 'present' },
    { fact: 'licence.spdx', op: 'matches', value: '.*' },
    { fact: 'licence.spdx', op: 'is', value: 'MIT', more: 1 },
    { any: [] },
    { any: [{ any: [{ any: [licence] }] }] },
    { fact: '__proto__', op: 'present' },
  ])
    expect(isTest(wrong)).toBe(false);
  expect(isRule({ ...ruleOf(licence), code: 'x' })).toBe(false);
});

test('a counterfactual names values in words', () => {
  const rule = {
    key: 'open',
    clause: 'x',
    basis: 'text',
    title: { zh: 'x', en: 'x' },
    fix: { zh: 'x', en: 'x' },
    test: { fact: 'dataset.visibility', op: 'in', value: ['public', 'gated'] },
  } as const;
  const changes = counterfactual([rule], { 'dataset.visibility': 'organisation' });
  expect(changes && counterfactualSentence(changes)).toEqual({
    zh: '开放方式为公开、申请后可用之一，即可通过。',
    en: 'Visibility being one of public, on request would have passed.',
  });
});
