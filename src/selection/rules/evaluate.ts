import type { Facts, FactValue } from './fact.ts';
import type { Rule, Test } from './rule.ts';

export type Outcome = 'pass' | 'fail' | 'unknown';

function compare(
  test: Exclude<Test, { any: unknown } | { all: unknown }>,
  fact: FactValue,
): boolean {
  switch (test.op) {
    case 'is':
      return fact === test.value;
    case 'in':
      return typeof fact === 'string' && test.value.includes(fact);
    case 'atLeast':
      return typeof fact === 'number' && fact >= test.value;
    case 'atMost':
      return typeof fact === 'number' && fact <= test.value;
    case 'present':
      return typeof fact === 'string' && fact !== '';
  }
}

/** Kleene's three-valued logic: what the hub does not know is unknown, unless the rest decides. */
export function evaluate(test: Test, facts: Facts): Outcome {
  if ('any' in test) {
    const parts = test.any.map((part) => evaluate(part, facts));
    return parts.includes('pass') ? 'pass' : parts.includes('unknown') ? 'unknown' : 'fail';
  }
  if ('all' in test) {
    const parts = test.all.map((part) => evaluate(part, facts));
    return parts.includes('fail') ? 'fail' : parts.includes('unknown') ? 'unknown' : 'pass';
  }
  const fact = Object.hasOwn(facts, test.fact) ? (facts[test.fact] ?? null) : null;
  if (fact === null) return 'unknown';
  return compare(test, fact) ? 'pass' : 'fail';
}

/** Every fact a test looks at, each once. */
export function factsOf(test: Test): string[] {
  const parts = 'any' in test ? test.any : 'all' in test ? test.all : undefined;
  return parts ? [...new Set(parts.flatMap(factsOf))] : 'fact' in test ? [test.fact] : [];
}

export interface RuleResult {
  readonly rule: Rule;
  readonly result: Outcome;
  /** The values it was decided by. */
  readonly evidence: Readonly<Record<string, FactValue>>;
}

/** Every rule with its outcome and the facts that decided it. */
export const evaluateRules = (rules: readonly Rule[], facts: Facts): RuleResult[] =>
  rules.map((rule) => ({
    rule,
    result: evaluate(rule.test, facts),
    evidence: Object.fromEntries(
      factsOf(rule.test).map((key) => [
        key,
        Object.hasOwn(facts, key) ? (facts[key] ?? null) : null,
      ]),
    ),
  }));
