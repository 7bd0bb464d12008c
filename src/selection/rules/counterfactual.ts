import { evaluate } from './evaluate.ts';
import { factSpec, factWord, type Facts, type FactValue } from './fact.ts';
import type { Rule, Test } from './rule.ts';

export interface FactChange {
  readonly fact: string;
  readonly from: FactValue;
  readonly to: string | number | boolean;
  /** Every value that would do as well, where a choice was wanted. */
  readonly options?: readonly string[];
}
type Changes = ReadonlyMap<string, FactChange>;

/** How many ways of a rule are tried; rules of the closed list have far fewer. */
const waysMax = 200;

/** Stands for any text, where a rule only asks that there be one. */
const someText = '…';

function leafChange(
  test: Exclude<Test, { any: unknown } | { all: unknown }>,
  facts: Facts,
): FactChange {
  const from = facts[test.fact] ?? null;
  if (test.op === 'present') return { fact: test.fact, from, to: someText };
  if (test.op === 'in')
    return { fact: test.fact, from, to: test.value[0] ?? someText, options: test.value };
  return { fact: test.fact, from, to: test.value };
}

/** Two sets of changes at once; undefined where they want different things of one fact. */
function joined(a: Changes, b: Changes): Changes | undefined {
  const all = new Map(a);
  for (const [fact, change] of b) {
    const other = all.get(fact);
    if (!other || other.to === change.to) all.set(fact, change);
    else if (typeof other.to === 'number' && typeof change.to === 'number')
      all.set(fact, other.to > change.to ? other : change);
    else return undefined;
  }
  return all;
}

/** Every way to make a test pass, the one with fewest changes first. */
function ways(test: Test, facts: Facts): Changes[] {
  if (evaluate(test, facts) === 'pass') return [new Map()];
  let found: Changes[];
  if ('any' in test) found = test.any.flatMap((part) => ways(part, facts));
  else if ('all' in test) found = together(test.all, facts);
  else found = [new Map([[test.fact, leafChange(test, facts)]])];
  return found.toSorted((a, b) => a.size - b.size).slice(0, waysMax);
}

function together(tests: readonly Test[], facts: Facts): Changes[] {
  let found: Changes[] = [new Map()];
  for (const test of tests) {
    const next = ways(test, facts);
    found = found
      .flatMap((one) => next.map((other) => joined(one, other)))
      .filter((changes) => changes !== undefined)
      .toSorted((a, b) => a.size - b.size)
      .slice(0, waysMax);
  }
  return found;
}

const applied = (facts: Facts, changes: Changes): Facts => ({
  ...facts,
  ...Object.fromEntries([...changes].map(([fact, change]) => [fact, change.to])),
});

/**
 * The smallest change of facts after which every rule passes: found from the rules, then applied and
 * evaluated anew. Empty when all pass already; undefined when the rules contradict one another.
 */
export function counterfactual(
  rules: readonly Rule[],
  facts: Facts,
): readonly FactChange[] | undefined {
  const tests = rules.map((rule) => rule.test);
  for (const changes of together(tests, facts)) {
    const changed = applied(facts, changes);
    if (tests.every((test) => evaluate(test, changed) === 'pass')) return [...changes.values()];
  }
  return undefined;
}

function phrase(change: FactChange): { zh: string; en: string } {
  const spec = factSpec(change.fact);
  const label = { zh: spec?.zh ?? change.fact, en: spec?.en ?? change.fact };
  const { from, to, options } = change;
  if (typeof to === 'number') {
    const n = to - (typeof from === 'number' ? from : 0);
    if (from === null) return { zh: `${label.zh}达到 ${to}`, en: `a known ${label.en} of ${to}` };
    if (n < 0) return { zh: `${label.zh}不超过 ${to}`, en: `${label.en} of at most ${to}` };
    const more = spec?.more;
    return more
      ? {
          zh: `再有 ${n} ${more.zh}`,
          en: n === 1 ? `one more ${more.one}` : `${n} more ${more.many}`,
        }
      : { zh: `${label.zh}达到 ${to}`, en: `${label.en} of ${to}` };
  }
  const words = (options ?? []).map((option) => factWord(change.fact, option));
  if (words.length > 1)
    return {
      zh: `${label.zh}为${words.map((word) => word.zh).join('、')}之一`,
      en: `${label.en} being one of ${words.map((word) => word.en).join(', ')}`,
    };
  if (to === true) return { zh: `具备${label.zh}`, en: label.en };
  if (to === someText) return { zh: `填写${label.zh}`, en: `a given ${label.en}` };
  const word = factWord(change.fact, String(to));
  return { zh: `${label.zh}为${word.zh}`, en: `${label.en} being ${word.en}` };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One sentence for the applicant: "One more file with a licence would have passed." */
export function counterfactualSentence(changes: readonly FactChange[]): { zh: string; en: string } {
  const said = changes.map(phrase);
  return {
    zh: `${said.map((p) => p.zh).join('，且')}，即可通过。`,
    en: `${capital(said.map((p) => p.en).join(' and '))} would have passed.`,
  };
}
